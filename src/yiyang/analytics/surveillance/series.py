"""One series of counts: how many cases in each step of time, evenly spaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from yiyang.kernel.errors import Refused
from yiyang.kernel.period import years_after

Numbers = npt.NDArray[np.float64]


class SeriesFault(Refused):
    """A series that a method cannot be run on."""


class NotCounts(SeriesFault):
    """A count is below 0 or no whole number, or the year has no length."""

    code = "SERIES_NOT_COUNTS"


class TooShort(SeriesFault):
    """There is too little of the series before what is asked about."""

    code = "SERIES_TOO_SHORT"


class StepsLeftOut(SeriesFault):
    """What is asked about does not follow one another, or lies beyond the end."""

    code = "SERIES_STEPS_LEFT_OUT"


@dataclass(frozen=True)
class Series:
    """Counts of cases in steps of the same length, oldest first.

    Args:
        counts: whole numbers of at least 0.
        per_year: how many steps make a year: 365, 52 or 12.
        start: the day on which the first step begins, when steps are weeks or days of the
            calendar; a year back is then the same day of the year before, and the step nearest
            to it.  None when a year is just ``per_year`` steps.

    Raises:
        NotCounts: a count below 0 or no whole number, or a length of the year that is none.
    """

    counts: tuple[int, ...]
    per_year: int
    start: date | None = None

    def __post_init__(self) -> None:
        if any(not isinstance(c, int) or c < 0 for c in self.counts):
            raise NotCounts
        if self.per_year < 1:
            raise NotCounts

    @property
    def values(self) -> Numbers:
        """The counts as an array."""
        return np.array(self.counts, dtype=np.float64)

    @property
    def days(self) -> int:
        """The days of one step of a series of the calendar."""
        return {365: 1, 52: 7}[self.per_year]

    def day(self, at: int) -> date | None:
        """Return the day on which a step begins; None where the series has no calendar."""
        return None if self.start is None else self.start + timedelta(days=at * self.days)

    def years_before(self, at: int, years: int) -> list[int]:
        """Return the steps of the same time in the years before, farthest first, ``at`` the last.

        A step before the beginning of the series has a negative number.
        """
        if self.start is None or self.per_year not in (52, 365):
            return [at - n * self.per_year for n in range(years, -1, -1)]
        day = self.start + timedelta(days=at * self.days)
        return [
            round((years_after(day, -n) - self.start).days / self.days)
            for n in range(years, -1, -1)
        ]
