"""Forecasts: ordered, and worked through by a job."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.forecasts.counting import Counts, Least, counts_in, first_day
from yiyang.forecasts.errors import NoDays, NoLibrary, NothingToForecast
from yiyang.forecasts.facts import Window
from yiyang.forecasts.library import METHOD, is_there, program
from yiyang.forecasts.models import Forecast, ForecastSeries
from yiyang.forecasts.services.calibrating import findings_told
from yiyang.kernel.errors import Refused
from yiyang.network.models import Place
from yiyang.rules.forecasts import Backtested, trust

if TYPE_CHECKING:
    from yiyang.planning.forecasting.making import Made
    from yiyang.planning.forecasting.rolling import Held, Method

STEP = Decimal("0.0001")
PLAN_LINE = "forecasts.plan"


@transaction.atomic
def order_forecast(*, place: Place, until: date, by: Actor, at: datetime) -> Forecast:
    """Order forecasts of a place from a day on; a job works them through.

    One that waits already is given: it is not made twice.

    Args:
        until: the first day that is forecast; all days before it are over.

    Raises:
        NoDays: days before it are not over yet.
        NoLibrary: the forecasting library is not installed; nothing is written.
    """
    if until > timezone.localdate(at):
        raise NoDays
    if not is_there():
        raise NoLibrary
    same = {"place": place, "until": until, "state": Forecast.State.QUEUED}
    waiting = Forecast.objects.filter(**same).order_by("pk").first()
    if waiting is not None:
        return waiting
    reading = read_book(until, place=place.code)
    row = Forecast.objects.create(
        place=place, until=until, days=int(reading.table(PLAN_LINE)["days"]),
        interval_percent=reading.integer("forecasts.interval_percent"),
        method=METHOD, ordered_at=at,
    )  # fmt: skip
    _told(row, "forecasts.order", by, at)
    return row


def work_forecast(*, forecast: Forecast, by: Actor, at: datetime) -> Forecast:
    """Make the forecasts that were ordered; one that cannot be made ends as failed, with why."""
    try:
        return _work(forecast, the_method(), by, at)
    except Refused as refusal:
        return fail_forecast(forecast=forecast, fault=refusal.code, by=by, at=at)


@transaction.atomic
def fail_forecast(*, forecast: Forecast, fault: str, by: Actor, at: datetime) -> Forecast:
    """Give a forecast up for a refusal's code or the kind of an error; one that ended is left."""
    row = Forecast.objects.select_for_update().get(pk=forecast.pk)
    if row.state != Forecast.State.QUEUED:
        return row
    return _end(row, Forecast.State.FAILED, by, at, fault=fault)


def the_method() -> Method:
    """Return the library's method; loads it, which takes seconds."""
    from yiyang.planning.forecasting.library import combined  # noqa: PLC0415 -- as told

    return combined


def _work(forecast: Forecast, method: Method, by: Actor, at: datetime) -> Forecast:
    from yiyang.planning.forecasting.making import make, plan_of  # noqa: PLC0415 -- loads numpy

    reading = read_book(forecast.until, place=forecast.place.code)
    plan, tested = plan_of(reading)
    window = _window(forecast, int(reading.table(PLAN_LINE)["most_days"]))
    least = Least(
        plan.least_days, reading.integer("forecasts.least_events"),
        reading.integer("forecasts.least_mean"),
    )  # fmt: skip
    counts, findings = counts_in(window, least)
    if not counts:
        raise NothingToForecast
    made = [make(each.series, method, plan, tested) for each in counts]
    with transaction.atomic():
        row = Forecast.objects.select_for_update().get(pk=forecast.pk)
        if row.state != Forecast.State.QUEUED:
            return row
        row.input_digest, row.program = _digest(counts), program()
        row.findings = findings_told(findings)
        _keep(row, list(zip(counts, made, strict=True)), at)
        return _end(row, Forecast.State.DONE, by, at)


def _window(forecast: Forecast, most: int) -> Window:
    """Return the days that are counted: from the first that may be on, not more than so many.

    Raises:
        NothingToForecast: nobody of the place ever asked for a transfer.
    """
    first = first_day(forecast.place)
    if first is None or first >= forecast.until:
        raise NothingToForecast
    since = max(first, forecast.until - timedelta(days=most))
    return Window(forecast.place, since, forecast.until)


def _digest(counts: Sequence[Counts]) -> str:
    said = [
        [each.measure, each.bed_kind, each.place, each.series.since.isoformat(),
         each.series.values]
        for each in counts
    ]  # fmt: skip
    return sha256(json.dumps(said).encode()).hexdigest()


def _keep(row: Forecast, made: Sequence[tuple[Counts, Made]], at: datetime) -> None:
    """Keep each series with the decision on how far it may be relied upon."""
    codes = {counts.place for counts, _ in made}
    places = {place.code: place for place in Place.objects.filter(code__in=codes)}
    for counts, each in made:
        place = places[counts.place]
        decided = decide(
            trust, _facts(counts, each, row.interval_percent),
            reading=read_book(row.until, place=row.place.code),
            subject=Subject("place", place.pk), at=at,
        )  # fmt: skip
        ForecastSeries.objects.create(
            forecast=row, measure=counts.measure, bed_kind=counts.bed_kind, place=place,
            since=counts.series.since, counted=list(counts.series.values), fan=asdict(each.fan),
            baseline=asdict(each.baseline), held=_plain(each.held),
            baseline_held=_plain(each.baseline_held), decision=decided.decision,
        )  # fmt: skip


def _plain(value: Held | None) -> dict[str, Any] | None:
    return None if value is None else asdict(value)


def _facts(counts: Counts, made: Made, percent: int) -> Backtested:
    own, naive = made.held, made.baseline_held
    covered = own.covered if own else None
    return Backtested(
        counts.measure, counts.bed_kind, counts.place, own.origins if own else 0, _scaled(own),
        _scaled(naive), None if covered is None else Decimal(covered).quantize(STEP), percent,
    )  # fmt: skip


def _scaled(held: Held | None) -> Decimal | None:
    return None if held is None else Decimal(held.scaled).quantize(STEP)


def _end(row: Forecast, state: str, by: Actor, at: datetime, *, fault: str = "") -> Forecast:
    row.state, row.fault, row.ended_at = state, fault, at
    row.save()
    _told(row, "forecasts.end", by, at)
    return row


def _told(row: Forecast, action: str, by: Actor, at: datetime) -> None:
    record(
        by=by, at=at, action=action, subject_kind="forecast", subject_id=row.pk,
        payload={"until": row.until, "state": row.state, "input": row.input_digest},
    )  # fmt: skip
