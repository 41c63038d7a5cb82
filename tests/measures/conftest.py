"""A small district with people who have a family doctor, and people who have none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.conftest import NOW
from tests.world import make_agreement, make_institution, make_person, make_place, make_practitioner
from yiyang.agreements.models import Agreement, Member
from yiyang.decisions.models import Decision
from yiyang.key_groups.models import Membership
from yiyang.network.models import Institution, InstitutionKind, Place, Practitioner, Team
from yiyang.people.models import Person

TODAY = date(2026, 3, 2)


@dataclass
class District:
    """Two sub-districts with a centre each, a team and its doctor."""

    places: list[Place]
    centres: list[Institution]
    teams: list[Team]
    doctors: list[Practitioner]

    def resident(self, place: int = 0, **columns: Any) -> Person:
        """Return a new resident of one of the two sub-districts."""
        return make_person(place=self.places[place], **columns)

    def sign(
        self,
        person: Person,
        centre: int = 0,
        *,
        since: date = date(2026, 1, 1),
        until: date = date(2027, 1, 1),
        slot: str = Member.Slot.FAMILY_DOCTOR,
        **columns: Any,
    ) -> Agreement:
        """Sign a person to the family doctor of one of the two centres."""
        span = DateRange(since, until)
        agreement = make_agreement(
            Agreement.Kind.FAMILY_DOCTOR, self.centres[centre], span=span, **columns
        )
        Member.objects.create(
            agreement=agreement,
            person=person,
            slot=slot,
            institution=self.centres[centre],
            practitioner=self.doctors[centre],
            team=self.teams[centre],
            span=span,
        )
        return agreement


def make_district() -> District:
    """Return a district with nobody in it yet."""
    places = [make_place("310106006"), make_place("310106013")]
    centres = [make_institution(InstitutionKind.CHC, place=place) for place in places]
    for centre, place in zip(centres, places, strict=True):
        centre.serves.add(place)
    teams = [
        Team.objects.create(code=f"T{n}", name_zh=f"{n}队", name_en=f"Team {n}", institution=centre)
        for n, centre in enumerate(centres)
    ]
    return District(places, centres, teams, [make_practitioner(centre) for centre in centres])


@pytest.fixture
def district(db: None) -> District:
    """The district with nobody in it yet."""
    return make_district()


def make_group(person: Person, group: str, since: date = date(2020, 1, 1)) -> Membership:
    """Put a person into a key group without end."""
    decision = Decision.objects.create(
        rule="test", rule_version="1", book_digest="", day=since, place="310106", strict=False,
        facts={}, result={}, clauses=[], marks=[], authorities=[], subject_kind="person",
        subject_id=person.pk, person_id=person.pk, made_at=NOW,
    )  # fmt: skip
    return Membership.objects.create(
        person=person, group=group, span=DateRange(since, None), source_kind="REGISTER",
        decision=decision,
    )  # fmt: skip
