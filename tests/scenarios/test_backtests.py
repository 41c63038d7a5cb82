"""A calibration is held to the weeks after its window: simulated, counted, side by side."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.forecasts.conftest import SINCE, UNTIL, Past, filled, past
from tests.journey import Journey
from tests.planning.simulation.made import made
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.faces.web.forecasts import calibrations
from yiyang.forecasts.models import Calibration
from yiyang.forecasts.services import calibrate
from yiyang.planning.simulation.backtest import backtest
from yiyang.scenarios.backtests import backtest_of, days_to_hold
from yiyang.scenarios.errors import NothingHappenedYet
from yiyang.scenarios.models import Scenario, SimulationRun
from yiyang.scenarios.selectors import plan_of
from yiyang.scenarios.services import order_backtest
from yiyang.scenarios.working import work_run

__all__ = ["past"]
ACTS = {"by": PROGRAM, "at": NOW}
ENDED = date(2026, 1, 20)


def calibrated(past: Past) -> Calibration:
    """Return a calibration of a window after which weeks have gone by."""
    for _ in range(3):
        past.stay("INSTITUTION_BED", 1.0, None)
    return calibrate(place=filled(past).district, since=SINCE, until=ENDED, **ACTS)


def test_weeks_are_means_of_days_and_the_interval_is_between_the_replications() -> None:
    plan = made({"HOSPITAL_BED": 5, "INSTITUTION_BED": 9}, [], days=14, warm_up=0)
    # By replication and week: institution beds, hospital beds, palliative care at home.
    weekly = [[[4.0, float(n), 0.0], [4.0, 2.0 * n, 0.0]] for n in range(19)]
    happened = {"HOSPITAL_BED": [9, 9, 9, 9, 9, 9, 16, *([60] * 7)]}
    held = backtest(plan, weekly, happened, {"HOSPITAL_BED": 8.0}, 80)
    assert held is not None
    first, second = (each for each in held.weeks if each.kind == "HOSPITAL_BED")
    assert (first.mean, first.low, first.high) == pytest.approx((9.0, 1.0, 17.0))
    assert (first.happened, first.stood, first.is_inside) == (10.0, 8.0, True)
    assert (second.mean, second.happened, second.is_inside) == (18.0, 60.0, False)
    homes = [each for each in held.weeks if each.kind == "INSTITUTION_BED"]
    assert [(each.mean, each.happened) for each in homes] == [(4.0, 0.0)] * 2
    assert held.error == pytest.approx((1 + 42 + 4 + 4) / 4)
    assert held.error_standing == pytest.approx((2 + 52) / 4)
    assert held.covered == 1 / 4
    assert backtest(made({}, [], days=14), [], {}, {}, 80) is None


def test_a_calibration_is_held_to_what_happened_after_its_window(
    past: Past, journey: Journey
) -> None:
    row = calibrated(past)
    planner = journey.sign_in(Role.HEALTH_COMMISSION)
    page = f"/plan/calibrations/{row.pk}/"
    assert backtest_of(row) is None
    before = planner.get(page).content.decode()
    assert "模拟其后各周" in before and "<svg" not in before.partition("与实际情况对照")[2]
    assert planner.post(f"{page}backtest/").headers["Location"] == page
    run = SimulationRun.objects.get()
    assert order_backtest(calibration=row, **ACTS) == run, "one that there is is not made twice"
    plan = plan_of(run.scenario)
    assert (plan.warm_up, plan.on, plan.days % 7, plan.replications) == (0, ENDED, 0, 40)
    care = next(each for each in plan.institution if each.code == "HOME")
    assert sum(care.start["INSTITUTION_BED"]) == 3, "it begins with who was there"
    while work_run(run_id=run.pk, go_on=lambda: True, **ACTS):
        pass
    shown = backtest_of(row)
    assert shown is not None and shown.held is not None
    homes = [each for each in shown.held.weeks if each.kind == "INSTITUTION_BED"]
    assert [each.happened for each in homes] == [3.0] * (plan.days // 7)
    assert {each.stood for each in homes} == {3.0}
    told = planner.get(page).content.decode()
    assert "与实际情况对照" in told and "平均误差每周" in told and "今天在用的床位" in told
    chart = told.partition("与实际情况对照")[2]
    assert f"养老机构床位 · {plan.days // 7}: " in chart and 'data-label="照旧">3.0<' in chart
    sheet = planner.get(f"{page}backtest.csv").content.decode("utf-8-sig").splitlines()
    assert len(sheet) == 1 + len(shown.held.weeks)


def test_a_window_after_which_no_week_has_gone_by_is_held_to_nothing(
    past: Past, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = calibrate(place=filled(past).district, since=SINCE, until=UNTIL, **ACTS)
    gone = (6, 7, 13, 3000)
    assert [days_to_hold(row, UNTIL + timedelta(days=n)) for n in gone] == [0, 7, 7, 56]
    monkeypatch.setattr(calibrations, "days_to_hold", lambda *_: 0)
    page = f"/plan/calibrations/{row.pk}/"
    told = journey.sign_in(Role.HEALTH_COMMISSION).get(page).content.decode()
    assert "尚不满一周" in told and f"{page}backtest/" not in told
    at = NOW.replace(year=UNTIL.year, month=UNTIL.month, day=UNTIL.day) + timedelta(days=6)
    with pytest.raises(NothingHappenedYet):
        order_backtest(calibration=row, by=PROGRAM, at=at)
    assert not Scenario.objects.exists()
