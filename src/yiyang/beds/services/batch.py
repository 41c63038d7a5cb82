"""Placing a whole waiting list: propose, accept whole or not at all, carry the moves out.

A bed that is free now is reserved at acceptance.  A bed that a mover will leave is promised:
nobody else can have it while the mover is in it, and it is reserved for its successor in the
very transaction in which the mover is admitted elsewhere.  A cycle, in which each waits for
another's bed, is carried out at once by ``exchange``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from yiyang.audit.services import Actor, record
from yiyang.beds import claims
from yiyang.beds.batch_facts import waiting_list
from yiyang.beds.errors import ProposalStale
from yiyang.beds.models import BedClaim, Placement, PlacementRun
from yiyang.beds.services import moves
from yiyang.beds.services.admission import after_admission
from yiyang.beds.services.holds import reserve, send_records
from yiyang.beds.services.steps import reading_for
from yiyang.cases.models import Case
from yiyang.cases.services import advance
from yiyang.decisions.services import Subject, decide
from yiyang.kernel.plain import to_plain
from yiyang.network.models import Place
from yiyang.rules.placement.batch import place_all


@transaction.atomic
def propose_placements(*, place: Place, by: Actor, at: datetime) -> PlacementRun:
    """Propose beds for everybody who waits in a place; nothing is reserved yet.

    Raises:
        NotInForce: strict mode meets an unsettled line.
    """
    reading = reading_for(None, at)
    gathered = waiting_list(place, reading, at)
    decided = decide(
        place_all, gathered.facts, reading=reading, subject=Subject("place", place.pk), at=at
    )
    run = PlacementRun.objects.create(
        place=place,
        made_at=at,
        decision=decided.decision,
        placed=decided.result.placed,
        placed_first_come=decided.result.placed_first_come,
    )
    Placement.objects.bulk_create(
        Placement(
            run=run,
            transfer_id=move.transfer,
            bed_id=move.bed,
            vacated_by_id=move.after,
            cycle=move.group,
            reasons=to_plain([*move.reasons, *gathered.why(move.transfer)]),
        )
        for move in decided.result.moves
    )
    _audit_run("placement.propose", run, by, at)
    return run


@transaction.atomic
def accept_placements(*, run: PlacementRun, by: Actor, at: datetime) -> PlacementRun:
    """Accept a proposal whole: reserve the beds free now, promise those that movers leave.

    Raises:
        ProposalStale: the list or the beds have changed since; nothing has been written.
    """
    locked = PlacementRun.objects.select_for_update().select_related("place", "decision").get(
        pk=run.pk
    )  # fmt: skip
    placed = locked.placements.filter(bed__isnull=False)
    _lock_people(placed)
    chosen = list(
        placed.select_related("transfer__case", "transfer__person", "bed")
        .order_by("transfer__case_id")
    )  # fmt: skip
    cases = [placement.transfer.case_id for placement in chosen]
    list(Case.objects.select_for_update(no_key=True).filter(pk__in=cases).order_by("pk"))
    reading = reading_for(None, at)
    facts_now = waiting_list(locked.place, reading, at).facts
    if locked.state != PlacementRun.State.PROPOSED or to_plain(facts_now) != locked.decision.facts:
        raise ProposalStale()
    for placement in chosen:
        _take_up(placement, by, at)
    locked.state = PlacementRun.State.ACCEPTED
    locked.accepted_at, locked.accepted_by_id = at, by.account_id
    locked.save(update_fields=["state", "accepted_at", "accepted_by"])
    _audit_run("placement.accept", locked, by, at)
    return locked


def _take_up(placement: Placement, by: Actor, at: datetime) -> None:
    transfer = placement.transfer
    transfer.case.refresh_from_db()
    if placement.vacated_by_id is None:
        _reserve_own(placement, by, at)
        return
    transfer.case = advance(
        case=transfer.case,
        action="PROMISE",
        by=by,
        at=at,
        reading=reading_for(transfer, at),
        params={"bed": placement.bed_id, "institution": placement.bed.institution_id},
    )


def _reserve_own(placement: Placement, by: Actor, at: datetime) -> BedClaim:
    return reserve(
        transfer=placement.transfer,
        institution_id=placement.bed.institution_id,
        bed_id=placement.bed_id,
        by=by,
        at=at,
    )


@transaction.atomic
def exchange(*, run: PlacementRun, cycle: int, by: Actor, at: datetime) -> list[BedClaim]:
    """Carry out one cycle: everybody leaves and everybody is admitted, in one transaction.

    The records of each go to their new institution in the same moment: before it nobody there
    was to read them.

    Raises:
        ProposalStale: the cycle is not promised (any more), or is a chain.
    """
    chosen = run.placements.filter(cycle=cycle, bed__isnull=False)
    _lock_people(chosen)
    members = list(
        chosen.select_related("transfer__case", "transfer__person", "bed")
        .order_by("transfer__person_id")
    )  # fmt: skip
    is_cycle = members and all(m.vacated_by_id for m in members)
    if not is_cycle or any(m.transfer.case.state != "PROMISED" for m in members):
        raise ProposalStale()
    _leave_beds(members, by, at)
    taken = [_reserve_own(placement, by, at) for placement in members]
    for placement, claim in zip(members, taken, strict=True):
        transfer = send_records(transfer=placement.transfer, by=by, at=at)
        moves.admit_hold(claim, reading=reading_for(transfer, at), by=by, at=at)
        after_admission(transfer, claim, by, at)
    _audit_run("placement.exchange", run, by, at)
    return taken


def _lock_people(placements: QuerySet[Placement]) -> None:
    """Lock everybody concerned, in one order, before any row of theirs is read."""
    people = placements.order_by("transfer__person_id")
    for person in people.values_list("transfer__person_id", flat=True):
        claims.lock_person(person)


def _leave_beds(members: Iterable[Placement], by: Actor, at: datetime) -> None:
    for placement in members:
        claim = placement.transfer.from_claim
        if claim is None or not claim.is_active:
            raise ProposalStale()
        moves.end_stay(claim, reason="EXCHANGED", by=by, at=at, to_clean=False)


def _audit_run(action: str, run: PlacementRun, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="placement_run",
        subject_id=run.pk,
        payload={"placed": run.placed, "first_come": run.placed_first_come},
    )
