"""The routes of the supervision desk; a risk is named by its case."""

from __future__ import annotations

from django.urls import path

from yiyang.faces.web.risks import views

urlpatterns = [
    path("risks/", views.risks, name="risks"),
    path("risks/look/", views.look, name="risks_look"),
    path("risks/tell/", views.tell, name="risks_tell"),
    path("risks/<int:pk>/", views.risk, name="risk"),
    path("risks/<int:pk>/answer/", views.answer, name="risk_answer"),
    path("risks/<int:pk>/return/", views.give_back, name="risk_return"),
    path("risks/<int:pk>/close/", views.close, name="risk_close"),
]
