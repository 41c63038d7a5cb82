"""Addresses of consents and of the access log."""

from django.urls import path

from yiyang.faces.web.consents import looks, own

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
]
