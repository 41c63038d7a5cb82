"""A person with a family doctor, for tests of care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.conftest import NOW
from tests.world import (
    make_agreement,
    make_institution,
    make_person,
    make_practitioner,
)
from yiyang.agreements.models import Agreement, Member
from yiyang.audit.services import PROGRAM
from yiyang.care.models import DueWork
from yiyang.decisions.models import Decision
from yiyang.key_groups.models import Membership
from yiyang.ledger.models import Act
from yiyang.ledger.services import record_act
from yiyang.network.models import Institution, InstitutionKind, Practitioner
from yiyang.people.models import Person

TODAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Signed:
    """A person, who answers for them, and where."""

    person: Person
    member: Member
    doctor: Practitioner
    centre: Institution


def signed_person(*packages: str, **columns: object) -> Signed:
    """Return a new person with a family doctor through 2026."""
    centre = make_institution(InstitutionKind.CHC)
    doctor = make_practitioner(centre, "GENERAL_PRACTITIONER")
    person = make_person(**columns)
    agreement = make_agreement(Agreement.Kind.FAMILY_DOCTOR, centre)
    member = Member.objects.create(
        agreement=agreement,
        person=person,
        slot=Member.Slot.FAMILY_DOCTOR,
        institution=centre,
        practitioner=doctor,
        packages=list(packages or ("BASIC",)),
        span=agreement.span,
    )
    return Signed(person, member, doctor, centre)


@pytest.fixture
def signed(db: None) -> Signed:
    return signed_person()


def due_work(signed: Signed, item: str = "FOLLOW_UP_HYPERTENSION", **columns: object) -> DueWork:
    """Return new due work of a person, due today."""
    defaults: dict[str, object] = {
        "kind": DueWork.Kind.FOLLOW_UP,
        "due_from": TODAY,
        "due_on": TODAY,
        "institution": signed.centre,
        "practitioner": signed.doctor,
    }
    return DueWork.objects.create(person=signed.person, item=item, **(defaults | columns))


def act_for(person: Person, centre: Institution, source_id: str = "1") -> Act:
    """Return a new act of a person in the last half hour."""
    return record_act(
        kind="FOLLOW_UP",
        person_id=person.pk,
        institution_id=centre.pk,
        since=NOW - timedelta(minutes=30),
        until=NOW,
        unit="TIME",
        source_kind="test",
        source_id=source_id,
        by=PROGRAM,
        at=NOW,
    )


def join_group(person: Person, group: str) -> Membership:
    """Put a person into a key group since 2025."""
    decision = Decision.objects.create(
        rule="key_groups.derive",
        rule_version="1",
        book_digest="",
        day=TODAY,
        place="310106",
        strict=False,
        facts={},
        result={},
        clauses=[],
        marks=[],
        authorities=[],
        subject_kind="PERSON",
        subject_id=person.pk,
        person_id=person.pk,
        made_at=NOW,
    )
    return Membership.objects.create(
        person=person,
        group=group,
        span=DateRange(date(2025, 1, 1), None),
        source_kind=Membership.Source.REGISTER,
        decision=decision,
    )
