"""A small district with a past: stays in a hospital and a home, and transfers with their steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.world import make_bed, make_institution, make_person, make_place
from yiyang.beds.models import BedClaim, Presence, Transfer
from yiyang.cases.models import Case, Event
from yiyang.network.models import Institution, Place
from yiyang.people.models import Person
from yiyang.rules.calendar import CHINA

SINCE, UNTIL = date(2025, 11, 1), date(2026, 3, 1)
START = datetime(2025, 11, 1, tzinfo=CHINA)
HOUR = timedelta(hours=1)


@dataclass
class Past:
    """A district of two sub-districts, a hospital in the one and a home in the other."""

    district: Place
    parts: list[Place]
    hospital: Institution
    home: Institution

    def stay(
        self, kind: str, began: float, ended: float | None, reason: str = "IMPROVED",
        person: Person | None = None,
    ) -> BedClaim:  # fmt: skip
        """Let somebody have stayed, from a day after the window's start until another."""
        house = self.hospital if kind == "HOSPITAL_BED" else self.home
        person = person or make_person(place=self.parts[0])
        span = DateTimeTZRange(_at(began), None if ended is None else _at(ended))
        claim = BedClaim.objects.create(
            bed=make_bed(house, kind), person=person, kind="OCCUPY", span=span,
            is_active=ended is None, end_reason="" if ended is None else reason,
        )  # fmt: skip
        axis = "MEDICAL" if kind == "HOSPITAL_BED" else "CARE"
        Presence.objects.create(person=person, axis=axis, bed_kind=kind, claim=claim, span=span)
        return claim

    def moved(
        self, began: float, stay: float, *, left: BedClaim | None = None, part: int = 0
    ) -> Transfer:
        """Let somebody have been brought to hospital, two hours after a bed was held."""
        person = left.person if left else make_person(place=self.parts[part])
        taken = self.stay("HOSPITAL_BED", began + 0.25, began + 0.25 + stay, person=person)
        case = Case.objects.create(
            kind="TRANSFER", flow_version="1", state="CLOSED", person=person, urgency="ORANGE",
            opened_at=_at(began), closed_at=_at(began + 0.5),
        )  # fmt: skip
        for action, at in (("HOLD", _at(began + 0.25) - 2 * HOUR), ("ADMIT", _at(began + 0.25)),
                           ("CLOSE", _at(began + 0.5))):  # fmt: skip
            Event.objects.create(case=case, at=at, action=action, to_state="-")
        return Transfer.objects.create(
            case=case, person=person, trigger="HEALTH_WORSE", colour="ORANGE",
            requester="FAMILY_DOCTOR", from_claim=left, to_claim=taken, queue_class="ORANGE",
            queue_key="-", wanted_kind="HOSPITAL_BED",
        )  # fmt: skip


def _at(day: float) -> datetime:
    return START + timedelta(days=day)


@pytest.fixture
def past(db: None) -> Past:
    district = make_place("310106")
    parts = [make_place("310106006"), make_place("310106013")]
    hospital = make_institution("HOSPITAL", place=parts[0], code="HOSP", level=2)
    home = make_institution("CARE_INSTITUTION", place=parts[1], code="HOME", highest_care_level=4)
    return Past(district, parts, hospital, home)


def filled(past: Past) -> Past:
    """Let twenty have come to hospital in the window, twelve of them from the west."""
    for number in range(20):
        past.moved(3.0 + 5 * number, 4.0 + number % 7, part=int(number >= 12))
    return past


__all__ = ["NOW", "SINCE", "START", "UNTIL", "Past", "filled"]
