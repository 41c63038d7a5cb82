"""Practice places and family doctors: registering them as the rules decide.

The rows belong to ``network``; the decisions need ``decisions``, which ``network`` does not
know, so both steps stand here in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.kernel.errors import Refused
from yiyang.network.facts import doctor_facts, practice_facts, registration_facts
from yiyang.network.models import Institution, Post, Practitioner
from yiyang.network.services import add_post, register_practitioner
from yiyang.rules import contracting, practice

FAMILY_DOCTOR = "FAMILY_DOCTOR"


class PracticeRefused(Refused):
    """Somebody may not practise there then; ``reasons`` are the rule's codes."""

    code = "PRACTICE_REFUSED"

    def __init__(self, reasons: Collection[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(reason=self.reasons[0])


class NotEligible(Refused):
    """Somebody may not be a family doctor; ``reasons`` are the rule's codes."""

    code = "NOT_ELIGIBLE"

    def __init__(self, reasons: Collection[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(reason=self.reasons[0])


@transaction.atomic
def register_practice_place(
    *,
    practitioner_id: int,
    institution_id: int,
    since: date,
    until: date | None,
    by: Actor,
    at: datetime,
    duty: str = "",
) -> Post:
    """Register one more practice place of somebody, from a day until (not including) another.

    A place that began before it is registered is judged by what is in force as it is registered.

    Args:
        duty: what they do there; their profession when empty.

    Raises:
        PracticeRefused: the rule says no; nothing is written.
        EndsBeforeItBegins: ``until`` does not come after ``since``.
    """
    practitioner = Practitioner.objects.select_for_update().get(pk=practitioner_id)
    institution = Institution.objects.select_related("place").get(pk=institution_id)
    decided = decide(
        practice.register_practice,
        registration_facts(practitioner, institution, since, until),
        reading=read_book(max(since, timezone.localdate(at)), place=institution.place.code),
        subject=Subject("practitioner", practitioner_id),
        at=at,
    )
    if not decided.result.allowed:
        raise PracticeRefused(decided.result.reasons)
    return add_post(
        practitioner_id=practitioner_id,
        institution_id=institution_id,
        duty=duty or practitioner.profession,
        since=since,
        until=until,
        by=by,
        at=at,
    )


@transaction.atomic
def employ_practitioner(
    *,
    institution_id: int,
    code: str,
    name: str,
    profession: str,
    since: date,
    by: Actor,
    at: datetime,
    licence: str = "",
    specialty: str = "",
    is_retired: bool = False,
) -> Practitioner:
    """Register a practitioner with their first practice place, at an institution from a day on.

    Raises:
        CodeTaken: somebody has this code; nothing is written.
        PracticeRefused: the rule says no; nothing is written.
    """
    made = register_practitioner(
        code=code, name=name, profession=profession, licence=licence, specialty=specialty,
        is_retired=is_retired, by=by, at=at,
    )  # fmt: skip
    register_practice_place(
        practitioner_id=made.pk, institution_id=institution_id, since=since, until=None,
        by=by, at=at,
    )  # fmt: skip
    return made


def decide_practice(
    *, practitioner_id: int, institution_id: int, day: date, at: datetime
) -> Decided[practice.Practice]:
    """Decide and keep whether somebody may act at an institution on a day (YRD-6)."""
    return decide(
        practice.may_practise,
        practice_facts(practitioner_id, institution_id),
        reading=read_book(day),
        subject=Subject("practitioner", practitioner_id),
        at=at,
    )


def require_practice(
    *, practitioner_id: int, institution_id: int, day: date, at: datetime
) -> Decided[practice.Practice]:
    """Decide as ``decide_practice`` does.  Raises PracticeRefused when the answer is no."""
    decided = decide_practice(
        practitioner_id=practitioner_id, institution_id=institution_id, day=day, at=at
    )
    if not decided.result.allowed:
        raise PracticeRefused(decided.result.reasons)
    return decided


def decide_eligibility(
    *,
    practitioner: Practitioner,
    day: date,
    at: datetime,
    also_at: Institution | None = None,
) -> Decided[contracting.Eligibility]:
    """Decide and keep whether somebody may be a family doctor on a day (FD-2.1).

    Args:
        also_at: where they are being registered in this very step.
    """
    return decide(
        contracting.may_be_family_doctor,
        doctor_facts(practitioner, day, also_at=also_at),
        reading=read_book(day),
        subject=Subject("practitioner", practitioner.pk),
        at=at,
    )


@transaction.atomic
def register_family_doctor(
    *,
    practitioner_id: int,
    institution_id: int,
    since: date,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> Post:
    """Register somebody as a family doctor of an institution where they practise already.

    Raises:
        PracticeRefused: they have no practice place there that day.
        NotEligible: the rule says no; nothing is written.
    """
    practitioner = Practitioner.objects.select_for_update().get(pk=practitioner_id)
    held = practitioner.posts.filter(
        institution=institution_id, duty=FAMILY_DOCTOR, span__contains=since
    ).first()
    if held is not None:
        return held
    require_practice(
        practitioner_id=practitioner_id, institution_id=institution_id, day=since, at=at
    )
    decided = decide_eligibility(practitioner=practitioner, day=since, at=at)
    if not decided.result.eligible:
        raise NotEligible(decided.result.reasons)
    return add_post(
        practitioner_id=practitioner_id,
        institution_id=institution_id,
        duty=FAMILY_DOCTOR,
        since=since,
        until=until,
        by=by,
        at=at,
    )
