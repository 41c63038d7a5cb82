"""Which pages a reader can open: a name is a link only where its page answers."""

from __future__ import annotations

from django.urls import Resolver404, resolve

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.network.selectors import institutions_for


def open_institutions(assignment: Assignment) -> frozenset[int]:
    """Return the keys of the institutions whose page an assignment may open."""
    if not has_power(assignment, Power.SEE_BOARD):
        return frozenset()
    return frozenset(institutions_for(assignment).values_list("pk", flat=True))


def may_enter(assignment: Assignment, address: str) -> bool:
    """Tell whether the door of a page is open to a role; the row behind it may still be closed."""
    try:
        door = getattr(resolve(address).func, "door", None)
    except Resolver404:
        return False
    powers = [power for power in (door if isinstance(door, tuple) else (door,)) if power]
    return any(not isinstance(power, Power) or has_power(assignment, power) for power in powers)
