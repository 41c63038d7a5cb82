"""Scenarios written down: the present state from the rows, and plans on top of one."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.decisions.services import read_book
from yiyang.forecasts.models import Calibration
from yiyang.forecasts.scenarios import scenario_text
from yiyang.forecasts.selectors import latest_calibration
from yiyang.forecasts.services import calibrate
from yiyang.network.models import Place
from yiyang.scenarios.checking import check
from yiyang.scenarios.errors import FaultyScenario
from yiyang.scenarios.facts import state_text
from yiyang.scenarios.models import Scenario


@transaction.atomic
def keep_scenario(*, place: Place, text: str, rates: str, by: Actor, at: datetime) -> Scenario:
    """Keep a scenario as it is written; its base is the kept one that it names.

    Raises:
        FaultyScenario: it cannot be read, or names what there is not.
    """
    found = check(text, place)
    if found.plan is None:
        raise FaultyScenario(where=found.findings[0].where)
    base = tomllib.loads(text).get("base")
    row = Scenario.objects.create(
        place=place,
        name_zh=found.plan.name["zh"],
        name_en=found.plan.name["en"],
        base_id=int(base) if base else None,
        rates=rates,
        text=text,
        digest=found.digest,
        made_at=at,
    )
    payload = {"digest": found.digest, "base": row.base_id, "rates": rates}
    record(
        by=by, at=at, action="scenarios.keep", subject_kind="scenario", subject_id=row.pk,
        payload=payload,
    )  # fmt: skip
    return row


@transaction.atomic
def keep_state(*, place: Place, by: Actor, at: datetime) -> Scenario:
    """Keep the present network of a place as a scenario, to lay plans on.

    Raises:
        NothingToGoOn: no beds, or no sub-district with a point on the map.
    """
    text = state_text(place, at)
    return keep_scenario(place=place, text=text, rates=Scenario.Rates.SAMPLE, by=by, at=at)


@transaction.atomic
def keep_calibrated(*, place: Place, by: Actor, at: datetime) -> Scenario:
    """Keep a place with what was estimated from the rows stored of the last year (``forecasts``).

    An estimate of today is taken as it is; else one is made.

    Raises:
        NothingSeen: too little happened for any estimate.
        NoNetwork: no beds, or no sub-district with a point on the map.
    """
    today = timezone.localdate(at)
    reading = read_book(today, place=place.code)
    days = timedelta(days=int(reading.table("simulation.run")["days"]))
    row = latest_calibration(place)
    if row is None or (row.since, row.until) != (today - days, today):
        row = calibrate(place=place, since=today - days, until=today, by=by, at=at)
    return keep_calibration(calibration=row, by=by, at=at)


@transaction.atomic
def keep_calibration(*, calibration: Calibration, by: Actor, at: datetime) -> Scenario:
    """Keep the scenario that a calibration makes, for plans to be laid on it.

    Raises:
        NoNetwork: no beds, or no sub-district with a point on the map.
    """
    place = calibration.place
    text = scenario_text(calibration, read_book(calibration.until, place=place.code))
    return keep_scenario(place=place, text=text, rates=Scenario.Rates.STORED, by=by, at=at)
