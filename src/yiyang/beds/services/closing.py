"""How a transfer or a stay ends otherwise: back home, outside, refused, withdrawn, by death."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.beds import claims, facts
from yiyang.beds.errors import DeathToCome, NothingKept, NotReadyToReturn
from yiyang.beds.models import BedClaim, Transfer
from yiyang.beds.services import moves
from yiyang.beds.services.offers import lapse_offers
from yiyang.beds.services.promises import break_promises, hand_over
from yiyang.beds.services.sight import settle_sight
from yiyang.beds.services.steps import audit, lock_case, reading_for
from yiyang.cases.services import advance
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.people.models import Person
from yiyang.rules.placement.returning import Return, may_return

LEAVING = ("RECOVERED", "MOVED_AWAY", "OWN_WISH", "NONCOMPLIANCE", "OTHER_REASON")


@transaction.atomic
def end_transfer(
    *,
    transfer: Transfer,
    action: str,
    note: str,
    by: Actor,
    at: datetime,
    outside: str = "",
    expected_version: int | None = None,
) -> Transfer:
    """Reject, cancel, or end a transfer with a destination outside the network.

    Args:
        action: ``REJECT``, ``CANCEL`` or ``GO_OUTSIDE``; the note says why.
        outside: the destination, for ``GO_OUTSIDE``.

    Raises:
        CaseMovedOn, ActionNotOpen, NoteMissing: see ``cases.services.advance``.
    """
    lock_case(transfer)
    reading = reading_for(transfer, at, urgent=True)
    lapse_offers(transfer, by, at)
    _give_back(transfer, f"TRANSFER_{action}", by, at)
    transfer.outside = outside
    transfer.save(update_fields=["outside"])
    transfer.case = advance(
        case=transfer.case,
        action=action,
        by=by,
        at=at,
        reading=reading,
        expected_version=expected_version,
        note=note,
    )
    if action == "GO_OUTSIDE":
        moves.end_everything(transfer.person_id, reason="OUTSIDE", by=by, at=at)
        settle_sight(transfer.person_id, by=by, at=at)
        hand_over(left_by=transfer, by=by, at=at)
    else:
        break_promises(left_by=transfer, by=by, at=at)
    audit(action.lower(), transfer, by, at)
    return transfer


def _give_back(transfer: Transfer, reason: str, by: Actor, at: datetime) -> None:
    claim = transfer.to_claim
    if claim is not None and claim.kind == BedClaim.Kind.HOLD:
        claims.end(claim.pk, reason=reason, to_clean=False, at=at)


@transaction.atomic
def return_home(*, person: Person, facts_known: Return, by: Actor, at: datetime) -> None:
    """Let a person who got better go back to the bed kept for them, or close the home medical bed.

    From hospital or an inpatient palliative bed: the medical stay ends and the kept care bed is
    theirs again.  From a home medical bed: it closes, the care bed was theirs all along.

    Raises:
        NotReadyToReturn: a condition of the return is not met.
        NothingKept: there is no bed to go back to; ask for a transfer instead.
    """
    claims.lock_person(person.pk)
    stay = facts.stay_of(person.pk)
    if stay.medical is None:
        raise NothingKept()
    at_home = facts.kind_of(stay.medical) in moves.AT_HOME_MEDICAL
    if stay.kept is None and not at_home:
        raise NothingKept()
    reading = read_book(facts.local_day(at))
    subject = Subject("person", person.pk, person.pk)
    decided = decide(may_return, facts_known, reading=reading, subject=subject, at=at)
    if not decided.result.is_ready:
        raise NotReadyToReturn(decided.result.against)
    moves.end_stay(stay.medical, reason="IMPROVED", by=by, at=at)
    if stay.kept is not None and stay.care is None:
        moves.resume(stay.kept, case_id=None, at=at)
    settle_sight(person.pk, by=by, at=at)
    _audit_person("return", person, by, at, decision=decided.decision.pk)


@transaction.atomic
def extend_kept_bed(
    *, claim: BedClaim, days: int, reason: str, by: Actor, at: datetime
) -> BedClaim:
    """Keep a bed longer for somebody still away, by a decision that is kept with its reason.

    Raises:
        NothingKept: the bed is not kept any more.
    """
    locked = BedClaim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    if (
        locked.kind != BedClaim.Kind.KEEP
        or not locked.is_active
        or (locked.span.upper is not None and locked.span.upper <= at)
    ):
        raise NothingKept()
    until = (locked.span.upper or at) + timedelta(days=days)
    locked.span = DateTimeTZRange(locked.span.lower, until)
    locked.save(update_fields=["span"])
    changed(at, claim=locked.pk)
    record(
        by=by,
        at=at,
        action="bed.keep_longer",
        subject_kind="bed_claim",
        subject_id=claim.pk,
        person_id=claim.person_id,
        payload={"days": days, "until": until, "reason": reason},
    )
    return locked


@transaction.atomic
def leave_network(*, person: Person, reason: str, by: Actor, at: datetime) -> None:
    """End everything of a person who recovered, moved away or wants no more service (T10).

    Args:
        reason: one of ``LEAVING``; kept with every claim it ends.

    Raises:
        NothingKept: the person has neither a stay nor a transfer under way.
    """
    claims.lock_person(person.pk)
    stay = facts.stay_of(person.pk)
    under_way = _under_way(person)
    if not any((stay.care, stay.medical, stay.kept, under_way)):
        raise NothingKept()
    _end_all(person, under_way, LEAVING[LEAVING.index(reason)], by, at)
    _audit_person("leave", person, by, at)


@transaction.atomic
def close_at_death(*, person: Person, died_at: datetime, by: Actor, at: datetime) -> None:
    """Record a death and close everything: stays, reservations, kept beds, open transfers.

    Reads no policy, and may be told twice.

    Raises:
        DeathToCome: ``died_at`` lies after ``at``: a slip in the date.
    """
    if died_at > at:
        raise DeathToCome()
    locked = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if locked.died_at is None:
        locked.died_at = died_at
        locked.save(update_fields=["died_at"])
        changed(at, person=locked.pk)
    person.died_at = locked.died_at
    _end_all(person, _under_way(person), "DEATH", by, at)
    _audit_person("death", person, by, at)


def _under_way(person: Person) -> list[Transfer]:
    """The open transfers, locked before the beds: a reservation just being made is waited for."""
    open_ones = Transfer.objects.filter(person=person, case__closed_at__isnull=True)
    transfers = list(open_ones.select_related("case").order_by("case"))
    for transfer in transfers:
        lock_case(transfer)
    return [transfer for transfer in transfers if transfer.case.closed_at is None]


def _end_all(
    person: Person, under_way: list[Transfer], reason: str, by: Actor, at: datetime
) -> None:
    """End every claim and every transfer; reads no value of the book that could be missing."""
    moves.end_everything(person.pk, reason=reason, by=by, at=at)
    settle_sight(person.pk, by=by, at=at)
    reading = read_book(facts.local_day(at), strict=False)
    for transfer in under_way:
        lapse_offers(transfer, by, at)
        transfer.case = advance(
            case=transfer.case,
            action="END",
            by=by,
            at=at,
            reading=reading,
            params={"reason": reason},
        )
        break_promises(left_by=transfer, by=by, at=at)


def _audit_person(action: str, person: Person, by: Actor, at: datetime, **payload: int) -> None:
    record(
        by=by,
        at=at,
        action=f"beds.{action}",
        subject_kind="person",
        subject_id=person.pk,
        person_id=person.pk,
        payload=payload,
    )
