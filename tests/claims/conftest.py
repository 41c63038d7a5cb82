"""One insured person, a third-level hospital, and claims of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from tests.conftest import NOW
from tests.world import make_institution, make_person
from yiyang.audit.services import PROGRAM
from yiyang.claims.models import Claim, Settlement
from yiyang.claims.services import (
    Asked,
    AskedLine,
    InsuredAs,
    insure,
    receive_claim,
    settle_claim,
)
from yiyang.network.models import Institution
from yiyang.people.models import Person

YUAN = 100
DAY = date(2026, 2, 20)
LINES = (
    AskedLine("N1", DAY, 3_000 * YUAN, "C", name="自费项目"),
    AskedLine("D1", DAY, 20_000 * YUAN, "B", "09", "乙类药品", first_self_pay=Decimal(10)),
    AskedLine("S1", DAY, 37_000 * YUAN, "A", "06", "手术"),
)


class Insurer:
    """A person insured as an employee, a hospital, and what is sent for them."""

    def __init__(self) -> None:
        self.hospital: Institution = make_institution("HOSPITAL", level=3, designated=True)
        self.person: Person = make_person(born_on=date(1976, 1, 5))
        self.cover = self.insure(self.person)

    def insure(self, person: Person, **columns: Any) -> Any:
        given = {"insurance": "EMPLOYEE", "status": "IN_SERVICE", "since": date(2020, 1, 1)}
        told = InsuredAs(**(given | columns))
        return insure(person_id=person.pk, told=told, by=PROGRAM, at=NOW)

    def asked(self, source: str = "H1", **columns: Any) -> Asked:
        """Return the worked claim of the sheet, referred, unless told otherwise."""
        given = {
            "person_id": self.person.pk,
            "institution_id": self.hospital.pk,
            "source": source,
            "kind": "INPATIENT",
            "begun_on": date(2026, 2, 15),
            "ended_on": DAY,
            "lines": LINES,
            "referral_number": "R-1",
        }
        return Asked(**(given | columns))

    def receive(self, source: str = "H1", **columns: Any) -> Claim:
        asked = self.asked(source, **columns)
        late = max(timezone.localdate(NOW), min(asked.ended_on, date(2100, 1, 1)))
        return receive_claim(asked=asked, by=PROGRAM, at=NOW + (late - timezone.localdate(NOW)))

    def settle(self, source: str = "H1", **columns: Any) -> Settlement:
        return settle_claim(claim=self.receive(source, **columns), by=PROGRAM, at=NOW)


@pytest.fixture
def insurer(db: None) -> Insurer:
    return Insurer()
