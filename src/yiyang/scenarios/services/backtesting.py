"""Holding a calibration to what happened after its window, by a run like any other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor
from yiyang.decisions.services import read_book
from yiyang.forecasts.models import Calibration
from yiyang.forecasts.scenarios import backtest_text
from yiyang.scenarios.backtests import days_to_hold, scenario_of
from yiyang.scenarios.errors import NothingHappenedYet
from yiyang.scenarios.models import Scenario, SimulationRun
from yiyang.scenarios.selectors import plan_of
from yiyang.scenarios.services.keeping import keep_scenario
from yiyang.scenarios.services.ordering import order_run


@transaction.atomic
def order_backtest(*, calibration: Calibration, by: Actor, at: datetime) -> SimulationRun:
    """Order a run of the weeks after a calibration's window; one that there is already is given.

    Raises:
        NothingHappenedYet: no whole week has gone by since the window.
        NoNetwork: no beds, or no sub-district with a point on the map.
    """
    Calibration.objects.select_for_update(no_key=True).get(pk=calibration.pk)
    reading = read_book(calibration.until, place=calibration.place.code)
    days = days_to_hold(calibration, timezone.localdate(at))
    if not days:
        raise NothingHappenedYet
    kept = scenario_of(calibration)
    if kept is None or plan_of(kept).days < days:  # more weeks have gone by meanwhile
        kept = keep_scenario(
            place=calibration.place, text=backtest_text(calibration, reading, days),
            rates=Scenario.Rates.STORED, by=by, at=at,
        )  # fmt: skip
    return order_run(scenario=kept, by=by, at=at)
