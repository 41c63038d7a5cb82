"""What a calibration tells: one estimate of one thing, with its interval."""

from __future__ import annotations

from dataclasses import dataclass

# What a figure is of.
ARRIVALS, STAY_MEDIAN, STAY_MEAN, STAGE = "ARRIVALS", "STAY_MEDIAN", "STAY_MEAN", "STAGE"
ENDING, MOVE, HOLDING, REFUSAL, ANSWER = "ENDING", "MOVE", "HOLDING", "REFUSAL", "ANSWER"
COLOUR, FROM_OUTSIDE = "COLOUR", "ARRIVAL"
# How it was estimated.
POISSON, SHARE, SURVIVAL = "POISSON", "WILSON", "KAPLAN_MEIER"


@dataclass(frozen=True)
class Figure:
    """One estimate: of what (a kind of bed, a sub-district), which part of it, with its interval.

    ``number`` events stand behind it; ``value`` None where the watch was too short, ``high`` None
    where the interval has no end.  Rates by the day, lengths in days, shares between 0 and 1.
    """

    what: str
    of: str
    part: str
    value: float | None
    low: float | None
    high: float | None
    number: int
    method: str
    variation: float | None = None
