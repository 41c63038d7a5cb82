"""Transfers that have come as far as an accepted offer, one for each of many people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from bench.parts.holding import KIND
from yiyang.access.models import Account, Assignment, Role
from yiyang.beds.models import Offer, Transfer
from yiyang.cases.models import Attachment, Case
from yiyang.decisions.models import Decision
from yiyang.network.models import Duty, Place

BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
PAPERS = ("APPLICATION", "EVALUATION", "CONSENT", "HEALTH_SUMMARY")


def prepare(number: int, institutions: int) -> Iterator[tuple[int, int]]:
    """Make transfers of the first ``number`` people; yields each with who has accepted it.

    Every institution has a desk on duty, and the district a coordinator.
    """
    district = Place.objects.get(code="310106")
    _put_on_duty(Role.COORDINATOR, place=district)
    for institution in range(1, institutions + 1):
        _put_on_duty(Role.CARE_DESK, institution_id=institution)
    at = timezone.now()
    cases = Case.objects.bulk_create(
        Case(
            kind="TRANSFER",
            flow_version="1",
            state="CONSENTED",
            person_id=person,
            place=district,
            urgency="PLANNED",
            opened_at=at,
        )
        for person in range(1, number + 1)
    )
    Attachment.objects.bulk_create(
        Attachment(case=case, kind=kind, reference="bench:1", added_at=at)
        for case in cases
        for kind in PAPERS
    )
    evaluation = _evaluation(at)
    moves = Transfer.objects.bulk_create(
        Transfer(
            case=case,
            person_id=case.person_id,
            trigger="DEPENDENCE_UP",
            colour="GREEN",
            requester="COORDINATOR",
            wanted_kind=KIND,
            queue_class="OTHER",
            queue_key="",
            evaluation=evaluation,
        )
        for case in cases
    )
    offers = Offer.objects.bulk_create(
        Offer(
            transfer=move,
            institution_id=_accepting(number + 1, institutions),
            bed_kind=KIND,
            rank=1,
            reasons=[],
            decision=evaluation,
            state=Offer.State.ACCEPTED,
        )
        for number, move in enumerate(moves)
    )
    return iter([(offer.transfer_id, offer.institution_id) for offer in offers])


def _accepting(transfer: int, institutions: int) -> int:
    return 1 + (transfer - 1) % institutions


def _put_on_duty(role: str, **where: object) -> None:
    account = Account.objects.create(username=f"{role}-{Account.objects.count()}")
    span = DateTimeTZRange(BEGAN, None)
    Assignment.objects.create(account=account, role=role, span=span, **where)
    Duty.objects.create(account=account, role=role, span=span, **where)


def _evaluation(at: datetime) -> Decision:
    return Decision.objects.create(
        rule="placement.evaluate",
        rule_version="1",
        book_digest="0" * 64,
        day=at.date(),
        place="310106",
        strict=False,
        facts={},
        result={"proposed": [KIND], "verdicts": []},
        clauses=[],
        marks=[],
        authorities=[],
        subject_kind="transfer",
        subject_id=1,
        made_at=at,
    )
