"""Addresses of consents and of the access log."""

from django.urls import path

from yiyang.faces.web.consents import desk, emergency, exports, looks, officers, own

urlpatterns = [
    path("my/people/<int:person_id>/consents/", own.consents, name="own_consents"),
    path("my/people/<int:person_id>/consents/new/", own.permit, name="consent_new"),
    path("my/people/<int:person_id>/consents/forbid/", own.forbid, name="consent_forbid"),
    path("my/consents/<int:pk>/", own.consent, name="consent"),
    path("my/consents/<int:pk>/code/", own.ask_code, name="consent_code"),
    path("my/consents/<int:pk>/sign/", own.sign, name="consent_sign"),
    path("my/consents/<int:pk>/narrow/", own.narrow, name="consent_narrow"),
    path("my/consents/<int:pk>/withdraw/", own.withdraw, name="consent_withdraw"),
    path("my/people/<int:person_id>/looks/", looks.own_looks, name="own_looks"),
    path("my/people/<int:person_id>/looks/ask/", looks.ask, name="look_question"),
    path("people/<int:person_id>/paper-consent/", desk.paper, name="paper_consent"),
    path("people/<int:person_id>/account/", desk.account, name="join_account"),
    path("emergency/", emergency.emergency, name="emergency"),
    path("exports/", exports.exports, name="exports"),
    path("exports/<int:pk>/take/", exports.take, name="export_take"),
    path("officers/emergencies/", officers.emergencies, name="emergencies"),
    path("officers/emergencies/<int:pk>/", officers.review, name="emergency_review"),
    path("officers/questions/", officers.questions, name="questions"),
    path("officers/questions/<int:pk>/", officers.answer, name="question_answer"),
    path("officers/exports/", officers.exports, name="exports_to_answer"),
    path("officers/exports/<int:pk>/", officers.decide_export, name="export_answer"),
]
