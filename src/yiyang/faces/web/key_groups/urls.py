"""Routes of key groups."""

from django.urls import path

from yiyang.faces.web.key_groups import views

urlpatterns = [
    path("people/<int:person_id>/key-groups/declare/", views.declare, name="key_group_declare"),
    path("people/<int:person_id>/key-groups/<int:pk>/end/", views.end, name="key_group_end"),
]
