"""What a method says of the steps it was asked about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Verdicts:
    """For each step asked about, what was to be expected and what would be too many.

    Attributes:
        at: the steps, as numbers from 0.
        observed: the counts.
        expected: the mean to be expected; NaN where the method has none.
        upper: an alarm is a count above it (CUSUM: that reaches it); NaN where the method cannot
            tell.
        alarm: whether it is one.
        score: how far above what was expected, in units of the way to ``upper``: an alarm is more
            than 1 (CUSUM: at least 1); NaN where it cannot be told, or ``upper`` is no more than
            what was expected.
        dispersion: the variance in units of the mean; NaN where the method knows none.
        trend: whether what is expected grows or falls with time.
    """

    at: npt.NDArray[np.int64]
    observed: npt.NDArray[np.float64]
    expected: npt.NDArray[np.float64]
    upper: npt.NDArray[np.float64]
    alarm: npt.NDArray[np.bool_]
    score: npt.NDArray[np.float64]
    dispersion: npt.NDArray[np.float64]
    trend: npt.NDArray[np.bool_]


def verdicts(
    at: npt.NDArray[np.int64],
    observed: npt.NDArray[np.float64],
    expected: npt.NDArray[np.float64],
    upper: npt.NDArray[np.float64],
    alarm: npt.NDArray[np.bool_] | None = None,
) -> Verdicts:
    """Return verdicts of a method without dispersion and trend; an alarm is above ``upper``."""
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(upper > expected, (observed - expected) / (upper - expected), np.nan)
        above = observed > upper if alarm is None else alarm
    none = np.full(len(at), np.nan)
    return Verdicts(at, observed, expected, upper, above, score, none, np.zeros(len(at), np.bool_))
