"""Compiled parts of the p-median: who is served by whom, and exchanges of sites.

Costs are whole numbers, (demand points, candidates).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from yiyang.analytics.compiled import compiled

NOBODY = -1
FAR = np.iinfo(np.int64).max // 4


@compiled
def nearest_two(cost: Any, is_open: Any, first: Any, second: Any) -> int:
    """Write each point's cheapest and second cheapest open candidate; return the whole cost."""
    points, candidates = cost.shape
    total = 0
    for i in range(points):
        a, b = NOBODY, NOBODY
        least, next_least = FAR, FAR
        for j in range(candidates):
            if is_open[j]:
                c = cost[i, j]
                if c < least:
                    b, next_least = a, least
                    a, least = j, c
                elif c < next_least:
                    b, next_least = j, c
        first[i], second[i] = a, b
        total += least
    return total


@compiled
def direction(times: Any, before: Any) -> float:
    """Turn ``before`` into the next step's direction; return its length, 0: there is none.

    It is ``times``, what each point lacks, with a part of the last direction; where the two turn
    against each other, ``times`` alone.
    """
    length = 0.0
    for i in range(times.size):
        before[i] = times[i] + 0.4 * before[i]
        length += times[i] * before[i]
    if length <= 0:
        before[:] = times
        length = float((times * times).sum())
    return length


@compiled
def _lost(cost: Any, first: Any, second: Any, loss: Any) -> None:
    """Write by how much the whole cost rises when each open candidate is shut."""
    loss[:] = 0
    for i in range(first.size):
        if second[i] != NOBODY:
            loss[first[i]] += cost[i, second[i]] - cost[i, first[i]]
        else:
            loss[first[i]] += FAR // loss.size


@compiled
def exchange(cost: Any, is_open: Any, is_kept: Any, first: Any, second: Any, most: int) -> int:
    """Exchange one open candidate for a closed one while the whole cost falls; return it.

    The saving of every pair is found in one pass over the points for each candidate that might
    come in (Whitaker, INFOR 21 (1983) 95-108); the first exchange that saves is made.
    """
    points, candidates = cost.shape
    total = nearest_two(cost, is_open, first, second)
    loss = np.empty(candidates, np.int64)
    extra = np.zeros(candidates, np.int64)
    start, untried, made = 0, candidates, 0
    _lost(cost, first, second, loss)
    while untried > 0 and made < most:
        new = start
        start = (start + 1) % candidates
        untried -= 1
        if is_open[new]:
            continue
        saved = 0
        for i in range(points):
            here, c = cost[i, first[i]], cost[i, new]
            if c < here:
                saved += here - c
            if second[i] == NOBODY:
                extra[first[i]] += FAR // candidates - max(c - here, 0)
            else:
                other = cost[i, second[i]]
                if c < other:
                    extra[first[i]] += other - max(c, here)
        best, gain = NOBODY, 0
        for j in range(candidates):
            if is_open[j] and not is_kept[j]:
                change = saved - loss[j] + extra[j]
                if change > gain:
                    best, gain = j, change
            extra[j] = 0
        if best != NOBODY:
            is_open[best], is_open[new] = False, True
            total = nearest_two(cost, is_open, first, second)
            _lost(cost, first, second, loss)
            untried, made = candidates, made + 1
    return total


@compiled
def grow(cost: Any, is_open: Any, number: int) -> None:
    """Open the candidate that saves most, one after another, until so many more are open."""
    points, candidates = cost.shape
    now = np.full(points, FAR, np.int64)
    for j in range(candidates):
        if is_open[j]:
            for i in range(points):
                now[i] = min(now[i], cost[i, j])
    for _ in range(number):
        best, least = NOBODY, FAR
        for j in range(candidates):
            if not is_open[j]:
                total = 0
                for i in range(points):
                    total += min(now[i], cost[i, j])
                    if total >= least:
                        break
                if total < least:
                    best, least = j, total
        is_open[best] = True
        for i in range(points):
            now[i] = min(now[i], cost[i, best])
