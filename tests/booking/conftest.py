"""A district with a centre, a hospital, and people who may book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest

from tests.conftest import NOW
from tests.world import (
    BEGAN,
    actor_of,
    make_agreement,
    make_assignment,
    make_institution,
    make_member,
    make_person,
    make_practitioner,
)
from yiyang.access.models import Role
from yiyang.agreements.models import Party
from yiyang.booking import services
from yiyang.booking.models import Booking, Clinic, Session
from yiyang.network.models import Institution, Practitioner, Team, TeamMember
from yiyang.people.models import Person
from yiyang.rules.booking.terms import Via

assert BEGAN < NOW
VISIT = datetime.fromisoformat("2026-03-12T09:00+08:00")  # ten days after NOW
EDGE = datetime.fromisoformat("2026-03-05T00:00+08:00")
NAMES = count(1)


@dataclass
class Clinics:
    """A centre with a family doctor, a hospital with an expert clinic, and hands to book."""

    at: datetime = NOW

    def __post_init__(self) -> None:
        self.centre = make_institution("CHC", level=0)
        self.hospital = make_institution("HOSPITAL", level=3)
        self.doctor = make_practitioner(self.centre)
        self.specialist = make_practitioner(self.hospital)
        self.team = Team.objects.create(
            code="T1", name_zh="一队", name_en="Team 1", institution=self.centre
        )
        TeamMember.objects.create(team=self.team, practitioner=self.doctor, duty="FAMILY_DOCTOR")
        self.desk = make_assignment(Role.HOSPITAL_DESK, institution=self.hospital)
        self.gp = make_assignment(Role.FAMILY_DOCTOR, institution=self.centre)
        self.by = actor_of(self.desk)

    def clinic(
        self,
        kind: str = "EXPERT",
        institution: Institution | None = None,
        practitioner: Practitioner | None = None,
    ) -> Clinic:
        number = next(NAMES)
        return services.add_clinic(
            institution_id=(institution or self.hospital).pk, code=f"C{number}", kind=kind,
            name_zh=f"门诊{number}", name_en=f"Clinic {number}",
            practitioner_id=practitioner.pk if practitioner else None, by=self.by, at=self.at,
        )  # fmt: skip

    def session(
        self, clinic: Clinic | None = None, *, total: int = 4, since: datetime = VISIT
    ) -> Session:
        return services.publish_session(
            clinic=clinic or self.clinic(), since=since, until=since + timedelta(hours=3),
            total=total, by=self.by, at=self.at,
        )  # fmt: skip

    def signed(self, person: Person | None = None, *hospitals: Institution) -> Person:
        """Return a person with a family doctor of the centre, and hospitals in the combination."""
        person = person or make_person()
        agreement = make_agreement("FAMILY_DOCTOR", self.centre)
        Party.objects.create(agreement=agreement, team=self.team, role="TEAM")
        make_member(agreement, person, "FAMILY_DOCTOR", self.centre)
        for slot, hospital in zip(("DISTRICT", "CITY"), hospitals, strict=False):
            make_member(agreement, person, slot, hospital)
        return person

    def book(
        self, session: Session, person: Person, via: Via = Via.SELF, *, at: datetime | None = None,
        colour: str = "GREEN",
    ) -> Booking:  # fmt: skip
        here = self.centre.pk if via == Via.FAMILY_DOCTOR else None
        wanted = services.Wanted(via, booked_by=here, colour=colour)
        return services.book(
            session=session, person=person, wanted=wanted, by=self.by, at=at or self.at
        )


@pytest.fixture
def clinics(db: None) -> Clinics:
    return Clinics()
