"""What happens next: a binary heap of events, ties broken by the order of planning."""

from __future__ import annotations

from typing import Any

from yiyang.analytics.compiled import compiled
from yiyang.planning.simulation.state import A_AGENDA, A_EVENTS, A_TIMES

ARRIVAL, STAY_END, ADMISSION, HOLD_END, KEEP_END, GIVE_UP, DIES_WAITING, DAY = range(8)
WHAT, WHO, MARK, TURN = range(4)  # columns of an event


@compiled
def plan(m: Any, r: Any, at: float, what: int, who: int, mark: int) -> None:
    """Put an event into the heap; ``agenda`` are its size and the turns given so far."""
    first, wide = m[A_TIMES], m[A_EVENTS]
    here = m[m[A_AGENDA]]
    m[m[A_AGENDA]] += 1
    m[m[A_AGENDA] + 1] += 1
    turn = m[m[A_AGENDA] + 1]
    while here > 0:
        above = (here - 1) >> 1
        if r[first + above] <= at:
            break
        r[first + here] = r[first + above]
        for column in range(4):
            m[wide + 4 * here + column] = m[wide + 4 * above + column]
        here = above
    _put(m, r, here, at, what, who, mark, turn)


@compiled
def _put(m: Any, r: Any, here: int, at: float, what: int, who: int, mark: int, turn: int) -> None:
    r[m[A_TIMES] + here] = at
    row = m[A_EVENTS] + 4 * here
    m[row], m[row + 1], m[row + 2], m[row + 3] = what, who, mark, turn


@compiled
def _before(m: Any, r: Any, one: int, other: int) -> bool:
    first = m[A_TIMES]
    if r[first + one] != r[first + other]:
        return bool(r[first + one] < r[first + other])
    turns = m[A_EVENTS] + TURN
    return bool(m[turns + 4 * one] < m[turns + 4 * other])


@compiled
def drop_first(m: Any, r: Any) -> None:
    """Take the first event, which the caller has read, out of the heap."""
    first, wide = m[A_TIMES], m[A_EVENTS]
    last = m[m[A_AGENDA]] - 1
    m[m[A_AGENDA]] = last
    here, below = 0, 1
    while below < last:
        if below + 1 < last and _before(m, r, below + 1, below):
            below += 1
        if _before(m, r, last, below):
            break
        r[first + here] = r[first + below]
        for column in range(4):
            m[wide + 4 * here + column] = m[wide + 4 * below + column]
        here, below = below, 2 * below + 1
    row = wide + 4 * last
    _put(m, r, here, r[first + last], m[row], m[row + 1], m[row + 2], m[row + 3])
