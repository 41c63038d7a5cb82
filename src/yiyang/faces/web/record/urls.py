"""Routes of the record."""

from django.urls import path

from yiyang.faces.web.record import views

urlpatterns = [
    path("people/<int:person_id>/record/", views.record, name="record"),
    path("people/<int:person_id>/record/<slug:sign>/", views.record_sign, name="record_sign"),
    path("people/<int:person_id>/summary/", views.summary, name="record_summary"),
    path("people/<int:person_id>/vitals/", views.vitals, name="record_vitals"),
]
