"""Daily series as arrays, without their gaps, and what they are measured by."""

from __future__ import annotations

from typing import Any

import numpy as np

from yiyang.planning.forecasting.daily import Daily

WEEK = 7


def counted(series: Daily) -> Any:
    """Return the values as an array, days that nobody counted as not a number."""
    return np.array([np.nan if v is None else v for v in series.values], np.float64)


def without_gaps(values: Any) -> Any:
    """Return values with gaps as the same weekday before, or else the next one after.

    Raises:
        ValueError: no day of some weekday was ever counted.
    """
    filled = np.array(values, np.float64)
    for step in np.flatnonzero(np.isnan(filled)):
        before = [n for n in range(step - WEEK, -1, -WEEK) if not np.isnan(filled[n])]
        after = [n for n in range(step + WEEK, len(filled), WEEK) if not np.isnan(filled[n])]
        if not before and not after:
            raise ValueError("a weekday that was never counted")
        filled[step] = filled[before[0]] if before else filled[after[0]]
    return filled


def mean_step(values: Any) -> float:
    """Return the mean absolute difference from a week before: the scale of MASE.

    Source: Hyndman and Koehler 2006, with the seasonal naive forecast within the sample.
    """
    return float(np.mean(np.abs(values[WEEK:] - values[:-WEEK])))
