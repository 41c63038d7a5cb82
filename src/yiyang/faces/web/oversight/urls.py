"""The routes of fund supervision; a matter is named by its case."""

from __future__ import annotations

from django.urls import path

from yiyang.faces.web.oversight import views

urlpatterns = [
    path("oversight/", views.matters, name="matters"),
    path("oversight/look/", views.look, name="matters_look"),
    path("oversight/<int:pk>/", views.matter, name="matter"),
    path("oversight/<int:pk>/file/", views.file, name="matter_file"),
    path("oversight/<int:pk>/paper/<str:kind>/", views.paper, name="matter_paper"),
    path("oversight/<int:pk>/explain/", views.explain, name="matter_explain"),
    path("oversight/<int:pk>/review/", views.review, name="matter_review"),
    path("oversight/<int:pk>/confirm/", views.confirm, name="matter_confirm"),
    path("oversight/<int:pk>/return/", views.give_back, name="matter_return"),
    path("oversight/<int:pk>/object/", views.object_to, name="matter_object"),
    path("oversight/<int:pk>/answer/", views.answer, name="matter_answer"),
    path("oversight/<int:pk>/end/", views.end, name="matter_end"),
]
