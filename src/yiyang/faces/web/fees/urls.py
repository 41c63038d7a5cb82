"""The routes of the contract fees."""

from __future__ import annotations

from django.urls import path

from yiyang.faces.web.fees import pay, runs

urlpatterns = [
    path("fees/", runs.overview, name="fee_runs"),
    path("fees/runs/new/", runs.new, name="fee_run_new"),
    path("fees/runs/<int:pk>/", runs.run, name="fee_run"),
    path("fees/runs/<int:pk>/change/", runs.change, name="fee_run_change"),
    path(
        "fees/runs/<int:pk>/institutions/<int:institution_pk>/",
        runs.institution,
        name="fee_institution",
    ),
    path(
        "fees/runs/<int:pk>/institutions/<int:institution_pk>/<str:package>/",
        runs.counted,
        name="fee_counted",
    ),
    path("fees/pay/", pay.own, name="own_pay"),
    path("fees/pay/<int:pk>/", pay.one, name="fee_pay"),
    path("fees/mine/", pay.mine, name="own_fees"),
]
