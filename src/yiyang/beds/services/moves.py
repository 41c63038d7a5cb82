"""Moving a person: what a stay in a new bed does to the stays and the kept bed before it.

The rules here are the invariants I1, I2 and I5: one presence an axis; a hospital or inpatient
palliative bed suspends the care bed, which is kept for a time; leaving or dying ends all.
"""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor
from yiyang.beds import claims, facts
from yiyang.beds.errors import HoldExpired
from yiyang.beds.models import BedClaim
from yiyang.decisions.services import report_gaps
from yiyang.ledger.services import record_act
from yiyang.network.models import Bed
from yiyang.policy.book import Reading
from yiyang.rules.placement.terms import SUSPENDING_KINDS, Kind

KEEP_KEY = "transfer.keep_days"
KEPT_MOVES_KEY = "placement.kept_moves"
AT_HOME_MEDICAL = frozenset({Kind.HOME_MEDICAL_BED, Kind.HOME_PALLIATIVE})


def admit_hold(claim: BedClaim, *, reading: Reading, by: Actor, at: datetime) -> None:
    """Turn a reservation into a stay and settle everything the person leaves by it.

    Raises:
        HoldExpired: the reservation has ended meanwhile; nothing has been written.
    """
    claims.lock_person(claim.person_id)
    stay = facts.stay_of(claim.person_id)
    kind = Kind(claim.bed.kind)
    _leave(stay, kind, reading, by, at)
    if not claims.occupy(claim.pk, axis=claims.axis_of(kind), at=at):
        raise HoldExpired()
    if stay.kept is not None and _comes_home(stay, kind):
        resume(stay.kept, case_id=claim.case_id, at=at)


def _leave(stay: facts.Stay, kind: Kind, reading: Reading, by: Actor, at: datetime) -> None:
    """End what the new bed takes the place of."""
    axis = claims.axis_of(kind)
    left_medical = stay.medical is not None and (
        axis == "MEDICAL" or facts.kind_of(stay.medical) in SUSPENDING_KINDS
    )
    if left_medical:
        end_stay(stay.medical, reason="MOVED", by=by, at=at)
    leaves_care = axis == "CARE" or kind in SUSPENDING_KINDS
    if stay.care is not None and leaves_care:
        suspend(stay.care, kind, reading=reading, by=by, at=at)
    if axis == "CARE":
        for kept in stay.all_kept:
            claims.end(kept.pk, reason="MOVED", to_clean=True, at=at)


def _comes_home(stay: facts.Stay, kind: Kind) -> bool:
    """A medical bed at home after hospital: the person is back in the care bed kept for them."""
    was_away = stay.care is None and facts.kind_of(stay.medical) in SUSPENDING_KINDS
    return was_away and claims.axis_of(kind) == "MEDICAL" and kind not in SUSPENDING_KINDS


def suspend(care: BedClaim, to: Kind, *, reading: Reading, by: Actor, at: datetime) -> None:
    """End a care stay; keep its bed where the book says that this move keeps it.

    Nobody loses a bed by a gap in the book: without a value every bed is kept, and kept without
    an end, until the policy desk has settled it.
    """
    move = f"{care.bed.kind}>{to}"
    is_kept = move in reading.safest(KEPT_MOVES_KEY, (move,))
    lasts = reading.safest_duration(KEEP_KEY) if is_kept else None
    report_gaps(reading, at=at)
    end_stay(care, reason="SUSPENDED" if is_kept else "MOVED", by=by, at=at, to_clean=not is_kept)
    if is_kept:
        claims.begin(
            "KEEP",
            bed_id=care.bed_id,
            person_id=care.person_id,
            case_id=care.case_id,
            at=at,
            lasts=lasts,
        )


def resume(kept: BedClaim, *, case_id: int | None, at: datetime) -> None:
    """Let a person back into the bed kept for them."""
    claims.end(kept.pk, reason="RETURNED", to_clean=False, at=at)
    claims.begin("OCCUPY", bed_id=kept.bed_id, person_id=kept.person_id, case_id=case_id, at=at)


def end_stay(
    claim: BedClaim, *, reason: str, by: Actor, at: datetime, to_clean: bool = True
) -> None:
    """End a stay and write it in the service ledger."""
    claims.end(claim.pk, reason=reason, to_clean=to_clean, at=at)
    ended = BedClaim.objects.get(pk=claim.pk)
    record_act(
        kind=f"STAY_{claim.bed.kind}",
        person_id=claim.person_id,
        institution_id=claim.bed.institution_id,
        since=ended.span.lower,
        until=ended.span.upper,
        unit="STAY",
        source_kind="bed_claim",
        source_id=str(claim.pk),
        by=by,
        at=at,
    )


def make_ready(bed_id: int, *, at: datetime) -> None:
    """Let a bed that was just left be reserved at once: it is cleaned for its next person."""
    Bed.objects.filter(pk=bed_id, state=Bed.State.CLEANING).update(state=Bed.State.FREE)
    changed(at, bed=bed_id)


def end_everything(person_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """End every claim of a person: on leaving the network, or on death.  Reads no policy."""
    claims.lock_person(person_id)
    active = BedClaim.objects.filter(person=person_id, is_active=True).select_related("bed")
    for claim in active.order_by("bed"):
        if claim.kind == BedClaim.Kind.OCCUPY:
            end_stay(claim, reason=reason, by=by, at=at)
        else:
            is_kept = claim.kind == BedClaim.Kind.KEEP
            claims.end(claim.pk, reason=reason, to_clean=is_kept, at=at)
