"""People of a response: taken in, graded by severity, placed in the beds of its pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from yiyang.audit.services import Actor
from yiyang.audit.together import one_transaction
from yiyang.beds import claims
from yiyang.beds.batch_facts import WAITING_STATES
from yiyang.beds.models import BedClaim, Transfer
from yiyang.beds.services.holds import reserve
from yiyang.beds.services.steps import lock_case
from yiyang.cases.services import advance
from yiyang.decisions.services import Subject, decide
from yiyang.kernel.errors import Refused
from yiyang.kernel.plain import to_plain
from yiyang.policy.book import Reading
from yiyang.rules.placement.batch import Move, place_all
from yiyang.rules.placement.terms import Reason
from yiyang.rules.vigilance import IllFacts, Tier, severity
from yiyang.vigilance.errors import AlreadyCasualty, ExerciseOnly
from yiyang.vigilance.facts import waiting_casualties
from yiyang.vigilance.models import Casualty, PooledBed, Response
from yiyang.vigilance.placing_facts import Gathered, waiting_in
from yiyang.vigilance.services.opening import audit, reading_of
from yiyang.vigilance.services.pooling import responding


@dataclass(frozen=True)
class Invented:
    """One invented case of an exercise; ``place_id`` where they are thought to live."""

    sex: str
    news2: int
    needs_oxygen: bool
    place_id: int | None


@dataclass(frozen=True)
class Placed:
    """What a placement has done: how many have a bed now, how many still wait."""

    placed: int
    waiting: int


@one_transaction
def invent(
    *, response: Response, cases: Sequence[Invented], by: Actor, at: datetime
) -> list[Casualty]:
    """Add invented cases to an exercise, each with its severity by the rule.

    Raises:
        ExerciseOnly: the response is real.
        NotResponding: the exercise has no level yet, or is over.
    """
    row = responding(response)
    if not row.is_exercise:
        raise ExerciseOnly
    made = [
        _add(row, one.sex, IllFacts(one.news2, one.needs_oxygen), by, at, place_id=one.place_id)
        for one in cases
    ]
    audit("invent", row, by, at, cases=len(made))
    return made


@one_transaction
def take_in(
    *, response: Response, transfer: Transfer, ill: IllFacts, by: Actor, at: datetime
) -> Casualty:
    """Take somebody who waits for a bed into a real response, with their severity by the rule.

    Raises:
        ExerciseOnly: the response is an exercise.
        AlreadyCasualty: the transfer is of a response under way, or waits no more.
        NotResponding: the response has no level yet, or is over.
    """
    row = responding(response)
    if row.is_exercise:
        raise ExerciseOnly
    transfer = Transfer.objects.select_related("case", "person__place").get(pk=transfer.pk)
    known = Casualty.objects.filter(transfer=transfer, left_at=None).exists()
    if known or transfer.case.state not in WAITING_STATES:
        raise AlreadyCasualty
    person = transfer.person
    made = _add(row, person.sex, ill, by, at, place_id=person.place_id, transfer=transfer)
    audit("take_in", row, by, at, casualty=made.pk, transfer=transfer.pk)
    return made


def _add(
    row: Response, sex: str, ill: IllFacts, by: Actor, at: datetime, *,
    place_id: int | None, transfer: Transfer | None = None,
) -> Casualty:  # fmt: skip
    number = (row.casualties.aggregate(last=Max("number"))["last"] or 0) + 1
    subject = Subject("response", row.pk, transfer.person_id if transfer else None)
    decided = decide(severity, ill, reading=reading_of(row, at).lenient(), subject=subject, at=at)
    return Casualty.objects.create(
        response=row, is_exercise=row.is_exercise, number=number, transfer=transfer, sex=sex,
        news2=ill.news2, needs_oxygen=ill.needs_oxygen, place_id=place_id,
        severity=decided.result.severity, decision=decided.decision,
    )  # fmt: skip


@one_transaction
def place_casualties(*, response: Response, by: Actor, at: datetime) -> Placed:
    """Place everybody who waits, the gravest first, in the beds of the pool, all at once.

    In a real response each bed is reserved for the person's transfer; in an exercise it is only
    noted.  Who cannot be placed is told why and goes on waiting, and so does who is refused a bed
    (a document is missing, somebody acted meanwhile): the others have theirs.

    Raises:
        NotResponding: no level is declared, or the response is over.
    """
    row = responding(response)
    reading = reading_of(row, at).lenient()
    _lock_people(row)
    _note_who_left(row, at)
    waiting = list(waiting_casualties(row))
    tiers = {one.pk: _tier(one, reading) for one in waiting}
    gathered = waiting_in(row, waiting, tiers, reading, at)
    subject = Subject("response", row.pk)
    decided = decide(place_all, gathered.facts, reading=reading, subject=subject, at=at)
    by_key = {one.pk: one for one in waiting}
    placed = sum(
        _carry_out(by_key[move.transfer], move, gathered, by, at) for move in decided.result.moves
    )
    row.case = advance(
        case=row.case, action="PLACE_CASUALTIES", by=by, at=at, reading=reading,
        params={"placed": placed, "waiting": len(waiting)}, decision=decided.decision,
    )  # fmt: skip
    row.placement = decided.decision
    row.save(update_fields=["placement"])
    audit("place", row, by, at, placed=placed, decision=decided.decision.pk)
    return Placed(placed, len(waiting) - placed)


def _lock_people(row: Response) -> None:
    """Lock everybody who has no bed yet, in one order, before any row of theirs is read."""
    waiting = row.casualties.filter(transfer__isnull=False, bed=None, left_at=None)
    people = waiting.order_by("transfer__person_id")
    for person in people.values_list("transfer__person_id", flat=True):
        claims.lock_person(person)


def _note_who_left(row: Response, at: datetime) -> None:
    """Bring real cases in line with their claims: gone with the stay, or waiting again."""
    row.casualties.filter(
        transfer__case__closed_at__isnull=False, bed=None, left_at=None
    ).update(left_at=at)  # fmt: skip
    placed = row.casualties.filter(transfer__isnull=False, bed__isnull=False, left_at=None)
    for one in placed.select_related("transfer__case", "bed"):
        own = BedClaim.objects.filter(person=one.transfer.person_id, bed=one.bed.bed_id)
        if own.filter(is_active=True).exists():
            continue
        if one.transfer.case.state in WAITING_STATES:  # the reservation has run out
            one.bed, one.placed_at = None, None
        else:
            one.left_at = at
        one.save(update_fields=["bed", "placed_at", "left_at"])


def _tier(one: Casualty, reading: Reading) -> Tier:
    return severity(IllFacts(one.news2, one.needs_oxygen), reading)


def _carry_out(one: Casualty, move: Move, gathered: Gathered, by: Actor, at: datetime) -> bool:
    """Give somebody the bed of the proposal, or note why not; tell whether they have one."""
    reasons = [*move.reasons, *gathered.left_out[one.pk]]
    if move.bed is not None:
        pooled = gathered.pooled[move.bed]
        refused = _refused(one, pooled, by, at)
        if refused is None:
            one.bed, one.placed_at = pooled, at
        else:
            reasons = [Reason(refused.message.code, refused.message.params)]
    one.reasons = to_plain(reasons)
    one.save(update_fields=["reasons", "bed", "placed_at"])
    return one.bed is not None


def _refused(one: Casualty, pooled: PooledBed, by: Actor, at: datetime) -> Refused | None:
    """Reserve a bed of the pool for a real case; return why it was refused, and write nothing."""
    if one.transfer is None:
        return None
    try:
        with transaction.atomic():
            lock_case(one.transfer)
            reserve(
                transfer=one.transfer, institution_id=pooled.bed.institution_id,
                bed_id=pooled.bed_id, is_pooled=True, by=by, at=at,
            )  # fmt: skip
    except Refused as refused:
        return refused
    return None


@one_transaction
def leave(*, casualty: Casualty, by: Actor, at: datetime) -> Casualty:
    """Note that an invented case needs its bed no more; a real one leaves by their transfer.

    Raises:
        ExerciseOnly: it is a real one.
        NotResponding: the exercise is over.
    """
    row = responding(casualty.response)
    if not row.is_exercise:
        raise ExerciseOnly
    one = Casualty.objects.select_for_update(of=("self",)).get(pk=casualty.pk)
    if one.left_at is None:
        one.left_at = at
        one.save(update_fields=["left_at"])
        audit("leave", row, by, at, casualty=one.pk)
    return one
