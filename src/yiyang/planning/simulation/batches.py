"""The daily batch of the waiting list: who could move if several moved at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from yiyang.analytics.compiled import compiled
from yiyang.planning.simulation.admitting import admit
from yiyang.planning.simulation.cycles import placed
from yiyang.planning.simulation.lists import leave
from yiyang.planning.simulation.moves import change, free_beds, here
from yiyang.planning.simulation.state import (
    A_ASKED,
    A_POOL_KIND,
    A_ROW_POOL,
    A_ROW_START,
    A_WAITING,
    COLOUR,
    HELD,
    HOLD_MARK,
    HOSPITAL,
    IS_HELD,
    N_POOLS,
    N_WAITING,
    NONE,
    ORANGE,
    PALLIATIVE_BED,
    RANK,
    ROW,
    SERIAL,
    WAIT_MARK,
    WANTED,
    my,
)


@compiled
def bed_left(m: Any, r: Any, who: int) -> int:
    """Return the pool whose bed a person leaves for good by moving, -1 for none.

    As ``beds.batch_facts``: a move to another bed of the same kind, or out of hospital.
    """
    pool = here(m, r, who)
    if pool < 0:
        return NONE
    left, wanted = m[m[A_POOL_KIND] + pool], m[my(m, who, WANTED)]
    if left == wanted or left in (HOSPITAL, PALLIATIVE_BED):
        return pool
    return NONE


@compiled
def _in_order(m: Any, r: Any, who: Any) -> Any:
    """Sort people by their place in the queue."""
    keys = np.empty(who.size, np.float64)
    for column in range(3):
        for at in range(who.size):
            if column == 0:
                keys[at] = m[my(m, who[at], SERIAL)]
            elif column == 1:
                keys[at] = r[m[A_ASKED] + who[at]]
            else:
                keys[at] = m[my(m, who[at], RANK)]
        who = who[np.argsort(keys, kind="mergesort")]
    return who


@compiled
def batch(m: Any, r: Any, now: float) -> None:
    """Place the waiting list at once, urgent requests left out; moves happen together."""
    many, tenants, size = 0, 0, 0
    who = np.empty(m[N_WAITING], np.int64)
    for at in range(m[N_WAITING]):
        person = m[m[A_WAITING] + at]
        if m[my(m, person, COLOUR)] >= ORANGE:
            continue
        who[many] = person
        many += 1
        tenants += 1 if bed_left(m, r, person) >= 0 else 0
        row = m[my(m, person, ROW)]
        size += m[m[A_ROW_START] + row + 1] - m[m[A_ROW_START] + row]
    if tenants == 0:
        return
    who = _in_order(m, r, who[:many])
    starts, wants = np.zeros(many + 1, np.int64), np.empty(size, np.int64)
    has, free = np.empty(many, np.int64), np.empty(m[N_POOLS], np.int64)
    filled = 0
    for at in range(many):
        has[at], row = bed_left(m, r, who[at]), m[my(m, who[at], ROW)]
        for place in range(m[m[A_ROW_START] + row], m[m[A_ROW_START] + row + 1]):
            if m[m[A_ROW_POOL] + place] != here(m, r, who[at]):
                wants[filled] = m[m[A_ROW_POOL] + place]
                filled += 1
        starts[at + 1] = filled
    for pool in range(free.size):
        free[pool] = max(0, free_beds(m, r, pool))
    beds = placed(starts, wants, has, free)
    for at in range(many):
        if beds[at] >= 0:
            _moved(m, r, now, who[at], beds[at])


@compiled
def _moved(m: Any, r: Any, now: float, who: int, pool: int) -> None:
    leave(m, r, who)
    m[my(m, who, WAIT_MARK)] += 1
    change(m, r, now, pool, IS_HELD, 1)
    m[my(m, who, HELD)] = pool
    m[my(m, who, HOLD_MARK)] += 1
    admit(m, r, now, who, pool)
