"""Papers that an emergency went ahead without, handed in afterwards."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.beds.errors import PaperNotOwed
from yiyang.beds.models import Transfer
from yiyang.beds.services.evaluation import Scan
from yiyang.beds.services.steps import audit, lock_case
from yiyang.cases.services import attach
from yiyang.documents.services import keep_document


@transaction.atomic
def hand_in_paper(
    *, transfer: Transfer, kind: str, note: str, signed: Scan | None, by: Actor, at: datetime
) -> Transfer:
    """Keep a paper that a transfer still owes; with the last one the task to complete them is done.

    Args:
        note: what the paper says or where the original is; it stands on the timeline.
        signed: the paper as it was scanned, where there is one.

    Raises:
        PaperNotOwed: the transfer does not owe it, or a colleague has handed it in.
    """
    lock_case(transfer)
    if not transfer.case.attachments.filter(kind=kind, added_at__isnull=True).exists():
        raise PaperNotOwed()
    document = None
    if signed is not None:
        document = keep_document(
            by=by, at=at, body=signed.body, name=signed.name, person_id=transfer.person_id
        )
    attach(
        case=transfer.case,
        kind=kind,
        document=document,
        reference=f"note:{at.isoformat()}",
        note=note,
        by=by,
        at=at,
    )
    audit("hand_in_paper", transfer, by, at, kind=kind)
    return transfer
