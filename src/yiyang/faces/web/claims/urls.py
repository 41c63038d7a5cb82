"""The routes of insurance claims."""

from __future__ import annotations

from django.urls import path

from yiyang.faces.web.claims import views

urlpatterns = [
    path("claims/", views.claims, name="claims"),
    path("claims/<int:pk>/", views.claim, name="claim"),
    path("claims/<int:pk>/settle/", views.settle, name="claim_settle"),
    path("claims/<int:pk>/reverse/", views.reverse, name="claim_reverse"),
    path("claims/<int:pk>/pay/", views.pay, name="claim_pay"),
    path("claims/mine/", views.mine, name="own_claims"),
    path("claims/mine/<int:pk>/", views.statement, name="own_claim"),
]
