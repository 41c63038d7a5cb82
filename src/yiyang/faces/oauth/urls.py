"""The routes of the authorisation server."""

from django.urls import path

from yiyang.faces.oauth import discovery, views

urlpatterns = [
    path(".well-known/smart-configuration", discovery.smart, name="smart_configuration"),
    path("fhir/.well-known/smart-configuration", discovery.smart, name="fhir_smart_configuration"),
    path(".well-known/openid-configuration", discovery.openid, name="openid_configuration"),
    path("oauth/jwks", discovery.jwks, name="oauth_jwks"),
    path("oauth/token", views.token, name="oauth_token"),
    path("oauth/introspect", views.introspect, name="oauth_introspect"),
    path("oauth/revoke", views.revoke, name="oauth_revoke"),
    path("oauth/userinfo", views.userinfo, name="oauth_userinfo"),
]
