"""A small centre with a year of agreements, acts and appraisals, by direct services."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from tests.conftest import NOW
from tests.world import make_institution, make_person, make_practitioner
from yiyang.agreements.models import Agreement, Member
from yiyang.decisions.models import Decision
from yiyang.ledger.models import Act
from yiyang.network.models import Institution, InstitutionKind, Practitioner, Team
from yiyang.people.models import Person
from yiyang.performance.models import Appraisal

LAST_YEAR = DateRange(date(2025, 1, 1), date(2026, 1, 1))
SHANGHAI = ZoneInfo("Asia/Shanghai")
_number = count(1)


class FeeYear:
    """The year 2025 of one or more centres."""

    def __init__(self) -> None:
        self.centre = self.open_centre()
        self.doctor = make_practitioner(self.centre, "GENERAL_PRACTITIONER")
        self.nurse = make_practitioner(self.centre, "NURSE", name="周护士")

    def open_centre(self, factor: str | None = "0.9000") -> Institution:
        """Return a new centre, appraised unless ``factor`` is None."""
        centre = make_institution(InstitutionKind.CHC)
        if factor is not None:
            self.appraise("INSTITUTION", centre.pk, factor, centre)
        return centre

    def sign(
        self,
        person: Person | None = None,
        *,
        doctor: Practitioner | None = None,
        centre: Institution | None = None,
        team: Team | None = None,
        span: DateRange = LAST_YEAR,
        packages: tuple[str, ...] = ("BASIC",),
        state: str = Agreement.State.IN_FORCE,
    ) -> Member:
        """Return a new family doctor agreement's member."""
        agreement = Agreement.objects.create(
            kind=Agreement.Kind.FAMILY_DOCTOR,
            number=f"FEE-{next(_number):05}",
            state=state,
            span=span,
        )
        return Member.objects.create(
            agreement=agreement,
            person=person or make_person(),
            slot=Member.Slot.FAMILY_DOCTOR,
            institution=centre or self.centre,
            practitioner=doctor or self.doctor,
            team=team,
            packages=list(packages),
            span=span,
        )

    def serve(
        self,
        member: Member,
        *,
        by: Practitioner | None = None,
        day: date = date(2025, 6, 2),
        flags: tuple[str, ...] = (),
        item: str = "",
    ) -> Act:
        """Return an act of the ledger: half an hour with a member."""
        began = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
        number = next(_number)
        return Act.objects.create(
            kind="FOLLOW_UP",
            item=item,
            person_id=member.person_id,
            institution_id=member.institution_id,
            practitioner=by or self.doctor,
            span=DateTimeTZRange(began, began + timedelta(minutes=30)),
            unit="TIME",
            source_kind="test",
            source_id=str(number),
            flags=list(flags),
            recorded_at=began + timedelta(hours=1),
        )

    def signed_and_served(self, **how: object) -> Member:
        """Return a member who has an act too."""
        member = self.sign(**how)
        self.serve(member, by=member.practitioner)
        return member

    def appraise(self, kind: str, key: int, factor: str, institution: Institution) -> Appraisal:
        """Return a final appraisal of 2025."""
        decision = Decision.objects.create(
            rule="test", rule_version="1", book_digest="", day=NOW.date(), place="310106",
            strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
            subject_kind=kind.lower(), subject_id=key, made_at=NOW,
        )  # fmt: skip
        return Appraisal.objects.create(
            period="2025",
            span=LAST_YEAR,
            subject_kind=kind,
            subject_id=key,
            institution=institution,
            score=Decimal("90"),
            factor=Decimal(factor),
            state=Appraisal.State.FINAL,
            decision=decision,
            confirmed_by=decision,
            drafted_at=NOW,
            final_at=NOW,
        )


@pytest.fixture
def year(db: None) -> FeeYear:
    return FeeYear()
