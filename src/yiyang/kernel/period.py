"""Periods by their code: a day, a month, a quarter, a year, several years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yiyang.kernel.errors import Refused

DAY = timedelta(days=1)
MONTHS_OF_YEAR, MONTHS_OF_QUARTER = 12, 3
FORM = re.compile(
    r"(?P<year>[12]\d{3})"
    r"(?:-(?P<last>[12]\d{3})|-Q(?P<quarter>[1-4])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)


class BadPeriod(Refused):
    """It is no period: neither 2026, 2026-Q1, 2026-03, 2026-03-31 nor 2022-2026."""

    code = "BAD_PERIOD"


@dataclass(frozen=True)
class Period:
    """The days from ``since`` until ``until``, which is excluded, under one code."""

    code: str
    since: date
    until: date

    def point(self, today: date) -> date:
        """Return the day on which a state is counted: the last day, or today while it runs."""
        return min(self.until - DAY, today)

    def year_before(self) -> Period:
        """Return the same period one year earlier; 29 February becomes 28 February."""
        since, until = _years_back(self.since), _years_back(self.until)
        return Period(f"{self.code}<", since, until)

    def months(self) -> Iterator[Period]:
        """Yield the whole months that begin in the period, oldest first."""
        first = self.since.replace(day=1)
        while first < self.until:
            following = _month_after(first)
            if first >= self.since:
                yield Period(f"{first:%Y-%m}", first, following)
            first = following


def period_of(code: str) -> Period:
    """Return the period with a code.

    Raises:
        BadPeriod: there is no such period.
    """
    match = FORM.fullmatch(code)
    if match is None:
        raise BadPeriod()
    try:
        since, until = _bounds(match)
    except ValueError as fault:
        raise BadPeriod() from fault
    if since >= until:
        raise BadPeriod()
    return Period(code, since, until)


def years_after(day: date, years: int) -> date:
    """Return the same day some years later, or before; of 29 February, 1 March in a common year.

    Whoever was born on 29 February has lived a whole year when the 28th is over, and a term that
    would end on a day that is not there ends with the day before.  Source: Civil Code art. 202.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def last_months(day: date, number: int) -> list[Period]:
    """Return the last months up to the one of ``day``, oldest first."""
    months = [_month_of(day)]
    while len(months) < number:
        months.append(_month_of(months[-1].since - DAY))
    return months[::-1]


def _month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(f"{first:%Y-%m}", first, _month_after(first))


def _bounds(match: re.Match[str]) -> tuple[date, date]:
    year = int(match["year"])
    if match["day"]:
        first = date(year, int(match["month"]), int(match["day"]))
        return first, first + DAY
    if match["month"]:
        first = date(year, int(match["month"]), 1)
        return first, _month_after(first)
    if match["quarter"]:
        first = date(year, (int(match["quarter"]) - 1) * MONTHS_OF_QUARTER + 1, 1)
        return first, _month_after(_month_after(_month_after(first)))
    return date(year, 1, 1), date(int(match["last"] or year) + 1, 1, 1)


def _month_after(first: date) -> date:
    if first.month == MONTHS_OF_YEAR:
        return date(first.year + 1, 1, 1)
    return date(first.year, first.month + 1, 1)


def _years_back(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
