"""A bed promised in an accepted batch goes to its next person as soon as it is left."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import Actor
from yiyang.beds.models import Placement, PlacementRun, Transfer
from yiyang.beds.services import moves
from yiyang.beds.services.holds import reserve


def hand_over(*, left_by: Transfer, by: Actor, at: datetime) -> None:
    """Reserve the bed that a mover has just left for whom it was promised to, if anybody."""
    promised = (
        Placement.objects.filter(
            vacated_by=left_by,
            run__state=PlacementRun.State.ACCEPTED,
            transfer__case__state="PROMISED",
        )
        .select_related("transfer__case", "transfer__person", "bed")
        .first()
    )
    if promised is None:
        return
    moves.make_ready(promised.bed_id, at=at)
    institution = promised.bed.institution_id
    reserve(
        transfer=promised.transfer,
        institution_id=institution,
        bed_id=promised.bed_id,
        by=by,
        at=at,
    )
