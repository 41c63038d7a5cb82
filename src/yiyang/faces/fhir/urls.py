"""The routes of the FHIR face."""

from django.urls import path

from yiyang.faces.fhir import reading

urlpatterns = [path("fhir/<str:kind>/<str:fhir_id>", reading.read, name="fhir_read")]
