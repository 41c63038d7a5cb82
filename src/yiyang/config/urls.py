"""Every door: each area of the web face names its own routes."""

from yiyang.faces import web
from yiyang.faces.fhir.urls import urlpatterns as fhir

urlpatterns = [*web.urlpatterns(), *fhir]

handler404 = "yiyang.faces.web.errors.not_found"
handler429 = "yiyang.faces.web.errors.too_many"
