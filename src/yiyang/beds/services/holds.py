"""Reserving a bed for a transfer, sending the record with it, and giving it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yiyang.access.services import end_grants, write_grant
from yiyang.audit.services import Actor
from yiyang.audit.sql import rows
from yiyang.audit.together import one_transaction
from yiyang.beds import claims, facts
from yiyang.beds.errors import AlreadyHolding, HoldExpired, KindNotOpen, NoFreeBed, NotOffered
from yiyang.beds.flows import MATCHED
from yiyang.beds.models import BedClaim, Transfer
from yiyang.beds.services.evaluation import open_kinds
from yiyang.beds.services.offers import lapse
from yiyang.beds.services.sight import settle_sight
from yiyang.beds.services.steps import ask_desk, audit, lock_case, reading_for, tell_coordinator
from yiyang.cases.models import Task
from yiyang.cases.services import advance, attach
from yiyang.cases.services.tasks import end_open
from yiyang.decisions.services import report_gaps
from yiyang.network.models import Institution
from yiyang.policy.book import Reading
from yiyang.record.services import keep_summary
from yiyang.rules.placement.terms import URGENT, Colour

SWEEP_BATCH = 200
TO_CLAIM = "update beds_transfer set to_claim_id = %(claim)s where id = %(transfer)s"
READY = """
select exists (select from beds_bedclaim
               where case_id = %(case)s and kind = 'HOLD' and is_active),
       exists (select from beds_offer
               where transfer_id = %(transfer)s and institution_id = %(institution)s
                 and bed_kind = %(kind)s and state = 'ACCEPTED')
"""


@one_transaction
def hold_bed(
    *,
    transfer: Transfer,
    institution_id: int,
    by: Actor,
    at: datetime,
    bed_id: int | None = None,
    expected_version: int | None = None,
) -> BedClaim:
    """Reserve one suitable bed of an institution that accepted, and let it see the person.

    In a red or orange emergency the institution need not have answered first.

    Args:
        bed_id: one chosen bed; None for any that suits.

    Raises:
        KindNotOpen: the evaluation does not open the wanted kind.
        NotOffered: a planned move to an institution that has not accepted.
        AlreadyHolding: the case has a bed reserved.
        NoFreeBed: no suitable bed is free any more; nothing has been written.
        CaseMovedOn, ActionNotOpen, DocumentsMissing: see ``cases.services.advance``.
    """
    lock_case(transfer)
    _refuse_unless_ready(transfer, institution_id)
    return reserve(
        transfer=transfer,
        institution_id=institution_id,
        bed_id=bed_id,
        by=by,
        at=at,
        expected_version=expected_version,
    )


def reserve(
    *,
    transfer: Transfer,
    institution_id: int,
    by: Actor,
    at: datetime,
    bed_id: int | None = None,
    expected_version: int | None = None,
    is_pooled: bool = False,
) -> BedClaim:
    """Reserve a bed without asking whether its institution has accepted; the case is locked.

    Args:
        is_pooled: a bed given to the pool of a response, for one of its people.

    In an emergency for which the book has no length, the reservation has no end of its own.

    Raises:
        NoFreeBed, CaseMovedOn, ActionNotOpen, DocumentsMissing: as ``hold_bed``.
    """
    reading = reading_for(transfer, at)
    held = claims.hold(
        facts.wishes_of(transfer, at),
        institution_id=institution_id,
        person_id=transfer.person_id,
        case_id=transfer.case_id,
        at=at,
        lasts=_lasts(transfer, reading),
        bed_id=bed_id,
        is_pooled=is_pooled,
    )
    if held is None:
        raise NoFreeBed()
    report_gaps(reading, at=at)
    transfer.case = advance(
        case=transfer.case,
        action="HOLD",
        by=by,
        at=at,
        reading=reading,
        expected_version=expected_version,
        params={"institution": institution_id, "bed": held.bed, "until": held.until},
    )
    claim = _claim_of(transfer, held)
    transfer.to_claim = claim
    rows(TO_CLAIM, transfer=transfer.pk, claim=claim.pk)
    _let_see(transfer, institution_id, by, at)
    institution = Institution(pk=institution_id, kind=held.institution_kind)
    ask_desk(transfer, institution, "ADMIT", "BED_HELD", reading, by, at)
    audit("hold", transfer, by, at, claim=claim.pk, bed=held.bed)
    return claim


def _lasts(transfer: Transfer, reading: Reading) -> timedelta | None:
    """How long a reservation lasts; without end where the book is silent in an emergency."""
    if Colour(transfer.colour) in URGENT:
        return reading.safest_duration("transfer.hold.urgent")
    return reading.duration("transfer.hold.planned")


def _refuse_unless_ready(transfer: Transfer, institution_id: int) -> None:
    kind = transfer.wanted_kind
    if not kind or kind not in open_kinds(transfer):
        raise KindNotOpen(kind=kind)
    asked = {"transfer": transfer.pk, "institution": institution_id, "kind": kind}
    ((is_holding, is_accepted),) = rows(READY, case=transfer.case_id, **asked)
    if is_holding:
        raise AlreadyHolding()
    if not is_accepted and Colour(transfer.colour) not in URGENT:
        raise NotOffered()


def _claim_of(transfer: Transfer, held: claims.Held) -> BedClaim:
    """Return the reservation just made, which needs no reading again."""
    claim = BedClaim(
        pk=held.claim,
        bed_id=held.bed,
        person_id=transfer.person_id,
        case_id=transfer.case_id,
        kind=BedClaim.Kind.HOLD,
        span=DateTimeTZRange(held.since, held.until),
    )
    claim._state.adding, claim._state.db = False, transfer._state.db
    return claim


def _let_see(transfer: Transfer, institution_id: int, by: Actor, at: datetime) -> None:
    """The receiver may read the whole record from the reservation until the case ends.

    What others could see because they were asked ends with their offers.
    """
    write_grant(
        person_id=transfer.person_id,
        grantee_kind="INSTITUTION",
        grantee_id=institution_id,
        purpose="TRANSFER",
        scope="RECORD",
        since=at,
        until=None,
        origin_kind="transfer",
        origin_id=transfer.pk,
        by=by,
        at=at,
        in_place_of=lapse(transfer, at, taken_up=institution_id),
    )


@transaction.atomic
def send_records(*, transfer: Transfer, by: Actor, at: datetime) -> Transfer:
    """Compose the person's summary and send it with the reservation to the receiver.

    Raises:
        ActionNotOpen: no bed is reserved, or the records have gone already.
    """
    reading = reading_for(transfer, at)
    digest = attach_summary(transfer=transfer, by=by, at=at)
    transfer.case = advance(
        case=transfer.case,
        action="SEND_RECORDS",
        by=by,
        at=at,
        reading=reading,
        params={"sha256": digest},
    )
    audit("send_records", transfer, by, at, sha256=digest)
    return transfer


def attach_summary(*, transfer: Transfer, by: Actor, at: datetime) -> str:
    """Keep the person's summary as it is now and put it on the case; return its digest."""
    summary = keep_summary(person_id=transfer.person_id, by=by, at=at)
    attach(
        case=transfer.case,
        kind="HEALTH_SUMMARY",
        reference=f"{summary.name} sha256:{summary.digest[:16]}",
        by=by,
        at=at,
    )
    return summary.digest


