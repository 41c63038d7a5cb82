"""The routes of the alarm desk; a response is named by its case."""

from __future__ import annotations

from django.urls import path

from yiyang.faces.web.alarms import asked, mobilising, responses, views

urlpatterns = [
    path("alarms/", views.desk, name="alarms"),
    path("alarms/exercise/", responses.exercise, name="alarm_exercise"),
    path("alarms/<int:pk>/", views.alarm, name="alarm"),
    path("alarms/<int:pk>/counts.csv", views.counts_csv, name="alarm_csv"),
    path("alarms/case/<int:pk>/", asked.case, name="outbreak"),
    path("alarms/response/<int:pk>/", responses.one, name="response"),
    path("alarms/response/<int:pk>/verify/", responses.verify, name="response_verify"),
    path("alarms/response/<int:pk>/dismiss/", responses.dismiss, name="response_dismiss"),
    path("alarms/response/<int:pk>/declare/", responses.declare, name="response_declare"),
    path("alarms/response/<int:pk>/end/", responses.end, name="response_end"),
    path("alarms/response/<int:pk>/pool.csv", mobilising.pool_csv, name="response_csv"),
    path("alarms/response/<int:pk>/ask/", mobilising.ask, name="response_ask"),
    path("alarms/response/<int:pk>/invent/", mobilising.invent, name="response_invent"),
    path("alarms/response/<int:pk>/take-in/", mobilising.take_in, name="response_take_in"),
    path("alarms/response/<int:pk>/place/", mobilising.place, name="response_place"),
    path("alarms/pledge/<int:pk>/release/", mobilising.release, name="pledge_release"),
    path("alarms/casualty/<int:pk>/leave/", mobilising.leave, name="casualty_leave"),
    path("alarms/asked/", asked.pledges, name="pledges"),
    path("alarms/asked/<int:pk>/", asked.pledge, name="pledge"),
]
