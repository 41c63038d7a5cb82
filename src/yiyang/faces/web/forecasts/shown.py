"""What the pages of forecasts show of a series, and of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yiyang.faces.web.forecasts.drawing import Drawn
from yiyang.faces.web.templatetags.yiyang_text import label_or_code, named, say
from yiyang.forecasts.models import ForecastSeries
from yiyang.kernel.messages import Message
from yiyang.network.models import Place

PAST_DAYS = 56  # that the chart shows


@dataclass(frozen=True)
class Day:
    """One day of the table: what was counted, or what comes."""

    day: date
    counted: float | None
    mean: float | None
    low: float | None
    high: float | None
    baseline: float | None


@dataclass(frozen=True)
class Told:
    """A finding as it is shown: what it is about, and the sentence."""

    about: str
    said: str


def drawn_of(row: ForecastSeries) -> Drawn:
    """Return a series as the fan shows it."""
    past = row.counted[-PAST_DAYS:]
    fan = row.fan
    return Drawn(
        row.since + timedelta(days=len(row.counted) - len(past)),
        tuple(past),
        tuple(fan["mean"]),
        tuple(fan["low"]) if fan["low"] else None,
        tuple(fan["high"]) if fan["high"] else None,
        tuple(row.baseline["mean"]),
    )


def days_of(row: ForecastSeries) -> Iterator[Day]:
    """Yield every day of a series, what was counted first."""
    for n, value in enumerate(row.counted):
        yield Day(row.since + timedelta(days=n), value, None, None, None, None)
    yield from ahead_of(row)


def ahead_of(row: ForecastSeries) -> list[Day]:
    """Return the days ahead of a series."""
    first = row.since + timedelta(days=len(row.counted))
    fan, days = row.fan, len(row.fan["mean"])
    low, high = (fan[name] or [None] * days for name in ("low", "high"))
    return [
        Day(first + timedelta(days=n), None, fan["mean"][n], low[n], high[n],
            row.baseline["mean"][n])
        for n in range(days)
    ]  # fmt: skip


def told(findings: Iterable[Mapping[str, Any]]) -> list[Told]:
    """Return findings in words; what they are about stands as codes, and a place by its name."""
    rows = list(findings)
    codes = {part for row in rows for part in row["where"].split(", ")}
    places = {place.code: named(place) for place in Place.objects.filter(code__in=codes)}
    return [
        Told(
            " · ".join(_name(part, places) for part in row["where"].split(", ")),
            say(Message(row["code"], row["params"])),
        )
        for row in rows
    ]


def _name(part: str, places: Mapping[str, str]) -> str:
    if part in places:
        return places[part]
    known = label_or_code(f"FORECAST_{part}")
    return label_or_code(part) if known == f"FORECAST_{part}" else known


def place_names(parts: Iterable[str]) -> dict[str, str]:
    """Return the names of what figures are of: places by theirs, the rest by their label."""
    codes = set(parts)
    places = {place.code: named(place) for place in Place.objects.filter(code__in=codes)}
    return {code: _name(code, places) for code in codes}
