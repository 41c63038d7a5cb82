"""The routes of settlement between nodes."""

from __future__ import annotations

from django.urls import path

from yiyang.faces.web.cross_region import desk, hospital, own

urlpatterns = [
    path("cross-region/", desk.cross_region, name="cross_region"),
    path("cross-region/compare/", desk.compare, name="away_compare"),
    path("cross-region/state/", desk.state, name="away_state"),
    path("cross-region/prepay/", desk.prepay, name="away_prepay"),
    path("cross-region/filings/<int:pk>/judge/", desk.judge, name="away_judge"),
    path("cross-region/filings/<int:pk>/end/", desk.end, name="away_end"),
    path("cross-region/clearing/<int:pk>/", desk.statement, name="away_clearing"),
    path("cross-region/patients/", hospital.patients, name="away_desk"),
    path("cross-region/claims/<int:pk>/open/", hospital.begin, name="away_open"),
    path("cross-region/settlements/<int:pk>/", hospital.settlement, name="away_settlement"),
    path("cross-region/settlements/<int:pk>/ask/", hospital.ask, name="away_ask"),
    path("cross-region/mine/", own.mine, name="own_away"),
    path("cross-region/mine/code/", own.code, name="own_away_code"),
]
