"""The event loop: one replication of a scenario, compiled.

The same seed gives the same run; nothing here knows a number of law or policy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yiyang.analytics.compiled import compiled, values_of
from yiyang.planning.simulation import agenda, draws
from yiyang.planning.simulation.admitting import admit
from yiyang.planning.simulation.arrivals import arrive, fill_at_start, next_arrival
from yiyang.planning.simulation.batches import batch
from yiyang.planning.simulation.moves import (
    change,
    count,
    free_beds,
    go,
    key_of,
    note,
    settle,
    unkeep,
)
from yiyang.planning.simulation.seeking import hand_out, queue_up, row_for, seek
from yiyang.planning.simulation.state import (
    A_AREA,
    A_AREA2,
    A_CAPACITY,
    A_CHANGE_CAPACITY,
    A_CHANGE_DAY,
    A_CHANGE_POOL,
    A_COLOUR,
    A_COUNTED,
    A_DAILY,
    A_DAILY_WAITING,
    A_ENDED,
    A_FLOWS,
    A_FREED,
    A_KINDS_WAITING,
    A_OUTCOME,
    A_PLACE_COUNTED,
    A_PLACE_SUMMED,
    A_SOURCE_SPAN,
    A_SUMMED,
    A_TIMES,
    A_TOUCHED,
    A_USED,
    A_WAIT_DAYS,
    C_DIED_WAITING,
    C_EXPIRED,
    C_GAVE_UP,
    COLOUR,
    COUNTED,
    DIED,
    GREEN,
    HELD,
    HOLD_MARK,
    IS_HELD,
    KEEP_MARK,
    KINDS,
    LEFT,
    LEVEL,
    LEVELS,
    N_BATCH_DAYS,
    N_CHANGE,
    N_CHANGES,
    N_DAYS,
    N_END,
    N_EVENTS,
    N_FREED,
    N_FREED_ROOM,
    N_OVERFLOW,
    N_PLACES,
    N_POOLS,
    N_SOURCES,
    N_WIDTH,
    NONE,
    OCCUPIED,
    OUTCOMES,
    ROW,
    STAGE,
    STAY_MARK,
    STEP,
    SUMMED,
    T_DIED,
    T_EXPIRED,
    T_GAVE_UP,
    T_LEFT,
    TRIGGER,
    WAIT_DAYS,
    WAIT_MARK,
    WANTED,
    my,
    of,
)

AT_ONCE = 200_000  # events between two questions whether to go on: a fraction of a second
GoOn = Callable[[], bool]
HEALTH_WORSE, SICKBED_WORSE, DEPENDENCE_UP, DEPENDENCE_DOWN = 1, 4, 6, 7  # numbers of triggers


class Stopped(Exception):
    """Somebody stopped the run in the midst of a replication; nothing of it counts."""


def always() -> bool:
    """Go on whatever happens."""
    return True


def run(m: Any, r: Any, seed: Any, go_on: GoOn = always) -> None:
    """Run one replication into its state; ``N_OVERFLOW`` tells that there were too many people.

    Raises:
        Stopped: ``go_on``, asked after some thousand events, says no.
    """
    begin(m, r, seed)
    while not work(m, r, seed, AT_ONCE):
        if not go_on():
            raise Stopped


@compiled
def begin(whole: Any, real: Any, seed: Any) -> None:
    """Plan who comes first, and put those into the beds who are there at the start."""
    m, r = values_of(whole), values_of(real)
    for source in range(m[N_SOURCES]):
        next_arrival(m, r, seed, source, r[of(m, A_SOURCE_SPAN, source, 0)])
    fill_at_start(m, r, seed)
    agenda.plan(m, r, 0.0, agenda.DAY, 0, 0)


@compiled
def work(whole: Any, real: Any, seed: Any, most: int) -> bool:
    """Let the next events happen, so many at most; tell whether the run is at its end."""
    m, r = values_of(whole), values_of(real)
    until = m[N_EVENTS] + most
    while m[N_EVENTS] < until:
        event = agenda.take_first(m, r)
        if event < 0:
            _end(m, r)
            return True
        now, what = r[m[A_TIMES] + event], m[agenda.of_event(m, event, agenda.WHAT)]
        who = m[agenda.of_event(m, event, agenda.WHO)]
        mark = m[agenda.of_event(m, event, agenda.MARK)]
        m[N_EVENTS] += 1
        if what == agenda.DAY:
            _day(m, r, now)
        elif what == agenda.ARRIVAL:
            arrive(m, r, seed, now, who)
        else:
            _happen(m, r, now, what, who, mark)
        if m[N_OVERFLOW]:
            return True
        _hand_out_all(m, r, now)
    return False


@compiled
def _end(m: Any, r: Any) -> None:
    """Count the bed-days until the end of the run."""
    for pool in range(m[N_POOLS]):
        for row in range(3):
            change(m, r, float(m[N_END]), pool, row, 0)


@compiled
def _hand_out_all(m: Any, r: Any, now: float) -> None:
    while m[N_FREED] > 0:
        m[N_FREED] -= 1
        hand_out(m, r, now, m[m[A_FREED] + m[N_FREED] % m[N_FREED_ROOM]])


@compiled
def _happen(m: Any, r: Any, now: float, what: int, who: int, mark: int) -> None:
    """Do a person's event, unless it was overtaken by another."""
    if what == agenda.STAY_END:
        if m[my(m, who, STAY_MARK)] == mark:
            _stay_ends(m, r, now, who)
    elif what == agenda.ADMISSION:
        if m[my(m, who, HOLD_MARK)] == mark:
            admit(m, r, now, who, m[my(m, who, HELD)])
    elif what == agenda.HOLD_END:
        if m[my(m, who, HOLD_MARK)] == mark:
            _hold_ends(m, r, now, who)
    elif what == agenda.KEEP_END:
        if m[my(m, who, KEEP_MARK)] == mark:
            unkeep(m, r, now, who)
    elif m[my(m, who, WAIT_MARK)] == mark:
        _waits_no_more(m, r, now, what, who)


