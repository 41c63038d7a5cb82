"""Every door: each area of the web face names its own routes."""

from django.urls import include, path

from yiyang.faces import web

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
    *web.urlpatterns(),
]

handler404 = "yiyang.faces.web.errors.not_found"
