"""The waiting list: skew heaps by group, so that a freed bed finds its person at once.

A group is everybody of one class whom the same institutions could take.  In a heap the smaller
place in the queue goes first, then who asked first (Sleator and Tarjan 1986).
"""

from __future__ import annotations

from typing import Any

from yiyang.analytics.compiled import compiled
from yiyang.planning.simulation.state import (
    A_ASKED,
    A_KINDS_WAITING,
    A_POOL_GROUP,
    A_POOL_GROUP_START,
    A_RATES,
    A_ROOTS,
    A_WAITING,
    GROUP,
    IN_LIST,
    LINK_ABOVE,
    LINK_LEFT,
    LINK_RIGHT,
    N_ACCUMULATES,
    N_WAITING,
    N_WIDTH,
    NONE,
    RANK,
    SERIAL,
    WANTED,
    my,
)


@compiled
def goes_before(m: Any, r: Any, one: int, other: int) -> bool:
    """Tell whether one person's place in the queue is before another's."""
    if m[my(m, one, RANK)] != m[my(m, other, RANK)]:
        return bool(m[my(m, one, RANK)] < m[my(m, other, RANK)])
    if r[m[A_ASKED] + one] != r[m[A_ASKED] + other]:
        return bool(r[m[A_ASKED] + one] < r[m[A_ASKED] + other])
    return bool(m[my(m, one, SERIAL)] < m[my(m, other, SERIAL)])


@compiled
def _merged(m: Any, r: Any, one: int, other: int) -> int:
    """Join two heaps; return the root."""
    if one < 0:
        return other
    if other < 0:
        return one
    if goes_before(m, r, other, one):
        one, other = other, one
    root, here = one, one
    while other >= 0:
        right = m[my(m, here, LINK_RIGHT)]
        m[my(m, here, LINK_RIGHT)] = m[my(m, here, LINK_LEFT)]
        if right >= 0 and goes_before(m, r, right, other):
            right, other = other, right
        m[my(m, here, LINK_LEFT)] = other
        m[my(m, other, LINK_ABOVE)] = here
        here, other = other, right
    return root


@compiled
def join(m: Any, r: Any, who: int, group: int) -> None:
    """Put a person into the waiting list."""
    for link in (LINK_LEFT, LINK_RIGHT, LINK_ABOVE):
        m[my(m, who, link)] = NONE
    root = _merged(m, r, m[m[A_ROOTS] + group], who)
    m[my(m, root, LINK_ABOVE)] = NONE
    m[m[A_ROOTS] + group] = root
    m[my(m, who, GROUP)] = group
    m[my(m, who, IN_LIST)] = m[N_WAITING]
    m[m[A_WAITING] + m[N_WAITING]] = who
    m[N_WAITING] += 1
    m[m[A_KINDS_WAITING] + m[my(m, who, WANTED)]] += 1


@compiled
def leave(m: Any, r: Any, who: int) -> None:
    """Take a person out of the waiting list; nothing where they are not in it."""
    group = m[my(m, who, GROUP)]
    if group < 0:
        return
    above = m[my(m, who, LINK_ABOVE)]
    rest = _merged(m, r, m[my(m, who, LINK_LEFT)], m[my(m, who, LINK_RIGHT)])
    if rest >= 0:
        m[my(m, rest, LINK_ABOVE)] = above
    if above < 0:
        m[m[A_ROOTS] + group] = rest
    elif m[my(m, above, LINK_LEFT)] == who:
        m[my(m, above, LINK_LEFT)] = rest
    else:
        m[my(m, above, LINK_RIGHT)] = rest
    m[my(m, who, GROUP)] = NONE
    m[N_WAITING] -= 1
    m[m[A_KINDS_WAITING] + m[my(m, who, WANTED)]] -= 1
    last = m[m[A_WAITING] + m[N_WAITING]]
    m[m[A_WAITING] + m[my(m, who, IN_LIST)]] = last
    m[my(m, last, IN_LIST)] = m[my(m, who, IN_LIST)]
    m[my(m, who, IN_LIST)] = NONE


@compiled
def first_for(m: Any, r: Any, pool: int, now: float) -> int:
    """Return who is first among those whom a pool's institution could take; -1 for nobody.

    With accumulating priority the product of the class's rate and the time waited decides.
    """
    best, most = NONE, 0.0
    for at in range(m[m[A_POOL_GROUP_START] + pool], m[m[A_POOL_GROUP_START] + pool + 1]):
        for place in range(m[N_WIDTH]):
            head = m[m[A_ROOTS] + m[m[A_POOL_GROUP] + at] * m[N_WIDTH] + place]
            if head < 0:
                continue
            if m[N_ACCUMULATES]:
                grown = r[m[A_RATES] + place] * (now - r[m[A_ASKED] + head])
                if best < 0 or grown > most:
                    best, most = head, grown
            elif best < 0 or goes_before(m, r, head, best):
                best = head
    return best
