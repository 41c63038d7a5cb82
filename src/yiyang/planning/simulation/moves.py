"""What happens to one person: seeks a bed, is promised one, arrives, goes home, dies.

A bed that becomes free is noted in ``freed`` and given to the next person by ``hand_out``.
"""

from __future__ import annotations

from typing import Any

from yiyang.analytics.compiled import compiled
from yiyang.planning.simulation import agenda, draws
from yiyang.planning.simulation.lists import leave
from yiyang.planning.simulation.state import (
    A_AREA,
    A_AREA2,
    A_ASKED,
    A_CAPACITY,
    A_CLASSES,
    A_COUNTED,
    A_ENDED,
    A_FLOWS,
    A_FREED,
    A_KEEP,
    A_KEPT_MOVES,
    A_POOL_KIND,
    A_SLOTS,
    A_STAY_FORM,
    A_STAY_MEAN,
    A_STAY_SPREAD,
    A_SUMMED,
    A_TOUCHED,
    A_TRACE,
    A_TRACE_TIMES,
    A_USED,
    ALIVE,
    ALONE,
    BLOCKED,
    CARE,
    COLOUR,
    HELD,
    HOLD_MARK,
    HOME,
    IS_HELD,
    IS_KEPT,
    KEEP_MARK,
    KEPT,
    KEY,
    LEVEL,
    LEVELS,
    MEDICAL,
    N_FREE_SLOTS,
    N_FREED,
    N_FREED_ROOM,
    N_IN,
    N_POOLS,
    N_TRACE,
    N_TRACE_ROOM,
    N_WIDTH,
    NONE,
    NOWHERE,
    OCCUPIED,
    PALLIATIVE,
    PREFERRED,
    S_BLOCKED,
    SERIAL,
    STAGE,
    STAY_MARK,
    STEP,
    SUMMED,
    T_DIED,
    T_KEPT,
    T_RETURNED,
    T_STAYED,
    T_UNKEPT,
    TRIGGER,
    WAIT_MARK,
    WANTED,
    by_class,
    my,
    of,
    wide,
)

COLOURS = 4


@compiled
def key_of(m: Any, who: int) -> Any:
    """Return what a person's random numbers are drawn from."""
    return wide(m, my(m, who, KEY))


@compiled
def note(m: Any, r: Any, now: float, what: int, who: int, pool: int) -> None:
    """Write a line of the trace, while there is room in it; ``tracing`` reads it."""
    at = m[N_TRACE]
    if at < m[N_TRACE_ROOM]:
        r[m[A_TRACE_TIMES] + at] = now
        m[of(m, A_TRACE, at, 0)], m[of(m, A_TRACE, at, 1)], m[of(m, A_TRACE, at, 2)] = (
            what,
            m[my(m, who, SERIAL)],
            pool,
        )
        said = (m[my(m, who, TRIGGER)] * COLOURS + m[my(m, who, COLOUR)]) * LEVELS
        said = (said + m[my(m, who, LEVEL)]) * 2 + m[my(m, who, PALLIATIVE)]
        m[of(m, A_TRACE, at, 3)] = said * 2 + m[my(m, who, HOME)]
        m[N_TRACE] = at + 1


@compiled
def count(m: Any, r: Any, who: int, what: int) -> None:
    """Count something about the person's present request."""
    m[m[A_COUNTED] + by_class(m, m[my(m, who, WANTED)], class_of(m, r, who), what)] += 1


@compiled
def request(m: Any, who: int) -> int:
    """Return where a person's request stands in the tables of the queue."""
    at = (m[my(m, who, TRIGGER)] * COLOURS + m[my(m, who, COLOUR)]) * 2 + m[my(m, who, ALONE)]
    return int((at * LEVELS + m[my(m, who, LEVEL)]) * 2 + m[my(m, who, PREFERRED)])


@compiled
def class_of(m: Any, r: Any, who: int) -> int:
    """Return the number of the queue class of a person's request."""
    return int(m[m[A_CLASSES] + request(m, who)])


@compiled
def change(m: Any, r: Any, now: float, pool: int, row: int, by: int) -> None:
    """Count one bed more or less as occupied, held or kept, and the bed-days until now."""
    spent = now - r[of(m, A_TOUCHED, row, pool)]
    number = m[of(m, A_USED, row, pool)]
    r[of(m, A_AREA, row, pool)] += spent * number
    r[of(m, A_AREA2, row, pool)] += spent * number * number
    r[of(m, A_TOUCHED, row, pool)] = now
    m[of(m, A_USED, row, pool)] = number + by
    if by < 0:
        m[m[A_FREED] + m[N_FREED] % m[N_FREED_ROOM]] = pool
        m[N_FREED] += 1


@compiled
def taken_beds(m: Any, pool: int) -> int:
    """Return how many beds of a pool are occupied, held or kept."""
    used, pools = m[A_USED] + pool, m[N_POOLS]
    return int(m[used] + m[used + pools] + m[used + 2 * pools])


@compiled
def free_beds(m: Any, r: Any, pool: int) -> int:
    """Return how many beds of a pool could be given now; below 0 after a cut."""
    return int(m[m[A_CAPACITY] + pool] - taken_beds(m, pool))


@compiled
def here(m: Any, r: Any, who: int) -> int:
    """Return the pool where the person is: the medical one before the care one."""
    if m[my(m, who, MEDICAL)] >= 0:
        return int(m[my(m, who, MEDICAL)])
    return int(m[my(m, who, CARE)])


