"""Routes of the desk for identity."""

from django.urls import path

from yiyang.faces.web.identity import views

urlpatterns = [
    path("identity/", views.desk, name="identity_desk"),
    path("identity/<int:pk>/", views.compare, name="identity_compare"),
    path("identity/merges/<int:pk>/part/", views.part, name="identity_part"),
]
