"""The p-center: so many sites that the worst served point is as near as can be.

The answer is one of the distances; which one is found by halving.  At each, greedy choice covers
everybody, or the p-median of who is left uncovered decides: at a cost of nothing all are covered,
with a bound above nothing no choice covers them.
"""

from __future__ import annotations

from time import monotonic

import numpy as np

from yiyang.planning.siting.median import locate
from yiyang.planning.siting.problem import Answer, Flags, Limits, Problem, Proof, Whole

STARTS = 20  # of exchanges: whether all can be covered is mostly found out by them


def least_radius(metres: Whole, number: int, kept: Flags, limits: Limits) -> Answer:
    """Return the sites with the least distance of the worst served point, and its bound.

    Args:
        metres: (points, candidates) >= 0.
        number: how many candidates are open, the kept ones among them.

    Source: Minieka, SIAM Review 12 (1970) 138-139 (a row of covering problems).
    """
    quick = Limits(seconds=0.0, seed=limits.seed, starts=limits.starts)
    near = locate(Problem(metres, number, kept), quick)
    best = np.zeros(metres.shape[1], np.bool_)
    best[list(near.sites)] = True
    least = _radius(metres, best)
    levels = np.unique(metres[metres <= least])
    floor = int(metres.min(axis=1).max())
    low, high = int(np.searchsorted(levels, floor)), len(levels) - 1
    until = monotonic() + limits.seconds
    while low < high:
        middle = (low + high) // 2
        seconds = until - monotonic()
        if limits.seconds > 0 and seconds <= 0:
            break
        within = metres <= levels[middle]
        found = covering(within, number, kept, seconds if limits.seconds > 0 else 0.0)
        if found is None:
            low = middle + 1
            continue
        if isinstance(found, str):
            break  # not decided in time: the bound stays where it is
        best, high = found, int(np.searchsorted(levels, _radius(metres, found)))
    served = np.where(best, metres, np.iinfo(np.int64).max).argmin(axis=1)
    sites = tuple(int(j) for j in np.flatnonzero(best))
    radius = int(levels[high])
    answer = Answer(sites, tuple(int(j) for j in served), radius, 0, Proof.NONE, least)
    return answer.bounded(int(levels[low]), Proof.LAGRANGE)


def _radius(metres: Whole, is_open: Flags) -> int:
    return int(metres[:, is_open].min(axis=1).max())


def covering(within: Flags, number: int, kept: Flags, seconds: float) -> Flags | str | None:
    """Return so many candidates that cover every point; None where there are none so few.

    Args:
        within: (points, candidates) whether a candidate is near enough to a point.

    Returns a word where it was not decided in time.
    """
    greedy = _greedy(within, kept)
    if greedy is not None and int(greedy.sum()) <= number:
        return _filled_up(greedy, number)
    if greedy is None:
        return None
    missed = (~within).astype(np.int64)
    limits = Limits(seconds=seconds, starts=STARTS, enough=0)
    answer = locate(Problem(missed, number, kept), limits)
    if answer.bound > 0:
        return None
    if answer.cost > 0:
        return "open"
    is_open = np.zeros(within.shape[1], np.bool_)
    is_open[list(answer.sites)] = True
    return is_open


def _greedy(within: Flags, kept: Flags) -> Flags | None:
    """Open what covers most of the rest, one after another; None where a point has nobody."""
    is_open = kept.copy()
    left = ~within[:, kept].any(axis=1)
    while left.any():
        gains = within[left].sum(axis=0)
        best = int(gains.argmax())
        if gains[best] == 0:
            return None
        is_open[best] = True
        left &= ~within[:, best]
    return is_open


def _filled_up(is_open: Flags, number: int) -> Flags:
    """Open more candidates, the first ones, until so many are open."""
    filled = is_open.copy()
    filled[np.flatnonzero(~filled)[: number - int(filled.sum())]] = True
    return filled
