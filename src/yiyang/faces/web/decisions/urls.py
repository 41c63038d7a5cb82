"""Routes of decisions."""

from django.urls import path

from yiyang.faces.web.decisions import views

urlpatterns = [path("decisions/<int:pk>/", views.why, name="decision")]
