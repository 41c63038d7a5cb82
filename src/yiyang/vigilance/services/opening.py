"""A response and its case: opened by an alarm or as an exercise, verified, graded, ended."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from yiyang.audit.services import Actor, record
from yiyang.audit.together import one_transaction
from yiyang.cases.services import advance, hurry, open_case
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.network.models import Place
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.vigilance import Graded, OutbreakFacts, grade
from yiyang.vigilance import facts
from yiyang.vigilance.errors import AlreadyOpen, LowerNeedsReason
from yiyang.vigilance.flows import EXERCISE, OUTBREAK, RESPONDING
from yiyang.vigilance.models import Response

AT_FIRST = "YELLOW"  # the urgency of an alarm that nobody has verified


def locked(response: Response) -> Response:
    """Return a response as it now is, locked until the transaction ends."""
    rows = Response.objects.select_for_update(of=("self",)).select_related("case", "place")
    return rows.get(pk=response.pk)


def reading_of(response: Response, at: datetime) -> Reading:
    """Open the book at the day of ``at``, in the place of a response."""
    return read_book(at.astimezone(CHINA).date(), place=response.place.code)


def audit(action: str, response: Response, by: Actor, at: datetime, **payload: object) -> None:
    """Write the one audit row of a service on a response."""
    record(
        by=by, at=at, action=f"vigilance.{action}", subject_kind="response",
        subject_id=response.pk, payload={"is_exercise": response.is_exercise, **payload},
    )  # fmt: skip


@one_transaction
def open_response(
    *, syndrome: str, place: Place, is_exercise: bool, note: str, by: Actor, at: datetime
) -> Response:
    """Return the open response to a syndrome in a place, opened with its case where there is none.

    An exercise and what is real are never one.
    """
    same = {"syndrome": syndrome, "place": place, "is_exercise": is_exercise}
    known = Response.objects.filter(**same, ended_at=None).select_related("case", "place").first()
    if known is not None:
        return known
    case = open_case(
        kind=EXERCISE if is_exercise else OUTBREAK,
        person_id=None,
        institution_id=None,
        place_id=place.pk,
        urgency=AT_FIRST,
        by=by,
        at=at,
        reading=read_book(at.astimezone(CHINA).date(), place=place.code).lenient(),
        params={"syndrome": syndrome},
        note=note,
    )
    response = Response.objects.create(**same, case=case, began_at=at)
    audit("open", response, by, at, syndrome=syndrome)
    return response


@transaction.atomic
def begin_exercise(*, syndrome: str, place: Place, note: str, by: Actor, at: datetime) -> Response:
    """Open an exercise; nothing of it counts anywhere else.

    Raises:
        AlreadyOpen: one of this syndrome is under way in the place.
    """
    if Response.objects.filter(
        syndrome=syndrome, place=place, is_exercise=True, ended_at=None
    ).exists():
        raise AlreadyOpen(syndrome=syndrome)
    try:
        return open_response(
            syndrome=syndrome, place=place, is_exercise=True, note=note, by=by, at=at
        )
    except IntegrityError as fault:
        raise AlreadyOpen(syndrome=syndrome) from fault


@one_transaction
def verify(*, response: Response, note: str, by: Actor, at: datetime) -> Response:
    """Record that somebody has looked into an alarm and that it is one.

    Raises:
        ActionNotOpen: it is verified or over already.
    """
    row = locked(response)
    reading = reading_of(row, at).lenient()
    row.case = advance(
        case=row.case, action="VERIFY_ALARM", by=by, at=at, reading=reading, note=note
    )
    audit("verify", row, by, at)
    return row


@one_transaction
def dismiss(*, response: Response, note: str, by: Actor, at: datetime) -> Response:
    """End an alarm as none, with the reason.

    Raises:
        NoteMissing: there is no reason.
        ActionNotOpen: a response is under way already, or over.
    """
    row = locked(response)
    reading = reading_of(row, at)
    row.case = advance(
        case=row.case, action="DISMISS_ALARM", by=by, at=at, reading=reading, note=note
    )
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    audit("dismiss", row, by, at)
    return row


@one_transaction
def declare(*, response: Response, level: str, note: str, by: Actor, at: datetime) -> Response:
    """Declare the level of an outbreak, or another one later; the response goes by it from now on.

    Args:
        level: one of the book's; empty for the one that the numbers reach.

    Raises:
        LowerNeedsReason: it is below what the numbers reach, without a reason.
        ActionNotOpen: the alarm is not verified, or the response is over.
    """
    row = locked(response)
    reading = reading_of(row, at)
    decided = _graded(row, level, reading, at)
    answer = decided.result
    if answer.is_lower and not note.strip():
        raise LowerNeedsReason(level=answer.by_book)
    action = "CHANGE_LEVEL" if row.case.state == RESPONDING else "DECLARE_LEVEL"
    told = {"level": answer.level, "by_book": answer.by_book, "scope": answer.scope}
    row.case = advance(
        case=row.case, action=action, by=by, at=at, reading=reading.lenient(), note=note,
        params=told, decision=decided.decision,
    )  # fmt: skip
    row.case = hurry(case=row.case, urgency=answer.urgency, by=by, at=at, reading=reading.lenient())
    row.level, row.scope, row.beds, row.posts = (
        answer.level, answer.scope, answer.beds, answer.posts
    )  # fmt: skip
    row.decision = decided.decision
    row.save(update_fields=["level", "scope", "beds", "posts", "decision"])
    audit("declare", row, by, at, level=answer.level, decision=decided.decision.pk)
    return row


def _graded(row: Response, level: str, reading: Reading, at: datetime) -> Decided[Graded]:
    cases, places, severe = facts.cases_of(row, at.astimezone(CHINA).date())
    asked = OutbreakFacts(row.syndrome, cases, places, severe, level)
    return decide(grade, asked, reading=reading, subject=Subject("response", row.pk), at=at)
