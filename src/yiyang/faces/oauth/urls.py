"""The routes of the authorisation server."""

from django.urls import path

from yiyang.faces.oauth import views

urlpatterns = [path("oauth/token", views.token, name="oauth_token")]
