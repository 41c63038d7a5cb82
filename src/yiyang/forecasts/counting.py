"""Daily counts of a place: people in beds at noon, and requests, by kind of bed and sub-district.

Counts only leave here.  A sub-district whose counts are small is left out and told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from django.db.models import Min

from yiyang.beds.models import Presence, Transfer
from yiyang.forecasts.facts import NOT_MEANT, SUB_DISTRICT, Window
from yiyang.forecasts.models import ForecastSeries
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.models import Place
from yiyang.planning.forecasting.daily import Daily
from yiyang.rules.calendar import CHINA
from yiyang.rules.placement.terms import Kind

OCCUPANCY, DEMAND = ForecastSeries.Measure.OCCUPANCY, ForecastSeries.Measure.DEMAND
Row = list[int]
NOON = timedelta(hours=12)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Counts:
    """One series: what is counted, of which kind of bed, in which place (its code)."""

    measure: str
    bed_kind: str
    place: str
    series: Daily


@dataclass(frozen=True)
class Least:
    """What a series needs: days, events of the whole place, the daily mean of a part."""

    days: int
    events: int
    mean: float


def first_day(place: Place) -> date | None:
    """Return the first day on which somebody in the place asked for a transfer; None for none.

    Before it nobody's stays were written as they ended, so that counts would be too low.
    """
    found = Transfer.objects.filter(person__place__code__within=place.code).aggregate(
        first=Min("case__opened_at")
    )["first"]
    return found.astimezone(CHINA).date() + A_DAY if found else None


def counts_in(window: Window, least: Least) -> tuple[list[Counts], list[Finding]]:
    """Return every series that may be shown, the whole place first, and what is left out."""
    days = (window.until - window.since).days
    tables = {OCCUPANCY: _occupied(window, days), DEMAND: _asked(window, days)}
    found: list[Counts] = []
    findings: list[Finding] = []
    for measure, table in tables.items():
        for kind in Kind:
            parts = {place: row for (of, place), row in sorted(table.items()) if of == kind}
            if not parts:
                continue
            whole = [sum(day) for day in zip(*parts.values(), strict=True)]
            small = _small(parts, least, whole=window.place.code)
            # Rows of no sub-district count in the whole alone, which stands there once.
            rest = {code: row for code, row in parts.items() if code != window.place.code}
            for place, row in [(window.place.code, whole), *rest.items()]:
                where = f"{measure}, {kind}, {place}"
                fault = _too_little(row, is_small=place in small, least=least)
                if fault is not None:
                    findings.append(Finding(fault.code, where, fault))
                    continue
                series = Daily(window.since, tuple(float(value) for value in row))
                found.append(Counts(measure, kind.value, place, series))
    return found, findings


def _small(parts: dict[str, Row], least: Least, whole: str = "") -> set[str]:
    """Return the parts that are too small to show, and one more where the rest would tell them.

    Args:
        whole: the place of all parts; what is in none of its sub-districts is not shown apart, and
            where it is a sub-district itself, it is held to what a part is.
    """
    means = {place: sum(row) / len(row) for place, row in parts.items()}
    small = {place for place, mean in means.items() if mean < least.mean}
    hidden = small | (means.keys() & {whole})
    shown = sorted(means.keys() - hidden, key=lambda place: (means[place], place))
    if shown and 0 < sum(means[place] for place in hidden) < least.mean:
        small.add(shown[0])
    return small if len(whole) >= SUB_DISTRICT else small - {whole}


def _too_little(row: Row, *, is_small: bool, least: Least) -> Message | None:
    if len(row) < least.days:
        return Message("FORECAST_SHORT", {"least": least.days})
    if is_small:
        return Message("FORECAST_TOO_FEW", {"least": int(least.mean)})
    if sum(row) < least.events:
        return Message("CALIBRATION_TOO_FEW", {"least": least.events})
    return None


def _occupied(window: Window, days: int) -> dict[tuple[str, str], Row]:
    """Return who was in a bed at noon, by kind and the sub-district of the institution."""
    rows = Presence.objects.filter(
        claim__bed__institution__place__code__within=window.place.code,
        span__overlap=window.span,
    ).values_list("bed_kind", "claim__bed__institution__place__code", "span")
    changes: dict[tuple[str, str], Row] = defaultdict(lambda: [0] * (days + 1))
    for kind, place, span in rows.order_by("pk").iterator():
        first, last = _noons(span.lower, span.upper, window, days)
        if first < last:
            row = changes[kind, _part(place, window)]
            row[first] += 1
            row[last] -= 1
    return {key: list(accumulate(row))[:-1] for key, row in changes.items()}


def in_beds(window: Window) -> dict[str, Row]:
    """Return who was in a bed at noon of each day in the whole place, by kind."""
    days = (window.until - window.since).days
    found: dict[str, Row] = defaultdict(lambda: [0] * days)
    for (kind, _), row in _occupied(window, days).items():
        found[kind] = [one + more for one, more in zip(found[kind], row, strict=True)]
    return dict(found)


def _noons(began: datetime, ended: datetime | None, window: Window, days: int) -> tuple[int, int]:
    """Return the first noon within a stay, and the first one after it, as steps of the window."""
    noon = datetime.combine(window.since, time(), CHINA) + NOON
    first = max(0, -((noon - began) // A_DAY))
    last = days if ended is None else min(days, -((noon - ended) // A_DAY))
    return first, last


def _asked(window: Window, days: int) -> dict[tuple[str, str], Row]:
    """Return requests by the kind of bed they were for and where the person lives."""
    rows = (
        Transfer.objects.filter(
            person__place__code__within=window.place.code,
            case__opened_at__gte=window.start, case__opened_at__lt=window.end,
        )
        .exclude(wanted_kind="")
        .exclude(case__state=NOT_MEANT)
    )  # fmt: skip
    found: dict[tuple[str, str], Row] = defaultdict(lambda: [0] * days)
    listed = rows.order_by("pk").values_list(
        "wanted_kind", "person__place__code", "case__opened_at"
    )
    for kind, place, at in listed:
        step = (at - window.start) // A_DAY
        found[kind, _part(place, window)][step] += 1
    return dict(found)


def _part(place: str, window: Window) -> str:
    """Return the sub-district of a division code; within a smaller place, that place."""
    return place[: max(SUB_DISTRICT, len(window.place.code))]
