"""Lengths of stay of people of whom some came before the watch and some still stay.

Source: Kaplan and Meier 1958; Greenwood 1926; Brookmeyer and Crowley 1982 with the log-log
transformation; delayed entry as in Klein and Moeschberger, Survival Analysis, ch. 4.6 and 9.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from statistics import NormalDist

import numpy as np


@dataclass(frozen=True)
class Length:
    """One length of stay in days: watched from ``entered`` on, until ``left``, ended or not."""

    left: float
    has_ended: bool
    entered: float = 0.0


@dataclass(frozen=True)
class Curve:
    """The share that stays longer than each of some times, with Greenwood's variance sum."""

    times: tuple[float, ...]
    shares: tuple[float, ...]
    sums: tuple[float, ...]  # of d / (n (n - d)); the variance of log(share)


@dataclass(frozen=True)
class Quantile:
    """A quantile of the lengths with its interval; None where the watch was too short."""

    value: float | None
    low: float | None
    high: float | None


def curve_of(lengths: Sequence[Length]) -> Curve:
    """Return the share that stays longer than each time at which somebody left.

    Nobody counts as at risk before the watch began for them.
    """
    entered = np.array([each.entered for each in lengths])
    left = np.array([each.left for each in lengths])
    ended = np.array([each.has_ended for each in lengths], np.bool_)
    times = np.unique(left[ended])
    share, total = 1.0, 0.0
    shares, sums = [], []
    for time in times:
        at_risk = int(((entered < time) & (left >= time)).sum())
        gone = int((ended & (left == time)).sum())
        share *= 1 - gone / at_risk
        total += gone / (at_risk * (at_risk - gone)) if at_risk > gone else float("inf")
        shares.append(share)
        sums.append(total)
    return Curve(tuple(map(float, times)), tuple(shares), tuple(sums))


def quantile_of(curve: Curve, part: float, confidence: float) -> Quantile:
    """Return the time by which a part of the people has left, with its interval.

    Args:
        part: between 0 and 1; 0.5 for the median.
    """
    wanted, z = 1 - part, NormalDist().inv_cdf((1 + confidence) / 2)
    value = low = high = None
    for time, share, total in zip(curve.times, curve.shares, curve.sums, strict=True):
        if value is None and share <= wanted:
            value = time
        above, below = _band(share, total, z)
        if low is None and below <= wanted:
            low = time
        if high is None and above <= wanted:
            high = time
    return Quantile(value, low, high)


def _band(share: float, total: float, z: float) -> tuple[float, float]:
    """Return the upper and lower end of a share's interval, by the log-log transformation."""
    if share <= 0 or total == float("inf"):
        return (0.0, 0.0) if share <= 0 else (1.0, 0.0)
    if share >= 1:
        return 1.0, 1.0
    wide = float(np.exp(z * np.sqrt(total) / abs(log(share))))
    return float(share ** (1 / wide)), float(share**wide)
