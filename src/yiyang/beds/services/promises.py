"""A bed promised in an accepted batch goes to its next person as soon as it is left.

Where the mover stays where they are, or the bed cannot be had after all, the promise is broken:
whoever waited for it stands before the coordinator again.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from yiyang.audit.services import Actor
from yiyang.audit.sql import rows
from yiyang.beds.errors import NoFreeBed
from yiyang.beds.models import Placement, PlacementRun, Transfer
from yiyang.beds.services import moves
from yiyang.beds.services.holds import reserve
from yiyang.beds.services.steps import reading_for, tell_coordinator
from yiyang.cases.services import advance
from yiyang.policy.book import NotInForce

PROMISE_BROKEN = "PROMISE_BROKEN"
EVER = "select 1 from beds_placement where vacated_by_id = %(mover)s limit 1"


def hand_over(*, left_by: Transfer, by: Actor, at: datetime) -> None:
    """Reserve the bed that a mover has just left for whom it was promised to, if anybody.

    Never refuses the mover: a bed that was not left after all breaks the promise instead.
    """
    if not rows(EVER, mover=left_by.pk):
        return  # nearly always: nothing of this mover's was ever promised
    for promised in _promised(left_by):
        moves.make_ready(promised.bed_id, at=at)
        try:
            with transaction.atomic():
                reserve(
                    transfer=promised.transfer,
                    institution_id=promised.bed.institution_id,
                    bed_id=promised.bed_id,
                    by=by,
                    at=at,
                )
        except NoFreeBed:
            promised.transfer.refresh_from_db()
            _break(promised, by, at)


def break_promises(*, left_by: Transfer, by: Actor, at: datetime) -> None:
    """Put whoever waits for a mover's bed before the coordinator: the mover does not move.

    Never refuses: where the book has no clock for that, the coordinator is told all the same.
    """
    for promised in _promised(left_by):
        try:
            with transaction.atomic():
                _break(promised, by, at)
        except NotInForce:
            tell_coordinator(promised.transfer, f"TRANSFER_{PROMISE_BROKEN}", by, at)


def _promised(left_by: Transfer) -> QuerySet[Placement]:
    """The promise of a mover's bed that still stands: the last one made to whom it was made."""
    accepted = Placement.objects.filter(run__state=PlacementRun.State.ACCEPTED)
    last = accepted.filter(transfer=OuterRef("transfer"), bed__isnull=False).order_by("-run")
    return accepted.filter(
        vacated_by=left_by,
        transfer__case__state="PROMISED",
        pk=Subquery(last.values("pk")[:1]),
    ).select_related("transfer__case", "transfer__person", "bed").order_by("pk")  # fmt: skip


def _break(promised: Placement, by: Actor, at: datetime) -> None:
    transfer = promised.transfer
    reading = reading_for(transfer, at, urgent=True)
    transfer.case = advance(
        case=transfer.case,
        action="ESCALATE",
        by=by,
        at=at,
        reading=reading,
        params={"reason": PROMISE_BROKEN},
    )
    broken = {"code": f"BATCH_{PROMISE_BROKEN}", "params": {}, "because": ""}
    promised.reasons = [*promised.reasons, broken]
    promised.save(update_fields=["reasons"])
    tell_coordinator(transfer, f"TRANSFER_{PROMISE_BROKEN}", by, at)
    break_promises(left_by=transfer, by=by, at=at)