@compiled
def start_stage(m: Any, r: Any, now: float, who: int, stage: int, is_begun: bool) -> None:
    """Begin a stage of need in a kind of bed, and plan its end."""
    key = key_of(m, who)
    m[my(m, who, STAGE)] = stage
    m[my(m, who, STEP)] += 1
    m[my(m, who, BLOCKED)] = 0
    m[my(m, who, STAY_MARK)] += 1
    stay = draws.duration(
        key,
        draws.STAY,
        m[my(m, who, STEP)],
        m[m[A_STAY_FORM] + stage],
        r[m[A_STAY_MEAN] + stage],
        r[m[A_STAY_SPREAD] + stage],
        is_begun,
    )
    agenda.plan(m, r, now + stay, agenda.STAY_END, who, m[my(m, who, STAY_MARK)])


@compiled
def unkeep(m: Any, r: Any, now: float, who: int) -> None:
    """Give up the bed kept for a person."""
    pool = m[my(m, who, KEPT)]
    if pool >= 0:
        change(m, r, now, pool, IS_KEPT, -1)
        m[my(m, who, KEPT)] = NONE
        m[my(m, who, KEEP_MARK)] += 1
        note(m, r, now, T_UNKEPT, who, pool)


@compiled
def leave_care(m: Any, r: Any, now: float, who: int, taken: int) -> None:
    """Leave the care bed for another kind; it is kept for some days where the book says so."""
    pool = m[my(m, who, CARE)]
    if pool < 0:
        return
    left = m[m[A_POOL_KIND] + pool]
    unkeep(m, r, now, who)
    m[my(m, who, CARE)] = NONE
    days = r[m[A_KEEP] + left]
    if m[of(m, A_KEPT_MOVES, left, taken)] and days > 0:
        change(m, r, now, pool, IS_KEPT, 1)
        m[my(m, who, KEPT)] = pool
        m[my(m, who, KEEP_MARK)] += 1
        agenda.plan(m, r, now + days, agenda.KEEP_END, who, m[my(m, who, KEEP_MARK)])
        note(m, r, now, T_KEPT, who, pool)
    change(m, r, now, pool, OCCUPIED, -1)


@compiled
def leave_medical(m: Any, r: Any, now: float, who: int) -> None:
    """Leave the bed on the medical axis."""
    pool = m[my(m, who, MEDICAL)]
    if pool >= 0:
        m[my(m, who, MEDICAL)] = NONE
        change(m, r, now, pool, OCCUPIED, -1)


@compiled
def back_to_kept(m: Any, r: Any, now: float, who: int) -> bool:
    """Return to the bed that was kept; tell whether there was one."""
    pool = m[my(m, who, KEPT)]
    if pool < 0:
        return False
    m[my(m, who, KEPT)] = NONE
    m[my(m, who, KEEP_MARK)] += 1
    change(m, r, now, pool, OCCUPIED, 1)
    change(m, r, now, pool, IS_KEPT, -1)
    m[my(m, who, CARE)] = pool
    note(m, r, now, T_RETURNED, who, pool)
    return True


@compiled
def end_request(m: Any, r: Any, now: float, who: int) -> None:
    """Take the person off the list and out of a hold; add up the days a bed was blocked."""
    leave(m, r, who)
    m[my(m, who, WAIT_MARK)] += 1
    if m[my(m, who, HELD)] >= 0:
        change(m, r, now, m[my(m, who, HELD)], IS_HELD, -1)
        m[my(m, who, HELD)] = NONE
        m[my(m, who, HOLD_MARK)] += 1
    if m[my(m, who, BLOCKED)]:
        pool = here(m, r, who)
        if pool >= 0:
            kind = m[m[A_POOL_KIND] + pool]
            r[m[A_SUMMED] + kind * m[N_WIDTH] * SUMMED + S_BLOCKED] += now - max(
                r[m[A_ASKED] + who], r[m[A_ENDED] + 2]
            )
        m[my(m, who, BLOCKED)] = 0


@compiled
def go(m: Any, r: Any, now: float, who: int, outcome: int) -> None:
    """Let a person leave the network; ``outcome`` is a line of the trace."""
    pool = here(m, r, who)
    end_request(m, r, now, who)
    kind = m[m[A_POOL_KIND] + pool] if pool >= 0 else NOWHERE
    m[of(m, A_FLOWS, kind, NOWHERE + 1 if outcome == T_DIED else NOWHERE)] += 1
    leave_medical(m, r, now, who)
    if m[my(m, who, CARE)] >= 0:
        change(m, r, now, m[my(m, who, CARE)], OCCUPIED, -1)
        m[my(m, who, CARE)] = NONE
    unkeep(m, r, now, who)
    note(m, r, now, outcome, who, pool)
    for mark in (STAY_MARK, HOLD_MARK, KEEP_MARK, WAIT_MARK):
        m[my(m, who, mark)] += 1
    m[my(m, who, ALIVE)] = 0
    r[m[A_ENDED] + (1 if outcome == T_DIED else 0)] += 1
    m[N_IN] -= 1
    m[m[A_SLOTS] + m[N_FREE_SLOTS]] = who
    m[N_FREE_SLOTS] += 1


@compiled
def settle(m: Any, r: Any, now: float, who: int, outcome: int) -> None:
    """After a need that leads nowhere: back to the own care bed, or out of the network."""
    end_request(m, r, now, who)
    if m[my(m, who, CARE)] >= 0 or back_to_kept(m, r, now, who):
        pool = m[my(m, who, MEDICAL)]
        if pool >= 0:
            m[
                of(m, A_FLOWS, m[m[A_POOL_KIND] + pool], m[m[A_POOL_KIND] + m[my(m, who, CARE)]])
            ] += 1
        leave_medical(m, r, now, who)
        note(m, r, now, T_STAYED, who, m[my(m, who, CARE)])
        start_stage(m, r, now, who, m[m[A_POOL_KIND] + m[my(m, who, CARE)]], False)
    else:
        go(m, r, now, who, outcome)
