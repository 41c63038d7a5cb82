"""What happens next: events by parts of a day, those of the part that has come in their order.

An event that is far off is only laid to its part; it is sorted when the part comes, among the few
others of it.  Events of one moment happen in the order in which they were planned.
"""

from __future__ import annotations

from typing import Any

from yiyang.analytics.compiled import compiled
from yiyang.planning.simulation.state import (
    A_EVENTS,
    A_PARTS,
    A_TIMES,
    N_END,
    N_EVENT_ROOM,
    N_EVENT_SLOTS,
    N_FIRST,
    N_FREE_EVENT,
    N_OVERFLOW,
    N_PART,
    N_PARTS_A_DAY,
    NONE,
)

ARRIVAL, STAY_END, ADMISSION, HOLD_END, KEEP_END, GIVE_UP, DIES_WAITING, DAY = range(8)
WHAT, WHO, MARK, NEXT = range(4)  # columns of an event
EVENT_COLUMNS = 4


@compiled
def of_event(m: Any, event: int, column: int) -> int:
    """Return where a value of an event stands."""
    return int(m[A_EVENTS] + event * EVENT_COLUMNS + column)


@compiled
def plan(m: Any, r: Any, at: float, what: int, who: int, mark: int) -> None:
    """Plan an event; one after the end of the run never happens and takes no room."""
    if at > m[N_END]:
        return
    event = _new_event(m)
    if event < 0:
        m[N_OVERFLOW] = 1
        return
    r[m[A_TIMES] + event] = at
    m[of_event(m, event, WHAT)] = what
    m[of_event(m, event, WHO)] = who
    m[of_event(m, event, MARK)] = mark
    part = int(at * m[N_PARTS_A_DAY])
    if part > m[N_PART]:
        m[of_event(m, event, NEXT)] = m[m[A_PARTS] + part]
        m[m[A_PARTS] + part] = event
    else:
        _sort_in(m, r, event, True)


@compiled
def _new_event(m: Any) -> int:
    event = m[N_FREE_EVENT]
    if event >= 0:
        m[N_FREE_EVENT] = m[of_event(m, event, NEXT)]
        return int(event)
    event = m[N_EVENT_SLOTS]
    if event >= m[N_EVENT_ROOM]:
        return NONE
    m[N_EVENT_SLOTS] = event + 1
    return int(event)


@compiled
def _sort_in(m: Any, r: Any, event: int, is_last: bool) -> None:
    """Put an event among those of the present part: last or first of those of its moment."""
    at, before, after = r[m[A_TIMES] + event], NONE, m[N_FIRST]
    while after >= 0:
        other = r[m[A_TIMES] + after]
        if other > at or (other == at and not is_last):
            break
        before, after = after, m[of_event(m, after, NEXT)]
    m[of_event(m, event, NEXT)] = after
    if before < 0:
        m[N_FIRST] = event
    else:
        m[of_event(m, before, NEXT)] = event


@compiled
def take_first(m: Any, r: Any) -> int:
    """Take the next event out; -1 when none is left.  It can be read until the next is planned."""
    while m[N_FIRST] < 0:
        if m[N_PART] >= m[N_END] * m[N_PARTS_A_DAY]:
            return NONE
        m[N_PART] += 1
        event = m[m[A_PARTS] + m[N_PART]]
        while event >= 0:  # the last planned comes first here
            following = m[of_event(m, event, NEXT)]
            _sort_in(m, r, event, False)
            event = following
    event = m[N_FIRST]
    m[N_FIRST] = m[of_event(m, event, NEXT)]
    m[of_event(m, event, NEXT)] = m[N_FREE_EVENT]
    m[N_FREE_EVENT] = event
    return int(event)
