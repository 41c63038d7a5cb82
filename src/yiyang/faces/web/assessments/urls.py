"""Routes of the assessments."""

from django.urls import path

from yiyang.faces.web.assessments import views

urlpatterns = [
    path("assessments/", views.recent, name="assessments"),
    path("assessments/<int:pk>/", views.result, name="assessment"),
    path("people/<int:person_id>/assess/", views.choose, name="assess_person"),
    path("people/<int:person_id>/assess/<str:instrument_id>/", views.fill, name="assess_with"),
]
