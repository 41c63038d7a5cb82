"""A centre with a family doctor, residents with accounts, and the way to a signature."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.conftest import NOW
from tests.world import (
    BEGAN,
    make_account,
    make_assignment,
    make_grant,
    make_institution,
    make_person,
    make_practitioner,
)
from yiyang.access.models import Account, Assignment, Grant, Role
from yiyang.audit.services import Actor
from yiyang.network.models import Institution, Post, Practitioner
from yiyang.notices.models import Notice
from yiyang.people.models import Person
from yiyang.signing.facts import OWN, MemberWish, Wish
from yiyang.signing.models import Draft
from yiyang.signing.services.codes import send_code
from yiyang.signing.services.drafting import draft_agreement
from yiyang.signing.services.signature import sign_draft
from yiyang.signing.services.voiding import NOTICE

SOON = timedelta(minutes=1)


def make_doctor(institution: Institution, name: str = "李医生") -> Practitioner:
    """Return a doctor registered as a family doctor at an institution."""
    doctor = make_practitioner(name=name, licence="110310000000001")
    Post.objects.create(
        practitioner=doctor,
        institution=institution,
        duty="FAMILY_DOCTOR",
        span=DateRange(BEGAN.date(), None),
    )
    return doctor


def make_resident(name: str = "张桂英", **columns: Any) -> tuple[Person, Assignment]:
    """Return a person who has an account, sees themselves and acts as a resident."""
    person = make_person(name, **columns)
    account = make_account(person=person)
    make_grant(person, account, purpose=Grant.Purpose.SELF)
    return person, make_assignment(Role.RESIDENT, account)


def code_for(draft: Draft) -> str:
    """Return the code that the last notice about a draft tells."""
    code = draft.codes.order_by("-pk")[0]
    return str(Notice.objects.get(code=NOTICE, subject_id=code.pk).params["code"])


@dataclass
class Signing:
    """One centre and one doctor, and how somebody signs with them."""

    centre: Institution = field(default_factory=lambda: make_institution("CHC"))

    def __post_init__(self) -> None:
        self.doctor = make_doctor(self.centre)

    def wish(self, *people: Person | MemberWish, **terms: Any) -> Wish:
        """Return the wish to sign people with the basic package for a year, unless told."""
        wishes = tuple(
            p if isinstance(p, MemberWish) else MemberWish(p.pk, ("BASIC",)) for p in people
        )
        defaults: dict[str, Any] = {
            "form": "PERSON" if len(people) == 1 else "FAMILY",
            "years": 1,
            "institution_id": self.centre.pk,
            "practitioner_id": self.doctor.pk,
        }
        return Wish(people=wishes, **(defaults | terms))

    def draft(
        self, wish: Wish, by: Assignment | Account, *, asker: str = OWN, at: datetime = NOW
    ) -> Draft:
        """Draw up a draft."""
        return draft_agreement(wish=wish, asker=asker, by=actor(by), at=at)

    def sign(self, wish: Wish, by: Assignment, *, asker: str = OWN, at: datetime = NOW) -> Draft:
        """Draw up a draft, send its code and sign with it."""
        draft = self.draft(wish, by, asker=asker, at=at)
        assert draft.state == "WAITING", [m.reasons for m in draft.members.all()]
        send_code(draft_id=draft.pk, by=actor(by), at=at)
        words = code_for(draft)
        return sign_draft(draft_id=draft.pk, words=words, by=actor(by), at=at + SOON)


def actor(by: Assignment | Account) -> Actor:
    """Return who acts."""
    return Actor(by.account_id, by.pk) if isinstance(by, Assignment) else Actor(by.pk)


@pytest.fixture
def signing(db: None) -> Signing:
    """A centre with a doctor."""
    return Signing()
