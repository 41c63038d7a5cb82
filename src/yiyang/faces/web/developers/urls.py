"""Routes of the developers' page."""

from django.urls import path

from yiyang.faces.web.developers import views

urlpatterns = [path("developers/", views.developers, name="developers")]
