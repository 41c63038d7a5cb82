"""The p-center: so many sites that the worst served point is as near as can be.

The answer is one of the distances; which one is found by halving.  At each, greedy choice or the
bound by the solver's relaxation mostly decides; else the solver says whether so few sites cover
everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import numpy as np

from yiyang.planning.siting.median import locate
from yiyang.planning.siting.mip import Model, Rows, solve
from yiyang.planning.siting.problem import (
    HALF,
    Answer,
    Flags,
    Limits,
    NoAnswer,
    Problem,
    Proof,
    SolverFault,
    Whole,
)

Covers = Callable[[int], Flags | None]


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
    return answer.bounded(int(levels[low]), Proof.MIP)


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
    points = np.flatnonzero(~within[:, kept].any(axis=1))
    rows = Rows()
    for row in np.unique(within[points], axis=0):
        rows.add(np.flatnonzero(row), 1.0, 1.0, np.inf)
    many = within.shape[1]
    rows.add(np.arange(many), 1.0, 0.0, number)
    model = Model(np.ones(many), kept.astype(np.float64), np.ones(many),
                  np.ones(many, np.bool_), rows)  # fmt: skip
    try:
        if seconds <= 0:
            return "open"
        found = solve(model, seconds=seconds, first_will_do=True)
    except NoAnswer:
        return None
    if found.columns is None:
        return "open"
    return _filled_up(found.columns > HALF, number)


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
    if int(filled.sum()) != number:
        raise SolverFault("the cover has more sites than were asked for")
    return filled
