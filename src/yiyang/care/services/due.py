"""Ending what is due: by the act that did it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.care.errors import NotDue, OtherPersonsAct
from yiyang.care.models import DueWork
from yiyang.ledger.models import Act


@transaction.atomic
def complete_due(*, due_work_id: int, act: Act, by: Actor, at: datetime) -> DueWork:
    """Close due work by the act that did it, and return it.

    Raises:
        NotDue: it is done or cancelled already.
        OtherPersonsAct: the act was for somebody else.
        DueWork.DoesNotExist: there is no such work.
    """
    work = DueWork.objects.select_for_update().get(pk=due_work_id)
    if work.state != DueWork.State.DUE:
        raise NotDue(item=f"ITEM_{work.item}")
    if act.person_id != work.person_id:
        raise OtherPersonsAct()
    work.state, work.act = DueWork.State.DONE, act
    work.save(update_fields=["state", "act"])
    record(
        by=by,
        at=at,
        action="care.complete_due",
        subject_kind="due_work",
        subject_id=work.pk,
        person_id=work.person_id,
        payload={"item": work.item, "act": act.pk, "due_on": work.due_on},
    )
    return work
