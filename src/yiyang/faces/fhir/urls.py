"""The routes of the FHIR face."""

from django.urls import path

from yiyang.faces.fhir import reading, searching, summarising, validating

urlpatterns = [
    path("fhir", searching.search_all, name="fhir_search_all"),
    path("fhir/$validate", validating.validate, name="fhir_validate"),
    path("fhir/<str:kind>/$validate", validating.validate, name="fhir_validate_type"),
    path("fhir/<str:kind>/<str:fhir_id>/$validate", validating.validate, name="fhir_validate_one"),
    path("fhir/Patient/<str:fhir_id>/$summary", summarising.summary, name="fhir_summary"),
    path("fhir/<str:kind>/_search", searching.search_type, name="fhir_search_form"),
    path("fhir/<str:kind>", searching.search_type, name="fhir_search"),
    path("fhir/<str:kind>/<str:fhir_id>", reading.read, name="fhir_read"),
    path(
        "fhir/<str:whose>/<str:fhir_id>/<str:kind>",
        searching.search_compartment,
        name="fhir_compartment",
    ),
]
