"""EARS: the counts of some days before, their mean and spread (C1, C2, C3).

Source: Hutwagner et al., "The bioterrorism preparedness and response Early Aberration Reporting
System (EARS)", J Urban Health 80 (2003) i89; the form of Salmon, Schumacher, Höhle, "Monitoring
count time series in R", J Stat Softw 70(10) (2016), whose upper bounds are reproduced.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Literal

import numpy as np

from yiyang.analytics.surveillance.series import Numbers, Series, TooShort
from yiyang.analytics.surveillance.verdicts import Verdicts, verdicts

Compat = Literal["R", "paper"]
LAG = {"C1": 0, "C2": 2, "C3": 2}
LOOKED_BACK = 2  # C3 also asks the two steps before


def ears(
    series: Series,
    at: Sequence[int],
    *,
    variant: Literal["C1", "C2", "C3"],
    baseline: int,
    alpha: float,
    compat: Compat = "paper",
) -> Verdicts:
    """Return what EARS says of the steps ``at``.

    C1 looks at the ``baseline`` steps just before, C2 leaves out the two last of them, C3 lowers
    C2's bound by what the two steps before stood above theirs.

    Args:
        alpha: the chance of an alarm where the counts are normal.
        compat: "paper" for C3's bound around the mean; "R" for the one around the count itself,
            which the R package surveillance 1.20 has.

    Raises:
        TooShort: a step has too few before it.
    """
    counts, lag = series.values, LAG[variant]
    asked = np.array(at, dtype=np.int64)
    back = baseline + lag + (LOOKED_BACK if variant == "C3" else 0)
    if len(asked) and (asked.min() < back or asked.max() >= len(counts)):
        raise TooShort
    mean, spread = _past(counts, asked, lag, baseline)
    upper = mean + NormalDist().inv_cdf(1 - alpha) * spread
    if variant == "C3":
        lowered = sum(_above(counts, asked - n, lag, baseline) for n in (1, 2))
        with np.errstate(invalid="ignore"):
            upper = upper - spread * lowered + (counts[asked] - mean if compat == "R" else 0)
        upper = np.maximum(0.0, upper)
    return verdicts(asked, counts[asked], mean, upper)


def _past(counts: Numbers, at: np.ndarray, lag: int, baseline: int) -> tuple[Numbers, Numbers]:
    windows = np.stack([counts[at - lag - n] for n in range(1, baseline + 1)])
    return windows.mean(axis=0), windows.std(axis=0, ddof=1)


def _above(counts: Numbers, at: np.ndarray, lag: int, baseline: int) -> Numbers:
    mean, spread = _past(counts, at, lag, baseline)
    with np.errstate(invalid="ignore", divide="ignore"):
        above: Numbers = np.maximum(0.0, (counts[at] - mean) / spread - 1)
    return above
