"""The routes of the FHIR face."""

from django.urls import path

from yiyang.faces.fhir import reading, summarising, validating

urlpatterns = [
    path("fhir/$validate", validating.validate, name="fhir_validate"),
    path("fhir/<str:kind>/$validate", validating.validate, name="fhir_validate_type"),
    path("fhir/<str:kind>/<str:fhir_id>/$validate", validating.validate, name="fhir_validate_one"),
    path("fhir/Patient/<str:fhir_id>/$summary", summarising.summary, name="fhir_summary"),
    path("fhir/<str:kind>/<str:fhir_id>", reading.read, name="fhir_read"),
]
