"""Who gets which bed: the rules' tables, looked up for one person and for one freed bed."""

from __future__ import annotations

from typing import Any

from yiyang.analytics.compiled import compiled
from yiyang.planning.simulation import agenda, draws
from yiyang.planning.simulation.admitting import admit
from yiyang.planning.simulation.lists import first_for, join, leave
from yiyang.planning.simulation.moves import (
    COLOURS,
    change,
    class_of,
    count,
    free_beds,
    here,
    key_of,
    leave_care,
    leave_medical,
    note,
    request,
    settle,
    taken_beds,
)
from yiyang.planning.simulation.state import (
    A_ASIDE,
    A_ASKED,
    A_CAPACITY,
    A_DELAY,
    A_DYING,
    A_HOLD_LIMIT,
    A_OPENS,
    A_PATIENCE,
    A_POOL_KIND,
    A_POOL_SIGNATURE,
    A_RANKS,
    A_REFUSAL,
    A_ROW_GROUP,
    A_ROW_OF,
    A_ROW_POOL,
    A_ROW_START,
    A_ROW_TIE,
    A_TRIED,
    BLOCKED,
    C_ASKED,
    C_OUTSIDE,
    C_REFUSED,
    C_WAITED,
    CARE,
    COLOUR,
    GROUP,
    HELD,
    HOLD_MARK,
    HOME,
    HOSPITAL,
    IS_HELD,
    KEPT,
    LEVEL,
    LEVELS,
    MEDICAL,
    N_ACCUMULATES,
    N_ASIDE_ROOM,
    N_EPOCH,
    N_PLACES,
    N_SIGNATURES,
    N_WIDTH,
    NONE,
    PALLIATIVE,
    PLACE,
    RANK,
    RED,
    ROW,
    T_ASKED,
    T_HELD,
    T_LEFT,
    T_REFUSED,
    T_WENT,
    TRIES,
    TRIGGER,
    WAIT_MARK,
    WANTED,
    my,
    of,
)

CARE_ENV_WORSE = 0  # the number of the trigger: only it leads from a bed to another of its kind
KINDS_OPEN, CARE_STATES, MEDICAL_STATES = 4, 3, 5


@compiled
def chosen(m: Any, epoch: int, row: int) -> int:
    """Return the first offer of a row with a free bed; -1 for none.

    Among offers that the rule holds equal the lower load decides, then the institution's number.
    """
    best, least, tie = NONE, 0, NONE
    for at in range(m[m[A_ROW_START] + row], m[m[A_ROW_START] + row + 1]):
        pool = m[m[A_ROW_POOL] + at]
        if best >= 0 and m[m[A_ROW_TIE] + at] != tie:
            break
        taken = taken_beds(m, pool)
        if m[m[A_TRIED] + pool] == epoch or taken >= m[m[A_CAPACITY] + pool]:
            continue
        load = 1000 * taken // m[m[A_CAPACITY] + pool]
        if best < 0 or load < least:
            best, least, tie = pool, load, m[m[A_ROW_TIE] + at]
    return int(best)


@compiled
def refused(m: Any, r: Any, now: float, who: int, pool: int) -> bool:
    """Tell whether the institution declines to take the person this time."""
    part = r[m[A_REFUSAL] + m[m[A_POOL_KIND] + pool]]
    if part <= 0.0:
        return False
    m[my(m, who, TRIES)] += 1
    if draws.uniform(key_of(m, who), draws.REFUSAL, m[my(m, who, TRIES)]) >= part:
        return False
    count(m, r, who, C_REFUSED)
    note(m, r, now, T_REFUSED, who, pool)
    return True


@compiled
def row_for(m: Any, r: Any, who: int, kind: int) -> int:
    """Return the row of offers for a person who seeks a kind of bed; -1 where there is none."""
    pool = here(m, r, who)
    signature = m[m[A_POOL_SIGNATURE] + pool] if pool >= 0 else 0
    red = 1 if m[my(m, who, COLOUR)] == RED else 0
    at = (kind * m[N_PLACES] + m[my(m, who, PLACE)]) * m[N_SIGNATURES] + signature
    return int(m[m[A_ROW_OF] + (at * LEVELS + m[my(m, who, LEVEL)]) * 2 + red])


@compiled
def _own_kind(m: Any, r: Any, who: int) -> int:
    pool = m[my(m, who, CARE)] if m[my(m, who, CARE)] >= 0 else m[my(m, who, KEPT)]
    return int(m[m[A_POOL_KIND] + pool]) if pool >= 0 else NONE


@compiled
def kinds_open(m: Any, r: Any, who: int) -> int:
    """Return where the kinds of bed proposed for a person's situation stand."""
    care = _own_kind(m, r, who) + 1
    medical = m[m[A_POOL_KIND] + m[my(m, who, MEDICAL)]] - 1 if m[my(m, who, MEDICAL)] >= 0 else 0
    at = (m[my(m, who, TRIGGER)] * COLOURS + m[my(m, who, COLOUR)]) * CARE_STATES + care
    at = (at * MEDICAL_STATES + medical) * LEVELS + m[my(m, who, LEVEL)]
    return int(
        m[A_OPENS] + ((at * 2 + m[my(m, who, PALLIATIVE)]) * 2 + m[my(m, who, HOME)]) * KINDS_OPEN
    )


