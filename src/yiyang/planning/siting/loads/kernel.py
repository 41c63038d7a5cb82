"""Compiled parts of the capacitated p-median: who goes where, and a bound by knapsacks.

A point goes whole to one site (``served``: its candidate, ``NOBODY`` where it is left out) and
takes its load there; ``room`` is what each candidate has left.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from yiyang.analytics.compiled import compiled
from yiyang.planning.siting.kernel import FAR, NOBODY, direction

MOST_CELLS = 4_000  # a capacity above it: the bound takes parts of a point, which is no higher
BOUND, IDLE, ROW, STEP = range(4)  # of what a bound that is being raised counts


@compiled
def knapsacks(
    cost: Any, prices: Any, scale: int, load: Any, capacity: Any, worth: Any, taken: Any
) -> None:
    """Write what each candidate is worth at these prices within its capacity (at most 0).

    ``taken`` (points, candidates) tells which points it would take.
    """
    points, candidates = cost.shape
    less = np.zeros(points, np.int64)
    for j in range(candidates):
        size = capacity[j]
        taken[:, j] = False
        worth[j] = 0
        wanted = 0
        for i in range(points):
            less[i] = cost[i, j] * scale - prices[i]
            if less[i] < 0:
                wanted += load[i]
        if wanted <= size:
            for i in range(points):
                if less[i] < 0:
                    taken[i, j] = True
                    worth[j] += less[i]
        elif size <= MOST_CELLS:
            _exactly(less, load, size, j, worth, taken)
        else:
            _in_parts(less, load, size, j, worth, taken)


@compiled
def _exactly(less: Any, load: Any, size: int, j: int, worth: Any, taken: Any) -> None:
    points = less.size
    least = np.zeros(size + 1, np.int64)
    used = np.zeros((points, size + 1), np.bool_)
    for i in range(points):
        if less[i] < 0:
            for s in range(size, load[i] - 1, -1):
                other = least[s - load[i]] + less[i]
                if other < least[s]:
                    least[s] = other
                    used[i, s] = True
    worth[j] = least[size]
    s = size
    for i in range(points - 1, -1, -1):
        if used[i, s]:
            taken[i, j] = True
            s -= load[i]


@compiled
def _in_parts(less: Any, load: Any, size: int, j: int, worth: Any, taken: Any) -> None:
    """Fill by saving for each unit; the last point counts whole, so the bound stays a bound."""
    rate = np.zeros(less.size)
    for i in range(less.size):
        rate[i] = less[i] / max(load[i], 1)
    left = size
    for i in np.argsort(rate):
        if less[i] >= 0 or left <= 0:
            break
        taken[i, j] = load[i] <= left
        worth[j] += less[i]
        left -= load[i]


@compiled
def settle(
    cost: Any, is_open: Any, load: Any, capacity: Any, left_out: Any, served: Any, room: Any
) -> int:
    """Send each point to an open site with room: who would lose most by the second choice first.

    Then points are moved and exchanged while that saves.  Returns the whole cost.
    """
    points = cost.shape[0]
    sites = np.flatnonzero(is_open)
    room[:] = capacity
    loss = np.zeros(points)
    for i in range(points):
        least, next_least = left_out[i], left_out[i]
        for j in sites:
            c = cost[i, j]
            if c < least:
                least, next_least = c, least
            elif c < next_least:
                next_least = c
        loss[i] = float(next_least - least) + 1e-6 * load[i]
    for i in np.argsort(-loss):
        best: Any = NOBODY
        least = left_out[i]
        for j in sites:
            if room[j] >= load[i] and cost[i, j] < least:
                best, least = j, cost[i, j]
        served[i] = best
        if best != NOBODY:
            room[best] -= load[i]
    while _moved(cost, sites, load, left_out, served, room):
        pass
    total = 0
    for i in range(points):
        total += left_out[i] if served[i] == NOBODY else cost[i, served[i]]
    return total


@compiled
def _pays(cost: Any, left_out: Any, i: int, j: int) -> int:
    pays: int = left_out[i] if j == NOBODY else cost[i, j]
    return pays


@compiled
def _moved(cost: Any, sites: Any, load: Any, left_out: Any, served: Any, room: Any) -> bool:
    """Make every move of one point and every exchange of two that saves; tell whether any did."""
    points, any_saved = cost.shape[0], False
    for i in range(points):
        a = served[i]
        for j in sites:
            if j != a and room[j] >= load[i] and cost[i, j] < _pays(cost, left_out, i, a):
                if a != NOBODY:
                    room[a] += load[i]
                room[j] -= load[i]
                served[i], a, any_saved = j, j, True
    for i in range(points):
        for k in range(i):
            a, b = served[i], served[k]
            if a == b:
                continue
            if b == NOBODY:
                if not (a != NOBODY and room[a] + load[i] >= load[k]):
                    continue
            elif a == NOBODY:
                if room[b] + load[k] < load[i]:
                    continue
            elif room[a] + load[i] < load[k] or room[b] + load[k] < load[i]:
                continue
            before = _pays(cost, left_out, i, a) + _pays(cost, left_out, k, b)
            after = _pays(cost, left_out, i, b) + _pays(cost, left_out, k, a)
            if after < before:
                if a != NOBODY:
                    room[a] += load[i] - load[k]
                if b != NOBODY:
                    room[b] += load[k] - load[i]
                served[i], served[k], any_saved = b, a, True
    return any_saved


@compiled
def recentre(
    cost: Any, is_open: Any, is_kept: Any, load: Any, capacity: Any, served: Any, room: Any
) -> bool:
    """Move each site to where its own points are served cheapest; tell whether one moved."""
    points, candidates = cost.shape
    any_moved = False
    for a in np.flatnonzero(is_open):
        if is_kept[a]:
            continue
        needed, least = capacity[a] - room[a], 0
        best: Any = a
        for i in range(points):
            if served[i] == a:
                least += cost[i, a]
        for j in range(candidates):
            if not is_open[j] and capacity[j] >= needed:
                total = 0
                for i in range(points):
                    if served[i] == a:
                        total += cost[i, j]
                if total < least:
                    best, least = j, total
        if best != a:
            is_open[a], is_open[best] = False, True
            for i in range(points):
                if served[i] == a:
                    served[i] = best
            room[best], room[a] = capacity[best] - needed, capacity[a]
            any_moved = True
    return any_moved


@compiled
def settled(
    cost: Any, is_open: Any, is_kept: Any, load: Any, capacity: Any, left_out: Any, served: Any,
    room: Any,
) -> int:  # fmt: skip
    """Settle points and move sites to their middle in turn while that saves; return the cost."""
    total = settle(cost, is_open, load, capacity, left_out, served, room)
    best_open, best_served, best_room = is_open.copy(), served.copy(), room.copy()
    best = total
    while recentre(cost, is_open, is_kept, load, capacity, served, room):
        while _moved(cost, np.flatnonzero(is_open), load, left_out, served, room):
            pass
        total = 0
        for i in range(cost.shape[0]):
            total += _pays(cost, left_out, i, served[i])
        if total >= best:
            break
        best = total
        best_open[:], best_served[:], best_room[:] = is_open, served, room
    is_open[:], served[:], room[:] = best_open, best_served, best_room
    return best


@compiled
def _chosen(worth: Any, is_kept: Any, number: int, taken: Any, chosen: Any, times: Any) -> int:
    """Choose the kept candidates and those worth most; return what they are worth together.

    ``times`` becomes 1 less how many of them take each point.
    """
    ranked = np.argsort(np.where(is_kept, -FAR, worth))
    total = 0
    chosen[:] = False
    times[:] = 1
    for n in range(number):
        j = ranked[n]
        total += worth[j]
        chosen[j] = True
        for i in range(times.size):
            if taken[i, j]:
                times[i] -= 1
    return total


@compiled
def climb_within(
    cost: Any, is_kept: Any, number: int, load: Any, capacity: Any, left_out: Any, best_known: int,
    prices: Any, steps: int, scale: int, visited: Any, now: Any, before: Any, best_prices: Any,
    counts: Any, pace: Any, most: int,
) -> bool:  # fmt: skip
    """Raise the bound by some subgradient steps in whole numbers; tell whether it is at its end.

    Prices are times ``scale`` and never above what leaving the point out costs; so is the bound,
    ``counts[BOUND]``.  All else that the next call goes on with is in ``now``, ``before``,
    ``counts`` and ``pace``: so many steps at once or one by one give the same bound.
    Source: Beasley, EJOR 65 (1993) 383-399.
    """
    points, candidates = cost.shape
    worth = np.zeros(candidates, np.int64)
    taken = np.zeros((points, candidates), np.bool_)
    chosen = np.zeros(candidates, np.bool_)
    times = np.zeros(points)
    for step in range(counts[STEP], min(counts[STEP] + most, steps)):
        counts[STEP] = step + 1
        for i in range(points):
            prices[i] = min(np.int64(np.rint(now[i])), left_out[i] * scale)
        knapsacks(cost, prices, scale, load, capacity, worth, taken)
        bound = prices.sum() + _chosen(worth, is_kept, number, taken, chosen, times)
        if step % 5 == 0:
            visited[counts[ROW] % visited.shape[0], :] = chosen
            counts[ROW] += 1
        if bound > counts[BOUND]:
            counts[BOUND] = bound
            best_prices[:] = prices
            counts[IDLE] = 0
        else:
            counts[IDLE] += 1
        if counts[BOUND] > (best_known - 1) * scale:
            return True
        if counts[IDLE] > 14:
            pace[0], counts[IDLE] = pace[0] * 0.7, 0
            now[:] = best_prices
            before[:] = 0
            if pace[0] < 0.004:
                return True
            continue
        length = direction(times, before)
        if length == 0:
            return True
        size = pace[0] * (best_known * scale - bound) / length
        for i in range(points):
            now[i] = min(max(now[i] + size * before[i], 0.0), left_out[i] * float(scale))
    return bool(counts[STEP] >= steps)