@transaction.atomic
def depart(*, transfer: Transfer, by: Actor, at: datetime) -> Transfer:
    """Record that the person is on the way; the reservation begins again for the journey.

    Raises:
        HoldExpired: the reservation has ended meanwhile; nothing has been written.
    """
    lock_case(transfer)
    reading = reading_for(transfer, at)
    claim = BedClaim.objects.select_for_update(no_key=True).filter(
        pk=transfer.to_claim_id, kind=BedClaim.Kind.HOLD, is_active=True
    ).first()  # fmt: skip
    if claim is None or (claim.span.upper is not None and claim.span.upper <= at):
        raise HoldExpired()
    lasts = _lasts(transfer, reading)
    claim.span = DateTimeTZRange(claim.span.lower, at + lasts if lasts else None)
    claim.save(update_fields=["span"])
    transfer.case = advance(case=transfer.case, action="DEPART", by=by, at=at, reading=reading)
    audit("depart", transfer, by, at)
    return transfer


@transaction.atomic
def sweep_expired(*, by: Actor, at: datetime, limit: int = SWEEP_BATCH) -> int:
    """End reservations and kept beds that have run out, and say so on their cases.

    Returns:
        How many claims ended.  Repeatable; two sweepers share the work.
    """
    swept = claims.sweep(at, limit=limit)
    for claim in swept:
        if claim.kind == BedClaim.Kind.KEEP:
            settle_sight(claim.person, by=by, at=at)
        if claim.kind == BedClaim.Kind.HOLD and claim.case is not None:
            _expire(claim.case, by, at)
    return len(swept)


def _expire(case_id: int, by: Actor, at: datetime) -> None:
    transfer = Transfer.objects.select_related("case").filter(case=case_id).first()
    if transfer is None or transfer.case.state not in MATCHED:
        return
    _back_to_waiting(transfer, by, at)
    tell_coordinator(transfer, "HOLD_EXPIRED_NOTICE", by, at)
    audit("expire", transfer, by, at)


@transaction.atomic
def give_up_hold(*, transfer: Transfer, by: Actor, at: datetime) -> Transfer:
    """Give a reserved bed back because another is needed now; the case waits for one again."""
    lock_case(transfer)
    claims.end(transfer.to_claim_id, reason="MORE_URGENT", to_clean=False, at=at)
    _back_to_waiting(transfer, by, at)
    audit("give_up_hold", transfer, by, at)
    return transfer


def _back_to_waiting(transfer: Transfer, by: Actor, at: datetime) -> None:
    reading = reading_for(transfer, at, urgent=True)
    transfer.case = advance(case=transfer.case, action="EXPIRE", by=by, at=at, reading=reading)
    transfer.to_claim = None
    transfer.save(update_fields=["to_claim"])
    over = ("ADMIT", "SEND_RECORDS")
    end_open(transfer.case, Task.State.CANCELLED, by, at, code__in=over)
    end_grants(origin_kind="transfer", origin_id=transfer.pk, by=by, at=at)
