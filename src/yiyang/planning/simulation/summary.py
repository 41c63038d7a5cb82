"""Means over replications with their intervals, and paired differences of two scenarios.

Intervals are Student's t over replications, which are independent; of two scenarios the
replications of one number share their random numbers, so that the difference of each pair counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from scipy.special import stdtrit

FEWEST = 2


@dataclass(frozen=True)
class Estimate:
    """A mean over ``number`` replications; ``half`` is half the interval, None for one alone."""

    mean: float
    half: float | None
    number: int

    @property
    def low(self) -> float | None:
        """Where the interval begins."""
        return None if self.half is None else self.mean - self.half

    @property
    def high(self) -> float | None:
        """Where the interval ends."""
        return None if self.half is None else self.mean + self.half


def estimate(values: Sequence[float], confidence: float) -> Estimate:
    """Return the mean of independent values with Student's interval of a confidence (0 to 1)."""
    number = len(values)
    mean = float(np.mean(values))
    if number < FEWEST:
        return Estimate(mean, None, number)
    spread = float(np.std(values, ddof=1)) / sqrt(number)
    return Estimate(mean, float(stdtrit(number - 1, (1 + confidence) / 2)) * spread, number)


def summary_of(results: Sequence[Mapping[str, Any]], confidence: float) -> dict[str, Estimate]:
    """Return every figure's mean over the replications that have it."""
    names = sorted({name for each in results for name in each["figures"]})
    return {
        name: estimate([r["figures"][name] for r in results if name in r["figures"]], confidence)
        for name in names
    }


def differences(
    results: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], confidence: float
) -> dict[str, Estimate]:
    """Return the mean paired difference, first less second, of replications of one number."""
    second = {each["number"]: each["figures"] for each in others}
    pairs = [
        (each["figures"], second[each["number"]]) for each in results if each["number"] in second
    ]
    names = sorted({name for one, other in pairs for name in one if name in other})
    return {
        name: estimate(
            [one[name] - other[name] for one, other in pairs if name in one and name in other],
            confidence,
        )
        for name in names
    }
