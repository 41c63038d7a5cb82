"""FHIR dates: each is a period, as exact as it was written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")  # the zone of a day that was written without one
SHAPE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<part>\d{1,9}))?)?"
    r"(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?"
)
FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
DECEMBER = 12
LEAP_SECOND = 60

Period = tuple[datetime, datetime]


@lru_cache(maxsize=65536)
def period_of(text: str) -> Period | None:
    """Return [first moment, first moment after) of a FHIR date or time; None if it is none.

    A year, a month or a day without a zone is one in Shanghai.
    """
    match = SHAPE.fullmatch(text)
    if match is None:
        return None
    try:
        low, high = _bounds(match)
        return max(low, FIRST).astimezone(UTC), min(high, LAST).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _bounds(match: re.Match[str]) -> Period:
    year, month, day = int(match["year"]), match["month"], match["day"]
    if month is None:
        return _midnight(date(year, 1, 1)), _midnight(date(min(year + 1, 9999), 1, 1))
    if day is None:
        first = date(year, int(month), 1)
        after = date(year + first.month // DECEMBER, first.month % DECEMBER + 1, 1)
        return _midnight(first), _midnight(after)
    on = date(year, int(month), int(day))
    if match["hour"] is None:
        return _midnight(on), _midnight(on + timedelta(days=1))
    return _time_bounds(match, on)


def _time_bounds(match: re.Match[str], on: date) -> Period:
    second = int(match["second"] or 0)
    part = (match["part"] or "")[:6]
    at = datetime(
        on.year,
        on.month,
        on.day,
        int(match["hour"]),
        int(match["minute"]),
        min(second, LEAP_SECOND - 1),
        int(part.ljust(6, "0")),
        tzinfo=_zone(match["zone"]),
    )
    if match["second"] is None:
        return at, at + timedelta(minutes=1)
    return at, at + (
        timedelta(microseconds=10 ** (6 - len(part))) if part else timedelta(seconds=1)
    )


def _zone(text: str | None) -> ZoneInfo | None:
    if text is None:
        return HERE
    return datetime.fromisoformat(f"2000-01-01T00:00:00{text}").tzinfo  # type: ignore[return-value]  # a fixed offset serves as well


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=HERE)
