"""Every door: each area of the web face names its own routes."""

from yiyang.faces import web
from yiyang.faces.api.urls import urlpatterns as api
from yiyang.faces.cds.urls import urlpatterns as cds
from yiyang.faces.fhir.urls import urlpatterns as fhir
from yiyang.faces.oauth.urls import urlpatterns as oauth

urlpatterns = [*web.urlpatterns(), *oauth, *cds, *fhir, *api]

handler404 = "yiyang.faces.web.errors.not_found"
handler429 = "yiyang.faces.web.errors.too_many"
