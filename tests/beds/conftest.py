"""A small district for tests of the five-bed network."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.conftest import NOW
from tests.world import (
    BEGAN,
    actor_of,
    make_assignment,
    make_bed,
    make_capability,
    make_duty,
    make_institution,
    make_person,
    make_place,
)
from yiyang.access.models import Role
from yiyang.agreements.models import Agreement, Party
from yiyang.assessments.models import Assessment
from yiyang.audit.services import Actor
from yiyang.beds import claims, services
from yiyang.beds.models import BedClaim, Transfer
from yiyang.decisions.models import Decision
from yiyang.network.models import Bed, Institution
from yiyang.people.models import Person
from yiyang.rules.instruments.green_channel import alarm_of
from yiyang.rules.placement.terms import Kind, Trigger

CALM = {
    "resp_rate": 16, "spo2": 98, "spo2_scale": 1, "oxygen": False, "systolic": 120, "pulse": 72,
    "consciousness": "A", "temperature": "36.8",
}  # fmt: skip
FEVER = {**CALM, "resp_rate": 22, "spo2": 94, "systolic": 118, "pulse": 96, "temperature": "38.4"}
DIRE = {
    **CALM, "resp_rate": 26, "spo2": 90, "oxygen": True, "systolic": 88, "pulse": 128,
    "consciousness": "V", "temperature": "39.4",
}  # fmt: skip
LOOKED_AT = {"acute_infection": False, "psychiatric_risk": 0}
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass
class District:
    """A coordinator, a care home, a centre, a hospital, a hospice; each with some beds."""

    at: datetime = NOW
    beds: dict[str, list[Bed]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        make_place("310106013")
        self.coordinator = make_assignment(Role.COORDINATOR)
        make_duty("COORDINATOR", self.coordinator.account)
        self.by = actor_of(self.coordinator)
        self.home = self._institution("CARE_INSTITUTION", "INSTITUTION_BED", 2)
        self.centre = self._institution("CHC", "HOME_MEDICAL_BED", 2)
        self.provider = self._institution("HOME_CARE_PROVIDER", "HOME_CARE_BED", 2)
        self.hospital = self._institution("HOSPITAL", "HOSPITAL_BED", 2)
        make_capability(self.hospital, "ED")
        self.hospice = self._institution("HOSPICE", "PALLIATIVE_BED", 1)

    def _institution(self, kind: str, bed_kind: str, beds: int) -> Institution:
        institution = make_institution(kind, highest_care_level=4)
        self.beds[bed_kind] = [make_bed(institution, bed_kind) for _ in range(beds)]
        return institution

    def desk(self, institution: Institution) -> Actor:
        role = Role.CARE_DESK if institution.kind == "CARE_INSTITUTION" else Role.HOSPITAL_DESK
        return actor_of(make_assignment(role, institution=institution))

    def later(self, **delta: float) -> datetime:
        """Let time pass and return the moment it then is."""
        self.at += timedelta(**delta)
        return self.at

    def living_in(self, person: Person, kind: str) -> BedClaim:
        """Let a person already live in a free bed of a kind."""
        bed = Bed.objects.filter(kind=kind, state="FREE").order_by("pk")[0]
        claim = claims.begin(
            "OCCUPY", bed_id=bed.pk, person_id=person.pk, case_id=None, at=BEGAN,
            axis=claims.axis_of(kind),
        )  # fmt: skip
        return BedClaim.objects.get(pk=claim)

    def assessed(self, person: Person, instrument: str, level: str, total: int = 0) -> None:
        Assessment.objects.create(
            person=person, instrument=instrument, instrument_version="test", answers={},
            scores={"total": total}, level=level, assessed_at=NOW - 120 * DAY,
            decision=_decision(person),
        )  # fmt: skip

    def partners(self, *institutions: Institution) -> None:
        agreement = Agreement.objects.create(
            kind="COOPERATION", number=f"C{institutions[0].pk}", state="IN_FORCE",
            span=DateRange(BEGAN.date(), None), transfer_priority=True,
        )  # fmt: skip
        for institution in institutions:
            Party.objects.create(agreement=agreement, institution=institution, role="MEMBER")

    def ask(
        self,
        person: Person,
        trigger: str,
        vitals: dict[str, Any] | None = None,
        **declared: Any,
    ) -> Transfer:
        asked = services.Asked(
            Trigger(trigger), "COORDINATOR", wished_kind=declared.pop("wished_kind", ""),
            declared=LOOKED_AT | declared,
        )  # fmt: skip
        alarm = alarm_of(vitals) if vitals else None
        return services.request_transfer(
            person=person, asked=asked, alarm=alarm, by=self.by, at=self.at
        )

    def place(self, transfer: Transfer, institution: Institution) -> BedClaim:
        """Go the planned way from evaluation to admission, minute by minute."""
        services.evaluate_transfer(
            transfer=transfer, declared={}, by=self.by, at=self.later(minutes=1)
        )
        services.give_consent(
            transfer=transfer, kind=Kind(transfer.wanted_kind), signer="PERSON",
            by=self.by, at=self.later(minutes=1),
        )  # fmt: skip
        services.make_offers(transfer=transfer, by=self.by, at=self.later(minutes=1))
        offer = transfer.offers.get(institution=institution)
        services.answer_offer(
            offer=offer, accepts=True, refusal="", note="", by=self.desk(institution),
            at=self.later(minutes=1),
        )  # fmt: skip
        return self.take_in(transfer, institution)

    def take_in(self, transfer: Transfer, institution: Institution) -> BedClaim:
        transfer.case.refresh_from_db()
        if transfer.to_claim is None:
            services.hold_bed(
                transfer=transfer, institution_id=institution.pk, by=self.by,
                at=self.later(minutes=1),
            )  # fmt: skip
        services.send_records(transfer=transfer, by=self.by, at=self.later(minutes=1))
        services.depart(transfer=transfer, by=self.by, at=self.later(minutes=1))
        claim = services.admit(
            transfer=transfer, institution_id=institution.pk, by=self.desk(institution),
            at=self.later(minutes=1),
        )  # fmt: skip
        services.reconcile(
            transfer=transfer, handover=None, note="skin intact", by=self.desk(institution),
            at=self.later(minutes=1),
        )  # fmt: skip
        return BedClaim.objects.get(pk=claim.pk)


def _decision(person: Person) -> Decision:
    return Decision.objects.create(
        rule="instruments.score", rule_version="1", book_digest="0" * 64, day=NOW.date(),
        place="310106", strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="person", subject_id=person.pk, made_at=NOW,
    )  # fmt: skip


@pytest.fixture
def district(db: None) -> District:
    return District()


@pytest.fixture
def person(district: District) -> Person:
    return make_person()
