"""Reading how the simulation of a calibration held in the weeks after its window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yiyang.decisions.services import read_book
from yiyang.forecasts.counting import in_beds
from yiyang.forecasts.facts import Window
from yiyang.forecasts.models import Calibration
from yiyang.forecasts.scenarios import backtest_source
from yiyang.planning.simulation.backtest import A_WEEK, Backtest, backtest
from yiyang.scenarios.models import Scenario, SimulationRun
from yiyang.scenarios.selectors import plan_of, results_of

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shown:
    """The run of a backtest and, when it is done, how it held; the interval in percent."""

    run: SimulationRun
    held: Backtest | None
    percent: int


def scenario_of(calibration: Calibration) -> Scenario | None:
    """Return the scenario that was kept last for a calibration's backtest, or None."""
    rows = Scenario.objects.filter(
        place=calibration.place, rates=Scenario.Rates.STORED,
        text__contains=f'source = "{backtest_source(calibration)}"',
    )  # fmt: skip
    return rows.order_by("-pk").first()


def days_to_hold(calibration: Calibration, on: date) -> int:
    """Return how many days of whole weeks are over since a window: as many as are simulated."""
    lines = read_book(calibration.until, place=calibration.place.code).table("forecasts.backtest")
    gone = min((on - calibration.until).days, int(lines["most_days"]))
    return max(0, gone // A_WEEK * A_WEEK)


def backtest_of(calibration: Calibration) -> Shown | None:
    """Return the last backtest of a calibration, or None; whoever calls has chosen the place."""
    scenario = scenario_of(calibration)
    run = scenario.runs.order_by("-pk").first() if scenario else None
    if scenario is None or run is None:
        return None
    percent = read_book(calibration.until, place=calibration.place.code).integer(
        "forecasts.interval_percent"
    )
    is_done = run.state == SimulationRun.State.DONE
    return Shown(run, _held(calibration, run, percent) if is_done else None, percent)


def _held(calibration: Calibration, run: SimulationRun, percent: int) -> Backtest | None:
    plan, place, first = plan_of(run.scenario), calibration.place, calibration.until
    day_before = in_beds(Window(place, first - A_DAY, first))
    return backtest(
        plan,
        [each["weekly"] for each in results_of(run)],
        in_beds(Window(place, first, first + plan.days * A_DAY)),
        {kind: float(days[0]) for kind, days in day_before.items()},
        percent,
    )
