"""Working time: which days are worked, and when a clock of the book runs out.

The State Council publishes each year's holidays and shifted workdays in the autumn before.  A
year's line of the book starts on the day of its publication, so a day is reckoned with what was
known on the day of the reading; a year not yet published has weekends only and is provisional.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from yiyang.policy.book import DURATION_UNITS, NotInForce, Reading, UnknownKey

CHINA = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
WORKING_DAY = "working_day"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """When a clock runs out; ``at`` is None where the book sets none.

    ``provisional``: reckoned through a year whose holidays were not yet published.
    ``missing``: the book has no answer, as against a clock that somebody else keeps.
    """

    at: datetime | None
    provisional: bool
    key: str
    missing: bool = False


@dataclass(frozen=True)
class _Year:
    """The days of one year that are not as their weekday says."""

    holidays: frozenset[date]
    workdays: frozenset[date]
    published: bool


def is_working_day(day: date, reading: Reading) -> tuple[bool, bool]:
    """Tell whether ``day`` is worked, and whether that is provisional.

    Never raises: a year without a usable line has weekends only, provisional.

    Source: the year's notice of the State Council's office (``calendar.YEAR`` of the book).
    """
    year = _year(day.year, reading)
    worked = day.weekday() < SATURDAY if day not in year.workdays else True
    return worked and day not in year.holidays, not year.published


def add_working_days(start: datetime, n: int, reading: Reading) -> tuple[datetime, bool]:
    """Return the end of the ``n``-th working day after the day of ``start``.

    The day of the event is not counted, and the last day ends at 24:00 in Shanghai.  The
    second value tells whether a year on the way is provisional.

    Args:
        start: an aware moment.
        n: 1 or more.
        reading: holidays are those published by the day of this reading.

    Raises:
        ValueError: ``n`` is less than 1.

    Source: Civil Code art. 201 (first day not counted), 203 (end of the last day).
    """
    if n < 1:
        raise ValueError("a deadline in working days is at least one day away")
    day, counted, provisional = start.astimezone(CHINA).date(), 0, False
    while counted < n:
        day += ONE_DAY
        worked, uncertain = is_working_day(day, reading)
        counted += worked
        provisional |= uncertain
    return datetime.combine(day + ONE_DAY, time.min, CHINA), provisional


def clock_runs_out(
    start: datetime, key: str, reading: Reading, calendar: Reading | None = None
) -> Due:
    """Return when the clock ``key`` of the book, started at ``start``, runs out.

    Minutes, hours and days elapse day and night; working days go by the calendar.  A clock
    whose value is a code (``ON_SCENE``) has no moment of its own.

    Args:
        start: an aware moment.
        key: a line of the book with a unit of time, or a code.
        reading: the book at the day of ``start``.
        calendar: the holidays known now, where the clock is reckoned again later.

    Raises:
        NotInForce, UnknownKey: the book has no usable answer.
    """
    line = reading.line(key)
    if line.unit == WORKING_DAY:
        at, provisional = add_working_days(start, line.integer, calendar or reading)
        return Due(at, provisional, key)
    if line.unit in DURATION_UNITS:
        return Due(start + line.duration, False, key)
    return Due(None, False, key)


def clock_or_none(
    start: datetime, key: str, reading: Reading, calendar: Reading | None = None
) -> Due:
    """Return when a clock runs out; where the book has no answer, no moment and ``missing``.

    For what must not wait for the book: it reads values of every mark, strict mode or not.
    """
    try:
        return clock_runs_out(start, key, reading.lenient(), calendar)
    except (NotInForce, UnknownKey):
        return Due(None, False, key, missing=True)


def _year(year: int, reading: Reading) -> _Year:
    try:
        value = reading.table(f"calendar.{year}")
    except (NotInForce, UnknownKey):
        return _Year(frozenset(), frozenset(), published=False)
    return _Year(_days(value["holidays"]), _days(value["workdays"]), published=True)


def _days(listed: list[str]) -> frozenset[date]:
    """Days of a list whose entries are a day, or a first and a last day joined by ``/``."""
    found: set[date] = set()
    for entry in listed:
        first, _, last = entry.partition("/")
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        while day <= end:
            found.add(day)
            day += ONE_DAY
    return frozenset(found)
