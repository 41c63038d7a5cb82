"""The demonstration's planner tries thirty palliative beds and two stations."""

from __future__ import annotations

import pytest

from yiyang.audit.services import PROGRAM
from yiyang.demo.district import District
from yiyang.demo.trying import MORE, STATIONS
from yiyang.forecasts.models import Calibration, Forecast, ForecastSeries
from yiyang.forecasts.services import work_forecast
from yiyang.scenarios.backtests import backtest_of, days_to_hold
from yiyang.scenarios.models import Comparison, Scenario
from yiyang.scenarios.selectors import plan_of
from yiyang.scenarios.working import work_run

pytestmark = pytest.mark.django_db


def test_two_scenarios_are_kept_and_both_run_beside_each_other(whole: District) -> None:
    plan, base = Scenario.objects.order_by("-pk")[:2]
    assert (plan.base, base.base) == (base, None)
    said = plan_of(plan)
    assert sum(more.add for more in said.beds) == MORE
    assert len(said.institution) == len(plan_of(base).institution) + STATIONS
    beside = Comparison.objects.get()
    assert (beside.plan.scenario, beside.against.scenario) == (plan, base)
    for run in (beside.plan, beside.against):
        assert work_run(run_id=run.pk, by=PROGRAM, at=whole.plan.at, go_on=lambda: False) == 1


def test_there_are_weeks_enough_to_forecast_and_to_hold_a_calibration_to(whole: District) -> None:
    at, (earlier, latest) = whole.plan.at, Calibration.objects.order_by("until")
    assert (days_to_hold(earlier, latest.until), days_to_hold(latest, latest.until)) == (14, 0)
    shown = backtest_of(earlier)
    assert shown is not None and shown.run.state == "QUEUED"
    forecast = Forecast.objects.get()
    done = work_forecast(forecast=forecast, by=PROGRAM, at=at)
    assert done.state == Forecast.State.DONE, done.fault
    hospital = ForecastSeries.objects.get(
        forecast=done, measure="OCCUPANCY", bed_kind="HOSPITAL_BED", place__code="310106"
    )
    counted = hospital.counted
    assert len(counted) > 140 and min(counted) > max(counted) / 2, "as full before as today"
    assert hospital.fan["low"] is not None and hospital.held is not None
