"""The period of a fee run: a calendar year, as an appraisal has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from yiyang.kernel.errors import Refused

YEAR = re.compile(r"(19|20)\d{2}")


class BadPeriod(Refused):
    """It is no calendar year."""

    code = "FEE_BAD_PERIOD"


@dataclass(frozen=True)
class Period:
    """A year, half-open as everywhere."""

    text: str
    since: date
    until: date

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.since.year

    @property
    def last_day(self) -> date:
        """The day at which the book is read: the last of the period."""
        return date(self.year, 12, 31)


def period_of(text: str) -> Period:
    """Return the period that a text such as ``2026`` names.  Raises BadPeriod."""
    if not YEAR.fullmatch(text):
        raise BadPeriod(period=text[:16])
    year = int(text)
    return Period(text, date(year, 1, 1), date(year + 1, 1, 1))
