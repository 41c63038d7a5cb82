"""Routes of care."""

from django.urls import path

from yiyang.faces.web.care import consultations, own, plans, views

urlpatterns = [
    path("care/", views.desk, name="care_desk"),
    path("care/due/<int:pk>/", views.due, name="care_due"),
    path("care/follow-ups/<int:pk>/", views.follow_up, name="care_follow_up"),
    path("care/catalogue/", plans.catalogue, name="care_catalogue"),
    path("care/people/<int:person_id>/plan/", plans.plan, name="care_plan"),
    path("care/people/<int:person_id>/plan/draw/", plans.draw, name="care_draw"),
    path("care/people/<int:person_id>/consult/", consultations.consult, name="care_consult"),
    path("care/items/<int:pk>/raise/", plans.raise_count, name="care_raise"),
    path("care/consultations/", consultations.waiting, name="consultations"),
    path("care/consultations/<int:pk>/", consultations.consultation, name="consultation"),
    path("my/<int:person_id>/plan/", own.plan, name="own_plan"),
    path("my/<int:person_id>/ask/", own.ask_doctor, name="own_ask"),
]
