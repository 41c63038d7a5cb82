"""The timeline of a transfer as one reader may read it: each step with the house it is about."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.beds.models import Transfer
from yiyang.cases.models import Event
from yiyang.cases.selectors import timeline
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.network.models import Institution

ANSWERS = ("ACCEPT_OFFER", "REFUSE_OFFER")


@dataclass(frozen=True)
class Told:
    """One step; ``where`` is the name of the institution it is about, or nothing."""

    event: Event
    where: str


def told(transfer: Transfer, assignment: Assignment) -> list[Told]:
    """Return the steps so far, oldest first.

    Who answered what to an offer is the coordinator's to know, and the institution's own.
    """
    events = list(timeline(transfer.case).select_related("account"))
    names = Institution.objects.in_bulk({key for e in events if (key := _institution(e))})
    coordinates = has_power(assignment, Power.COORDINATE)

    def where(event: Event) -> str:
        house = names.get(_institution(event) or 0)
        own = house is not None and house.pk == assignment.institution_id
        if house is None or (event.action in ANSWERS and not (coordinates or own)):
            return ""
        return named(house)

    return [Told(event, where(event)) for event in events]


def _institution(event: Event) -> int | None:
    found = event.params.get("institution")
    return found if isinstance(found, int) else None
