"""Which pages a reader can open: a name is a link only where its page answers."""

from __future__ import annotations

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.network.selectors import institutions_for


def open_institutions(assignment: Assignment) -> frozenset[int]:
    """Return the keys of the institutions whose page an assignment may open."""
    if not has_power(assignment, Power.SEE_BOARD):
        return frozenset()
    return frozenset(institutions_for(assignment).values_list("pk", flat=True))
