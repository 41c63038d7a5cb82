"""The p-center: so many sites that the worst served point is as near as can be.

The answer is one of the distances; which one is found by halving.  At each, greedy choice covers
everybody, or the solver decides about the points and candidates that matter.
"""

from __future__ import annotations

from time import monotonic

import numpy as np

from yiyang.planning.siting.mip import Model, Rows, solve
from yiyang.planning.siting.problem import Answer, Flags, Limits, NoAnswer, Proof, Whole

HALF = 0.5
MOST_COMPARED = 6_000  # rows that are held against each other: some 150 MB


def least_radius(metres: Whole, number: int, kept: Flags, limits: Limits) -> Answer:
    """Return the sites with the least distance of the worst served point, and its bound.

    Args:
        metres: (points, candidates) >= 0.
        number: how many candidates are open, the kept ones among them.

    Raises:
        ValueError: fewer candidates than sites are asked, or more kept.

    Source: Minieka, SIAM Review 12 (1970) 138-139 (a row of covering problems).
    """
    if not int(kept.sum()) <= number <= metres.shape[1] or number < 1:
        raise ValueError(f"{number} sites of {metres.shape[1]}, {int(kept.sum())} kept")
    levels = np.unique(metres)
    floor = int(np.searchsorted(levels, int(metres.min(axis=1).max())))
    best = _first(metres, levels, floor, number, kept)
    first = _radius(metres, best)
    low, high = floor, int(np.searchsorted(levels, first))
    until = monotonic() + limits.seconds
    while low < high and limits.seconds > 0 and (seconds := until - monotonic()) > 0:
        limits.look()
        middle = (low + high) // 2
        found = covering(metres <= levels[middle], number, kept, seconds)
        if found is None:
            low = middle + 1
            continue
        if isinstance(found, str):
            break  # not decided in time: the bound stays where it is
        best, high = found, int(np.searchsorted(levels, _radius(metres, found)))
    served = np.where(best, metres, np.iinfo(np.int64).max).argmin(axis=1)
    sites = tuple(int(j) for j in np.flatnonzero(best))
    radius = int(levels[high])
    answer = Answer(sites, tuple(int(j) for j in served), radius, 0, Proof.NONE, first)
    return answer.bounded(int(levels[low]), Proof.MIP)


def _first(metres: Whole, levels: Whole, floor: int, number: int, kept: Flags) -> Flags:
    """Return what greedy choice opens at the least distance at which halving finds it enough."""
    best = _filled_up(kept.copy(), number)
    low, high = floor, int(np.searchsorted(levels, _radius(metres, best)))
    while low < high:
        middle = (low + high) // 2
        is_open = _greedy(metres <= levels[middle], kept)
        if is_open is None or int(is_open.sum()) > number:
            low = middle + 1
        else:
            best, high = _filled_up(is_open, number), middle
    return best


def _radius(metres: Whole, is_open: Flags) -> int:
    return int(metres[:, is_open].min(axis=1).max())


def covering(within: Flags, number: int, kept: Flags, seconds: float) -> Flags | str | None:
    """Return so many candidates that cover every point; None where there are none so few.

    Args:
        within: (points, candidates) whether a candidate is near enough to a point.

    Returns a word where it was not decided in time; with no time only greedy choice is tried.
    """
    greedy = _greedy(within, kept)
    if greedy is None:
        return None
    if int(greedy.sum()) <= number:
        return _filled_up(greedy, number)
    left = within[~within[:, kept].any(axis=1)]
    if seconds <= 0:
        return "open"
    least, columns = reduced(left)
    try:
        found = solve(_few(least, number - int(kept.sum())), seconds=seconds, first_will_do=True)
    except NoAnswer:
        return None
    if found.columns is None:
        return "open"
    is_open = kept.copy()
    is_open[columns[found.columns > HALF]] = True
    return _filled_up(is_open, number)


def reduced(within: Flags) -> tuple[Flags, Whole]:
    """Return the points that are hardest to cover and the candidates that cover most of them.

    A point is left out when who covers another one covers it too; a candidate when another one
    covers all that it covers.  What covers the rest covers all.

    Returns:
        (points, candidates) of those left, and which candidates they are.

    Source: Garfinkel and Nemhauser, Integer Programming (1972), chapter 8 (reductions).
    """
    columns = np.arange(within.shape[1])
    shape = (-1, -1)
    while within.shape != shape:
        shape = within.shape
        within = _without_supersets(within)
        turned, kept = _without_subsets(within.T)
        within, columns = turned.T, columns[kept]
    return within, columns


def _without_supersets(rows: Flags) -> Flags:
    rows = np.unique(rows, axis=0)
    return rows[~_holds_another(rows)] if len(rows) <= MOST_COMPARED else rows


def _without_subsets(rows: Flags) -> tuple[Flags, Whole]:
    unique, first = np.unique(rows, axis=0, return_index=True)
    if len(unique) > MOST_COMPARED:
        return unique, first
    stays = ~_holds_another(~unique)
    return unique[stays], first[stays]


def _holds_another(rows: Flags) -> Flags:
    """Tell of each row whether all that another one holds is in it; no two are equal."""
    ones = rows.astype(np.float32)  # counts below 2 ** 24 are exact
    holds = ones @ ones.T == ones.sum(axis=1)[None, :]
    np.fill_diagonal(holds, False)
    return np.asarray(holds.any(axis=1))


def _few(within: Flags, number: int) -> Model:
    """Return the model of covering every point with at most so many candidates."""
    candidates = within.shape[1]
    rows = Rows()
    for point in within:
        rows.add(np.flatnonzero(point), 1.0, 1.0, np.inf)
    rows.add(np.arange(candidates), 1.0, 0.0, float(number))
    ones = np.ones(candidates)
    return Model(ones, np.zeros(candidates), ones, np.ones(candidates, np.bool_), rows)


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
