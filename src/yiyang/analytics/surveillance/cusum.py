"""CUSUM: small excesses that add up.

Source: Rossi, Lampugnani, Marchi, "An approximate CUSUM procedure for surveillance of health
events", Stat Med 18 (1999) 2111, with the plain standardisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

import numpy as np

from yiyang.analytics.surveillance.series import Series, StepsLeftOut, TooShort
from yiyang.analytics.surveillance.verdicts import Verdicts, verdicts


def cusum(
    series: Series, at: Sequence[int], *, reference: float, decision: float, before: int = 1
) -> Verdicts:
    """Return what the sums of excesses say of the steps ``at``, which follow one another.

    A count that reaches ``upper`` is an alarm.

    Args:
        reference: what a standardised count may be above its mean without adding to the sum.
        decision: the sum from which on there is an alarm.
        before: of how many steps before the first the mean is taken at least.

    Raises:
        TooShort: fewer steps stand before the first, or nothing was counted in them.
        StepsLeftOut: the steps do not follow one another, or are not all there.
    """
    counts = series.values
    asked = np.array(at, dtype=np.int64)
    if not len(asked):
        none = np.zeros(0)
        return verdicts(asked, none, none, none)
    if np.any(np.diff(asked) != 1) or asked[-1] >= len(counts):
        raise StepsLeftOut
    mean = float(counts[: asked[0]].mean()) if asked[0] >= before else 0.0
    if mean == 0:
        raise TooShort
    upper, alarm, total = np.zeros(len(asked)), np.zeros(len(asked), np.bool_), 0.0
    for n, step in enumerate(asked):
        upper[n] = max(0, ceil((decision + reference - total) * sqrt(mean) + mean))
        total = max(0.0, total + (counts[step] - mean) / sqrt(mean) - reference)
        alarm[n] = total >= decision
    return verdicts(asked, counts[asked], np.full(len(asked), mean), upper, alarm)
