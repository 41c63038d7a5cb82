"""A whole waiting list at once, by pools: what ``rules.placement.batch`` does bed by bed.

The beds of a pool are alike to everybody, so that people move between pools and not beds.  A test
holds the two equal.  Source: ``rules.placement.batch.place_all``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from yiyang.analytics.compiled import compiled

NONE = -1


@compiled
def _add(heads: Any, links: Any, pool: int, who: int) -> None:
    first = heads[pool]
    links[who, 0], links[who, 1] = NONE, first
    if first >= 0:
        links[first, 0] = who
    heads[pool] = who


@compiled
def _drop(heads: Any, links: Any, pool: int, who: int) -> None:
    before, after = links[who, 0], links[who, 1]
    if before >= 0:
        links[before, 1] = after
    else:
        heads[pool] = after
    if after >= 0:
        links[after, 0] = before


@compiled
def _shifted(bed_of: Any, came_from: Any, heads: Any, links: Any, start: int, pool: int) -> None:
    while True:
        who = came_from[pool]
        before = bed_of[who]
        if before >= 0:
            _drop(heads, links, before, who)
        _add(heads, links, pool, who)
        bed_of[who] = pool
        if who == start or before < 0:
            return
        pool = before


@compiled
def _augmented(
    starts: Any,
    wants: Any,
    has: Any,
    free: Any,
    bed_of: Any,
    served: Any,
    settled: Any,
    heads: Any,
    links: Any,
    start: int,
    only: int,
) -> bool:
    """Search breadth first for a chain of moves that ends at a free bed."""
    pools, people = free.size, bed_of.size
    came_from = np.full(pools, NONE, np.int64)
    queue = np.empty(people + 1, np.int64)
    queue[0], seen, last = start, 0, 1
    while seen < last:
        who = queue[seen]
        single = who == start and only >= 0
        many = 1 if single else starts[who + 1] - starts[who]
        own = not single and not served[who] and has[who] >= 0
        for at in range(many + (1 if own else 0)):
            pool = only if single else (wants[starts[who] + at] if at < many else has[who])
            if came_from[pool] >= 0:
                continue
            came_from[pool] = who
            if free[pool] > 0:
                free[pool] -= 1
                _shifted(bed_of, came_from, heads, links, start, pool)
                return True
            holder = heads[pool]
            while holder >= 0:
                if not settled[holder] and holder != start:
                    queue[last] = holder
                    last += 1
                holder = links[holder, 1]
        seen += 1
    return False


@compiled
def placed(starts: Any, wants: Any, has: Any, free: Any) -> Any:
    """Return the pool that each person of a list in queue order gets, -1 for none.

    ``wants[starts[i]:starts[i + 1]]`` are a person's pools, best first, ``has`` the pool whose
    bed they leave by moving, or -1; ``free`` the free beds of each pool, which this changes.
    """
    people = has.size
    bed_of = np.full(people, NONE, np.int64)
    served, settled = np.zeros(people, np.bool_), np.zeros(people, np.bool_)
    heads, links = np.full(free.size, NONE, np.int64), np.full((people, 2), NONE, np.int64)
    for who in range(people):
        if has[who] >= 0:
            bed_of[who] = has[who]
            _add(heads, links, has[who], who)
    for who in range(people):
        left = bed_of[who]
        if left >= 0:
            _drop(heads, links, left, who)
            free[left] += 1
            bed_of[who] = NONE
        served[who] = True
        if not _augmented(
            starts, wants, has, free, bed_of, served, settled, heads, links, who, NONE
        ):
            served[who] = False
            if left >= 0:
                free[left] -= 1
                bed_of[who] = left
                _add(heads, links, left, who)
    for who in range(people):
        if served[who]:
            _improve(starts, wants, has, free, bed_of, served, settled, heads, links, who)
            settled[who] = True
        else:
            bed_of[who] = NONE
    return bed_of


@compiled
def _improve(
    starts: Any,
    wants: Any,
    has: Any,
    free: Any,
    bed_of: Any,
    served: Any,
    settled: Any,
    heads: Any,
    links: Any,
    who: int,
) -> None:
    current = bed_of[who]
    for at in range(starts[who], starts[who + 1]):
        if wants[at] == current:
            return
        _drop(heads, links, current, who)
        free[current] += 1
        bed_of[who] = NONE
        if _augmented(
            starts, wants, has, free, bed_of, served, settled, heads, links, who, wants[at]
        ):
            return
        free[current] -= 1
        bed_of[who] = current
        _add(heads, links, current, who)
