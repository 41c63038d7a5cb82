"""The routes of CDS Hooks."""

from django.urls import path

from yiyang.faces.cds import services
from yiyang.faces.fhir.doors import by_method

urlpatterns = [
    path("cds-services", by_method(GET=services.discovery), name="cds_services"),
    path("cds-services/<slug:service>", by_method(POST=services.call), name="cds_service"),
]
