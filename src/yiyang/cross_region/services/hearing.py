"""What the place of care does with an answer: it books what was settled, takes back what was."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum
from django.utils import timezone

from yiyang.audit.services import PROGRAM
from yiyang.claims import services as claims
from yiyang.cross_region.errors import NothingToAnswer
from yiyang.cross_region.models import AwaySettlement, Clearing, Role
from yiyang.cross_region.services.answering import sums_of
from yiyang.cross_region.services.asking import KIND, ask_reverse, locked_row
from yiyang.cross_region.services.sending import note
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.exchange.models import Node
from yiyang.kernel.plain import to_plain
from yiyang.rules.cross_region import machine
from yiyang.rules.cross_region.fhir_claims import Told
from yiyang.rules.cross_region.judging import Answered, accept

State = AwaySettlement.State


def hear_preview(node: Node, told: Told, at: datetime) -> None:
    """Keep what a claim would come to, or why it would be refused."""
    row = _row(node, told.number)
    if row is None or row.state not in (State.OPEN, State.REFUSED):
        return
    row.preview = to_plain(told.split) if told.split else None
    row.reasons, row.changed_at = list(told.reasons), at
    row.save(update_fields=["preview", "reasons", "changed_at"])
    note("previewed", (KIND, row.pk), PROGRAM, at, person_id=row.person_id)


def hear_told(node: Node, told: Told, at: datetime) -> None:
    """Do what the answer to a settlement or a reversal asks for, in whatever order it came.

    Raises:
        NothingToAnswer: it is no answer to what was asked, or says settled and not how.
    """
    row = _row(node, told.number)
    if row is None or row.state == State.OPEN:
        return
    if (row.state, told.state) not in machine.AT_PLACE:
        raise NothingToAnswer
    step = machine.at_place(row.state, told.state)
    says_how = step.does == machine.CLOSE and told.split is not None
    reasons = _book(row, told, at) if step.does == machine.BOOK or says_how else []
    if reasons and step.does == machine.BOOK:
        _ask_back(row, reasons, at)
        return
    if step.does == machine.CLOSE:
        _close(row, told, at)
    row.state, row.changed_at, row.reasons = step.state, at, [*told.reasons, *reasons]
    row.save()
    note(
        f"heard_{told.state.lower()}",
        (KIND, row.pk),
        PROGRAM,
        at,
        person_id=row.person_id,
        number=row.number,
        state=row.state,
    )


def hear_nothing(node: Node, number: str, reasons: list[str], at: datetime) -> None:
    """Keep that a question was not taken in at all: a settlement is refused, the rest stays."""
    row = _row(node, number)
    if row is None:
        return
    if row.state == State.ASKED:
        row.state = State.REFUSED
    row.reasons, row.changed_at = reasons, at
    row.save(update_fields=["state", "reasons", "changed_at"])
    note("not_taken", (KIND, row.pk), PROGRAM, at, person_id=row.person_id)


def _row(node: Node, number: str) -> AwaySettlement | None:
    found = AwaySettlement.objects.filter(node=node, role=Role.PLACE, number=number).first()
    return locked_row(found) if found else None


def _book(row: AwaySettlement, told: Told, at: datetime) -> list[str]:
    """Book what was settled, once; return each reason why it is not booked."""
    claim, split, day = row.claim, told.split, told.settled_on
    if row.settled_on is not None:
        return []
    if claim is None or split is None or day is None:
        raise NothingToAnswer
    borne = claim.lines.aggregate(fen=Sum("hospital_fen"))["fen"] or 0
    cleared = Clearing.objects.filter(
        node=row.node, role=row.role, month=day.replace(day=1), state=Clearing.State.CLEARED
    )
    facts = Answered(claim.total_fen, split, day, hospital_fen=borne, is_cleared=cleared.exists())
    subject = Subject(KIND, row.pk, row.person_id)
    judged = decide(accept, facts, reading=read_book(day), subject=subject, at=at)
    if not judged.result.accepted:
        return [one.code for one in judged.result.reasons]
    claims.settle_as_told(
        claim=claim, told=split, decision=judged.decision, day=day, by=PROGRAM, at=at
    )
    for name, fen in sums_of(split).items():
        setattr(row, name, fen)
    row.settled_on = day
    return []


def _ask_back(row: AwaySettlement, reasons: list[str], at: datetime) -> None:
    """Ask the node of insurance to take back what cannot be booked here."""
    if row.state != State.REVERSING:
        ask_reverse(settlement=row, by=PROGRAM, at=at)
    AwaySettlement.objects.filter(pk=row.pk).update(reasons=reasons)
    note("not_booked", (KIND, row.pk), PROGRAM, at, person_id=row.person_id, reasons=reasons)


def _close(row: AwaySettlement, told: Told, at: datetime) -> None:
    """Take back what is booked here; the day is that of the node of insurance."""
    claim = row.claim
    if claim is not None and row.settled_on is not None and row.reversed_on is None:
        claims.reverse_claim(claim=claim, by=PROGRAM, at=at, through=row.node.code)
        row.reversed_on = told.reversed_on or timezone.localdate(at)
