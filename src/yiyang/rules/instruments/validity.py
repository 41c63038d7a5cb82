"""Until when the result of an instrument holds."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

MONTHS_PER_YEAR = 12


def valid_until(terms: Mapping[str, object], level: str, assessed_on: date) -> date:
    """Return the first day on which a result of ``assessed_on`` no longer holds.

    Args:
        terms: ``{days: "28"}`` or ``{months: "12"}``, for all levels or for each level.
        level: the result.
        assessed_on: the day of the assessment.
    """
    own = terms.get(level, terms)
    if not isinstance(own, Mapping):
        raise TypeError("a validity has days or months")
    if "days" in own:
        return assessed_on + timedelta(days=int(own["days"]))
    return months_after(assessed_on, int(own["months"]))


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last day when it is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS_PER_YEAR)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