@compiled
def _waits_no_more(m: Any, r: Any, now: float, what: int, who: int) -> None:
    if what == agenda.GIVE_UP:
        count(m, r, who, C_GAVE_UP)
        settle(m, r, now, who, T_GAVE_UP)
    else:
        count(m, r, who, C_DIED_WAITING)
        go(m, r, now, who, T_DIED)


@compiled
def _hold_ends(m: Any, r: Any, now: float, who: int) -> None:
    """Let a bed go whose person did not come in time; they keep their place in the queue."""
    count(m, r, who, C_EXPIRED)
    change(m, r, now, m[my(m, who, HELD)], IS_HELD, -1)
    note(m, r, now, T_EXPIRED, who, m[my(m, who, HELD)])
    m[my(m, who, HELD)] = NONE
    m[my(m, who, HOLD_MARK)] += 1
    m[my(m, who, ROW)] = row_for(m, r, who, m[my(m, who, WANTED)])
    queue_up(m, r, now, who)


@compiled
def _stay_ends(m: Any, r: Any, now: float, who: int) -> None:
    """Draw how a stage ends: a trigger, going home, death."""
    key = key_of(m, who)
    stage, step = m[my(m, who, STAGE)], m[my(m, who, STEP)]
    shares = m[A_OUTCOME] + (stage * LEVELS + m[my(m, who, LEVEL)]) * OUTCOMES
    outcome = draws.picked(r, shares, OUTCOMES, draws.uniform(key, draws.OUTCOME, step))
    if outcome >= LEFT:
        go(m, r, now, who, T_DIED if outcome == DIED else T_LEFT)
        return
    m[my(m, who, TRIGGER)], m[my(m, who, COLOUR)] = outcome, GREEN
    if outcome in (HEALTH_WORSE, SICKBED_WORSE):
        m[my(m, who, COLOUR)] = draws.picked(
            r, of(m, A_COLOUR, stage, 0), 4, draws.uniform(key, draws.COLOUR, step)
        )
    elif outcome == DEPENDENCE_UP:
        m[my(m, who, LEVEL)] = min(LEVELS - 1, m[my(m, who, LEVEL)] + 1)
    elif outcome == DEPENDENCE_DOWN:
        m[my(m, who, LEVEL)] = max(0, m[my(m, who, LEVEL)] - 1)
    seek(m, r, now, who)


@compiled
def _day(m: Any, r: Any, now: float) -> None:
    day, warm_up = int(now), m[N_END] - m[N_DAYS]
    while m[N_CHANGE] < m[N_CHANGES] and m[m[A_CHANGE_DAY] + m[N_CHANGE]] <= day - warm_up:
        m[m[A_CAPACITY] + m[m[A_CHANGE_POOL] + m[N_CHANGE]]] = m[m[A_CHANGE_CAPACITY] + m[N_CHANGE]]
        m[N_CHANGE] += 1
    if day == warm_up:
        _forget(m, r, now)
    elif day > warm_up and day - warm_up <= m[N_DAYS]:
        for pool in range(m[N_POOLS]):
            m[of(m, A_DAILY, day - warm_up - 1, pool)] = m[of(m, A_USED, OCCUPIED, pool)]
        for kind in range(KINDS):
            waiting = m[m[A_KINDS_WAITING] + kind]
            m[of(m, A_DAILY_WAITING, day - warm_up - 1, kind)] = waiting
    for pool in range(m[N_POOLS]):
        if free_beds(m, r, pool) > 0:
            hand_out(m, r, now, pool)
    if m[N_BATCH_DAYS] > 0 and day % m[N_BATCH_DAYS] == 0:
        batch(m, r, now)
    agenda.plan(m, r, day + 1.0, agenda.DAY, 0, 0)


@compiled
def _forget(m: Any, r: Any, now: float) -> None:
    """End the warm-up: what was counted until now does not count."""
    kinds, pools = KINDS, m[N_POOLS]
    _clear(m, m[A_COUNTED], kinds * m[N_WIDTH] * COUNTED)
    _clear(r, m[A_SUMMED], kinds * m[N_WIDTH] * SUMMED)
    _clear(m, m[A_PLACE_COUNTED], m[N_PLACES] * kinds)
    _clear(r, m[A_PLACE_SUMMED], m[N_PLACES] * kinds)
    _clear(m, m[A_WAIT_DAYS], kinds * WAIT_DAYS)
    _clear(m, m[A_FLOWS], (kinds + 1) * (kinds + 2))
    _clear(r, m[A_AREA], 3 * pools)
    _clear(r, m[A_AREA2], 3 * pools)
    for at in range(3 * pools):
        r[m[A_TOUCHED] + at] = now
    r[m[A_ENDED] + 2] = now
    r[m[A_ENDED] + 3] = m[N_EVENTS]


@compiled
def _clear(values: Any, first: int, many: int) -> None:
    for at in range(first, first + many):
        values[at] = 0
