"""Admission: the reserved bed becomes the stay, what was left is settled, the case closes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access.services import write_grant
from yiyang.audit.services import Actor
from yiyang.audit.sql import built, columns, row, width
from yiyang.audit.together import one_transaction
from yiyang.beds.errors import HoldExpired, WrongInstitution
from yiyang.beds.models import BedClaim, Transfer
from yiyang.beds.services import moves
from yiyang.beds.services.promises import hand_over
from yiyang.beds.services.sight import STAY, settle_sight
from yiyang.beds.services.steps import audit, desk_role, lock_case, reading_for, urgency_of
from yiyang.cases.services import advance, attach, open_task
from yiyang.cases.services.tasks import end_codes
from yiyang.documents.models import Document
from yiyang.ledger.services import record_act
from yiyang.network.models import Bed, Institution
from yiyang.rules.placement.terms import Colour

HELD = f"""
select {columns(BedClaim, "claim")}, {columns(Bed, "bed")}, {columns(Institution, "institution")}
from beds_bedclaim claim
join network_bed bed on bed.id = claim.bed_id
join network_institution institution on institution.id = bed.institution_id
where claim.id = %(claim)s and claim.is_active
"""


@one_transaction
def admit(
    *,
    transfer: Transfer,
    institution_id: int,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> BedClaim:
    """Admit the person into the reserved bed, and end or keep what they leave.

    Raises:
        HoldExpired: no bed is reserved any more.
        WrongInstitution: the reserved bed is another institution's.
        CaseMovedOn, ActionNotOpen, DocumentsMissing: see ``cases.services.advance``.
    """
    lock_case(transfer)
    claim = transfer.to_claim = _held(transfer.to_claim_id)
    if claim.bed.institution_id != institution_id:
        raise WrongInstitution()
    reading = reading_for(transfer, at)
    moves.admit_hold(claim, reading=reading, by=by, at=at)
    after_admission(transfer, claim, by, at, expected_version=expected_version)
    audit("admit", transfer, by, at, claim=claim.pk)
    return claim


def _held(claim_id: int | None) -> BedClaim:
    """Return a reservation with its bed and institution, in one statement."""
    found = row(HELD, claim=claim_id)
    if found is None:
        raise HoldExpired()
    of_claim, of_bed = width(BedClaim), width(BedClaim) + width(Bed)
    claim = built(BedClaim, found[:of_claim])
    claim.bed = built(Bed, found[of_claim:of_bed])
    claim.bed.institution = built(Institution, found[of_bed:])
    return claim


def after_admission(
    transfer: Transfer,
    claim: BedClaim,
    by: Actor,
    at: datetime,
    *,
    expected_version: int | None = None,
) -> None:
    """Lead the case on after the stay has begun: its state, its next task, who may see whom."""
    reading = reading_for(transfer, at)
    institution = claim.bed.institution
    transfer.case = advance(
        case=transfer.case,
        action="ADMIT",
        by=by,
        at=at,
        reading=reading,
        expected_version=expected_version,
        params={"institution": institution.pk, "bed": claim.bed_id},
    )
    end_codes(transfer.case, ("ADMIT",), by, at)
    open_task(
        case=transfer.case,
        code="RECONCILE",
        role=desk_role(institution),
        institution_id=institution.pk,
        clock=f"transfer.clock.reconcile.{urgency_of(Colour(transfer.colour)).lower()}",
        reading=reading,
        by=by,
        at=at,
    )
    _grant_stay(transfer, claim, by, at)
    hand_over(left_by=transfer, by=by, at=at)


def _grant_stay(transfer: Transfer, claim: BedClaim, by: Actor, at: datetime) -> None:
    """While the stay lasts its institution reads the record; what was left reads no more."""
    settle_sight(transfer.person_id, by=by, at=at)
    write_grant(
        person_id=transfer.person_id,
        grantee_kind="INSTITUTION",
        grantee_id=claim.bed.institution_id,
        purpose="CARE",
        scope="RECORD",
        since=at,
        until=None,
        origin_kind=STAY,
        origin_id=claim.pk,
        by=by,
        at=at,
        in_place_of={"transfer": [transfer.pk]},
    )


@transaction.atomic
def reconcile(
    *,
    transfer: Transfer,
    handover: Document | None,
    note: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
    institution_id: int | None = None,
) -> Transfer:
    """Record that medicines and care were reconciled on arrival, and close the case.

    Args:
        institution_id: where whoever acts works; None for the program itself.

    Raises:
        WrongInstitution: the person was admitted elsewhere.
        DocumentsMissing: the nursing handover is neither attached nor noted.
    """
    lock_case(transfer)
    admitted = transfer.to_claim
    if institution_id and admitted and admitted.bed.institution_id != institution_id:
        raise WrongInstitution()
    reading = reading_for(transfer, at)
    if handover is not None or note:
        attach(
            case=transfer.case,
            kind="NURSING_HANDOVER",
            document=handover,
            reference=f"note:{at.isoformat()}",
            by=by,
            at=at,
        )
    transfer.case = advance(
        case=transfer.case,
        action="RECONCILE",
        by=by,
        at=at,
        reading=reading,
        expected_version=expected_version,
        note=note,
    )
    close(transfer=transfer, by=by, at=at)
    audit("reconcile", transfer, by, at)
    return transfer


def close(*, transfer: Transfer, by: Actor, at: datetime) -> None:
    """Close a reconciled case; the ledger keeps the transfer as one delivered act."""
    reading = reading_for(transfer, at, urgent=True)
    transfer.case = advance(case=transfer.case, action="CLOSE", by=by, at=at, reading=reading)
    claim = transfer.to_claim
    record_act(
        kind="TRANSFER",
        person_id=transfer.person_id,
        institution_id=claim.bed.institution_id,
        since=transfer.case.opened_at,
        until=max(at, claim.span.lower),
        unit="TRANSFER",
        source_kind="transfer",
        source_id=str(transfer.pk),
        decision=transfer.evaluation,
        by=by,
        at=at,
    )