@compiled
def seek(m: Any, r: Any, now: float, who: int) -> None:
    """Look for a bed after a trigger: a free one at once, or a place in the queue."""
    kinds = kinds_open(m, r, who)
    r[m[A_ASKED] + who] = now
    m[my(m, who, BLOCKED)] = 1
    if m[my(m, who, COLOUR)] == RED:
        note(m, r, now, T_WENT, who, here(m, r, who))
        leave_medical(m, r, now, who)
        leave_care(m, r, now, who, HOSPITAL)
    first, first_row = NONE, NONE
    for at in range(KINDS_OPEN):
        kind = m[kinds + at]
        if kind < 0:
            break
        if m[my(m, who, TRIGGER)] != CARE_ENV_WORSE and kind == _own_kind(m, r, who):
            settle(m, r, now, who, T_LEFT)
            return
        row = row_for(m, r, who, kind)
        if row < 0:
            continue
        m[my(m, who, WANTED)] = kind
        if first < 0:
            first, first_row = kind, row
            count(m, r, who, C_ASKED)
            note(m, r, now, T_ASKED, who, NONE)
        pool = _offered(m, r, now, who, row)
        if pool >= 0:
            hold(m, r, now, who, pool)
            return
    _wait_or_go(m, r, now, who, m[kinds], first, first_row)


@compiled
def _wait_or_go(m: Any, r: Any, now: float, who: int, proposed: int, kind: int, row: int) -> None:
    if kind >= 0:
        m[my(m, who, WANTED)] = kind
        m[my(m, who, ROW)] = row
        count(m, r, who, C_WAITED)
        queue_up(m, r, now, who)
        return
    if proposed >= 0:  # a bed is due, and nobody in the network could give it
        m[my(m, who, WANTED)] = proposed
        count(m, r, who, C_OUTSIDE)
    settle(m, r, now, who, T_LEFT)


@compiled
def _offered(m: Any, r: Any, now: float, who: int, row: int) -> int:
    m[N_EPOCH] += 1
    epoch, own = m[N_EPOCH], here(m, r, who)
    if own >= 0:
        m[m[A_TRIED] + own] = epoch
    while True:
        pool = chosen(m, epoch, row)
        if pool < 0 or not refused(m, r, now, who, pool):
            return pool
        m[m[A_TRIED] + pool] = epoch


@compiled
def queue_up(m: Any, r: Any, now: float, who: int) -> None:
    """Put a person into the queue, and plan until when they wait at most."""
    key = key_of(m, who)
    m[my(m, who, RANK)] = 0
    if not m[N_ACCUMULATES]:
        m[my(m, who, RANK)] = m[m[A_RANKS] + request(m, who)]
    join(m, r, who, m[m[A_ROW_GROUP] + m[my(m, who, ROW)]] * m[N_WIDTH] + class_of(m, r, who))
    m[my(m, who, WAIT_MARK)] += 1
    kind, mark, step = m[my(m, who, WANTED)], m[my(m, who, WAIT_MARK)], m[my(m, who, TRIES)]
    m[my(m, who, TRIES)] += 1
    if r[m[A_PATIENCE] + kind] >= 0.0:
        until = now + draws.exponential(key, draws.PATIENCE, step, r[m[A_PATIENCE] + kind])
        agenda.plan(m, r, until, agenda.GIVE_UP, who, mark)
    if r[m[A_DYING] + kind] > 0.0:
        until = now + draws.exponential(key, draws.DEATH, step, 1.0 / r[m[A_DYING] + kind])
        agenda.plan(m, r, until, agenda.DIES_WAITING, who, mark)


@compiled
def hold(m: Any, r: Any, now: float, who: int, pool: int) -> None:
    """Reserve a bed; the person arrives after the transfer, or the hold runs out before."""
    colour = m[my(m, who, COLOUR)]
    leave(m, r, who)
    m[my(m, who, WAIT_MARK)] += 1
    change(m, r, now, pool, IS_HELD, 1)
    m[my(m, who, HELD)] = pool
    note(m, r, now, T_HELD, who, pool)
    m[my(m, who, HOLD_MARK)] += 1
    m[my(m, who, TRIES)] += 1
    mean, limit = r[m[A_DELAY] + colour], r[m[A_HOLD_LIMIT] + colour]
    if mean <= 0.0:
        admit(m, r, now, who, pool)
        return
    delay = draws.exponential(key_of(m, who), draws.DELAY, m[my(m, who, TRIES)], mean)
    what = agenda.ADMISSION if delay <= limit else agenda.HOLD_END
    at = now + min(delay, limit)
    agenda.plan(m, r, at, what, who, m[my(m, who, HOLD_MARK)])


@compiled
def hand_out(m: Any, r: Any, now: float, pool: int) -> None:
    """Give the free beds of a pool to those who are first in the queue for it."""
    aside = 0
    while free_beds(m, r, pool) > 0 and aside < m[N_ASIDE_ROOM]:
        who = first_for(m, r, pool, now)
        if who < 0:
            break
        if here(m, r, who) == pool or refused(m, r, now, who, pool):
            m[of(m, A_ASIDE, aside, 0)], m[of(m, A_ASIDE, aside, 1)] = who, m[my(m, who, GROUP)]
            aside += 1
            leave(m, r, who)
            continue
        hold(m, r, now, who, pool)
    for at in range(aside):
        join(m, r, m[of(m, A_ASIDE, at, 0)], m[of(m, A_ASIDE, at, 1)])
