"""Rates of few people: limits of a funnel, intervals, and rates drawn towards the whole.

Plain floats: nothing here is money.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

EXACT_UP_TO = 5000  # above it the normal limits differ by less than a pixel and cost nothing


def wilson(met: int, counted: int, level: float) -> tuple[float, float]:
    """Return the interval in which a rate lies with a confidence.

    Args:
        met, counted: 0 <= met <= counted, counted > 0.
        level: the confidence, between 0 and 1.

    Source: Wilson 1927; Newcombe, Statistics in Medicine 17 (1998) 857-872, method 3.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (met + z * z / 2) / (counted + z * z)
    rate = met / counted
    half = z / (counted + z * z) * sqrt(counted * rate * (1 - rate) + z * z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def funnel_limits(rate: float, counted: int, level: float) -> tuple[float, float]:
    """Return between which rates so many people fall by chance alone around a common rate.

    Args:
        rate: the common rate, between 0 and 1.
        counted: how many people, at least 1.
        level: the share of chance that lies between the limits, between 0 and 1.

    Source: Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202, appendix A.1.1: exact
    binomial limits, interpolated so that they are smooth in the number of people.
    """
    low, high = (1 - level) / 2, (1 + level) / 2
    if rate <= 0 or rate >= 1:
        return rate, rate
    if counted > EXACT_UP_TO:
        half = NormalDist().inv_cdf(high) * sqrt(rate * (1 - rate) / counted)
        return max(0.0, rate - half), min(1.0, rate + half)
    return _quantile(rate, counted, low), _quantile(rate, counted, high)


def _quantile(rate: float, counted: int, p: float) -> float:
    """Return the interpolated binomial quantile of ``p`` as a rate."""
    below, total = 0.0, 0.0
    for r in range(counted + 1):
        below, total = total, total + _chance(rate, counted, r)
        if total >= p:
            part = (total - p) / (total - below)
            return min(1.0, max(0.0, (r - part) / counted))
    return 1.0


def _chance(rate: float, counted: int, r: int) -> float:
    ways = lgamma(counted + 1) - lgamma(r + 1) - lgamma(counted - r + 1)
    return exp(ways + r * log(rate) + (counted - r) * log(1 - rate))


def shrunken(counts: Sequence[tuple[int, int]]) -> list[float | None]:
    """Return each rate drawn towards the rate of all, the more so the fewer it counts.

    Args:
        counts: (met, counted) of each; who counts nobody gets None.

    Empirical Bayes with a beta prior whose spread is estimated by moments: with no more spread
    than chance makes, every rate becomes the common one.

    Source: Kleinman, Journal of the American Statistical Association 68 (1973) 46-54.
    """
    known = [(met, counted) for met, counted in counts if counted > 0]
    if not known:
        return [None for _ in counts]
    whole = sum(counted for _, counted in known)
    common = sum(met for met, _ in known) / whole
    weight = _prior_weight(known, common, whole)
    return [
        (common if weight is None else (met + weight * common) / (counted + weight))
        if counted > 0
        else None
        for met, counted in counts
    ]


def _prior_weight(known: Sequence[tuple[int, int]], common: float, whole: int) -> float | None:
    """Return how many people the common rate counts as; None when it is all there is."""
    chance = common * (1 - common)
    if chance == 0 or len(known) == 1:
        return None
    spread = sum(counted * (met / counted - common) ** 2 for met, counted in known)
    apart = sum(1 - counted / whole for _, counted in known)
    scale = sum(counted * (1 - counted / whole) for _, counted in known) - apart
    likeness = (spread - chance * apart) / (chance * scale) if scale > 0 else 0.0
    if likeness <= 0:
        return None
    return (1 - min(likeness, 1.0)) / min(likeness, 1.0)
