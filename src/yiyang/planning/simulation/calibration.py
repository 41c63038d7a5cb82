"""Rates and lengths of stay estimated from what happened, with their intervals.

Source: Garwood 1936 (a Poisson rate); Epstein and Sobel 1953 (the exponential mean, censored).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import gammaincinv


@dataclass(frozen=True)
class Interval:
    """An estimate with the ends of its interval; ``high`` None where it has no end."""

    value: float
    low: float
    high: float | None
    number: int


def rate_of(events: int, days: float, confidence: float) -> Interval:
    """Return how many a day, from a number of events in some days; exact (Garwood).

    Raises:
        ValueError: no time was watched.
    """
    if days <= 0:
        raise ValueError("no time was watched")
    tail = (1 - confidence) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    high = float(gammaincinv(events + 1, 1 - tail))
    return Interval(events / days, low / days, high / days, events)


def stay_of(stays: Sequence[tuple[float, bool]], confidence: float) -> Interval | None:
    """Return the mean stay in days from ``(days, has ended)``; None where none has ended.

    Who still stays counts with the days so far: left out, long stays would count too little.
    """
    total, ended = sum(days for days, _ in stays), sum(has_ended for _, has_ended in stays)
    if not ended or total <= 0:
        return None
    tail = (1 - confidence) / 2
    low = total / float(gammaincinv(ended + 1, 1 - tail))
    return Interval(total / ended, low, total / float(gammaincinv(ended, tail)), ended)
