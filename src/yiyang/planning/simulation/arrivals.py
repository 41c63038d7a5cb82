"""Who comes: people of a sub-district by chance, and those who are there at the start."""

from __future__ import annotations

from typing import Any

from yiyang.analytics.compiled import compiled
from yiyang.planning.simulation import agenda, draws
from yiyang.planning.simulation.moves import change, note, start_stage
from yiyang.planning.simulation.seeking import seek
from yiyang.planning.simulation.state import (
    A_POOL_KEY,
    A_POOL_KIND,
    A_POOL_PLACE,
    A_POOL_START,
    A_SHARES,
    A_SLOTS,
    A_SOURCE_COLOURS,
    A_SOURCE_COUNT,
    A_SOURCE_KEY,
    A_SOURCE_LEVELS,
    A_SOURCE_PLACE,
    A_SOURCE_RATE,
    A_SOURCE_SPAN,
    A_SOURCE_TRIGGER,
    A_SOURCE_WAVE,
    ALIVE,
    ALONE,
    CARE,
    COLOUR,
    GREEN,
    GROUP,
    HELD,
    HOME,
    HOME_CARE,
    INSTITUTION,
    KEPT,
    KEY,
    LEVEL,
    LEVELS,
    MEDICAL,
    N_FREE_SLOTS,
    N_IN,
    N_OVERFLOW,
    N_PEOPLE_ROOM,
    N_POOLS,
    N_SERIAL,
    N_SLOTS,
    NONE,
    OCCUPIED,
    PALLIATIVE,
    PLACE,
    PREFERRED,
    SERIAL,
    STEP,
    T_ARRIVED,
    T_PRESENT,
    TRIES,
    TRIGGER,
    my,
    of,
    put_wide,
    wide,
)


@compiled
def next_arrival(m: Any, r: Any, seed: Any, source: int, now: float) -> None:
    """Plan when the next person of a source comes."""
    if r[m[A_SOURCE_RATE] + source] <= 0.0:
        return
    key = draws.mixed(seed, wide(m, of(m, A_SOURCE_KEY, source, 0)))
    number = m[m[A_SOURCE_COUNT] + source]
    m[m[A_SOURCE_COUNT] + source] += 1
    at = now + draws.exponential(key, draws.GAP, number, 1.0 / r[m[A_SOURCE_RATE] + source])
    if at < r[of(m, A_SOURCE_SPAN, source, 1)]:
        agenda.plan(m, r, at, agenda.ARRIVAL, source, number)


@compiled
def _new_person(m: Any, r: Any, key: Any, place: int, level: int) -> int:
    if m[N_FREE_SLOTS] > 0:
        m[N_FREE_SLOTS] -= 1
        who = int(m[m[A_SLOTS] + m[N_FREE_SLOTS]])
    elif m[N_SLOTS] < m[N_PEOPLE_ROOM]:
        who = int(m[N_SLOTS])
        m[N_SLOTS] += 1
    else:
        m[N_OVERFLOW] = 1
        return NONE
    for column in (CARE, MEDICAL, KEPT, HELD, GROUP):
        m[my(m, who, column)] = NONE
    m[my(m, who, SERIAL)], m[my(m, who, PLACE)], m[my(m, who, LEVEL)] = m[N_SERIAL], place, level
    m[N_SERIAL] += 1
    m[N_IN] += 1
    m[my(m, who, STEP)], m[my(m, who, TRIES)], m[my(m, who, ALIVE)] = 0, 0, 1
    put_wide(m, my(m, who, KEY), key)
    shares = m[A_SHARES]
    m[my(m, who, ALONE)] = 1 if draws.uniform(key, draws.ALONE, 0) < r[shares] else 0
    m[my(m, who, PALLIATIVE)] = 1 if draws.uniform(key, draws.PALLIATIVE, 0) < r[shares + 1] else 0
    m[my(m, who, HOME)] = 1 if draws.uniform(key, draws.HOME, 0) < r[shares + 2] else 0
    m[my(m, who, PREFERRED)] = 1 if draws.uniform(key, draws.PREFERRED, 0) < r[shares + 3] else 0
    return who


@compiled
def arrive(m: Any, r: Any, seed: Any, now: float, source: int) -> None:
    """Let a person of a source come and look for a bed."""
    stream = draws.mixed(seed, wide(m, of(m, A_SOURCE_KEY, source, 0)))
    number = m[m[A_SOURCE_COUNT] + source]
    key = draws.mixed(stream, number)
    next_arrival(m, r, seed, source, now)
    if m[m[A_SOURCE_WAVE] + source]:
        first, last = r[of(m, A_SOURCE_SPAN, source, 0)], r[of(m, A_SOURCE_SPAN, source, 1)]
        height = 1.0 - abs(2.0 * (now - first) / (last - first) - 1.0)
        if draws.uniform(key, draws.THIN, 0) >= height:
            return
    level = draws.picked(
        r, of(m, A_SOURCE_LEVELS, source, 0), LEVELS, draws.uniform(key, draws.LEVEL, 0)
    )
    who = _new_person(m, r, key, m[m[A_SOURCE_PLACE] + source], level)
    if who < 0:
        return
    m[my(m, who, TRIGGER)] = m[m[A_SOURCE_TRIGGER] + source]
    colour = draws.uniform(key, draws.COLOUR, 0)
    m[my(m, who, COLOUR)] = draws.picked(r, of(m, A_SOURCE_COLOURS, source, 0), 4, colour)
    note(m, r, now, T_ARRIVED, who, source)
    seek(m, r, now, who)


@compiled
def fill_at_start(m: Any, r: Any, seed: Any) -> None:
    """Put those into the beds who are there when the run begins, in the midst of their stays."""
    for pool in range(m[N_POOLS]):
        number, kind = 0, m[m[A_POOL_KIND] + pool]
        stream = draws.mixed(seed, wide(m, of(m, A_POOL_KEY, pool, 0)))
        for level in range(LEVELS):
            for _ in range(m[of(m, A_POOL_START, pool, level)]):
                key = draws.mixed(stream, number)
                who = _new_person(m, r, key, m[m[A_POOL_PLACE] + pool], level)
                if who < 0:
                    return
                number += 1
                axis = CARE if kind in (HOME_CARE, INSTITUTION) else MEDICAL
                m[my(m, who, axis)] = pool
                m[my(m, who, TRIGGER)], m[my(m, who, COLOUR)] = 0, GREEN
                change(m, r, 0.0, pool, OCCUPIED, 1)
                note(m, r, 0.0, T_PRESENT, who, pool)
                start_stage(m, r, 0.0, who, kind, True)
