"""Items of a plan that are done at the desk: the act, and the date it closes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.beds.selectors import hospital_stays
from yiyang.care.errors import NotDue
from yiyang.care.facts import day_of
from yiyang.care.models import DueWork
from yiyang.care.services.due import complete_due
from yiyang.decisions.services import read_book
from yiyang.ledger.models import Act
from yiyang.ledger.services import deliver
from yiyang.rules.packages import catalogue

KIND = "SERVICE"
SOURCE = "due_work"


@transaction.atomic
def do_work(
    *,
    due_work_id: int,
    minutes: int,
    institution_id: int,
    practitioner_id: int | None,
    by: Actor,
    at: datetime,
) -> DueWork:
    """Keep that something due was done, in the ``minutes`` until ``at``, and close its date.

    Raises:
        NotDue: it is done or cancelled already.
        ActNotAccepted: the rule of the ledger refuses the act; nothing has been written.
    """
    work = DueWork.objects.select_for_update().get(pk=due_work_id)
    if work.state != DueWork.State.DUE:
        raise NotDue(item=f"ITEM_{work.item}")
    item = catalogue(read_book(day_of(at)))[work.item]
    since = at - timedelta(minutes=minutes)
    act = deliver(
        kind=KIND,
        person_id=work.person_id,
        institution_id=institution_id,
        practitioner_id=practitioner_id,
        since=since,
        until=at,
        item=work.item,
        source_kind=SOURCE,
        source_id=str(work.pk),
        hospital_stays=hospital_stays(work.person_id, since, at),
        unit=item.unit,
        by=by,
        at=at,
    )
    return complete_due(due_work_id=work.pk, act=act, by=by, at=at)


@transaction.atomic
def settle_due(*, act: Act, by: Actor, at: datetime) -> DueWork | None:
    """Close the earliest open date of an act's item, where there is one, and return it."""
    open_ones = DueWork.objects.select_for_update().filter(
        person=act.person_id, item=act.item, state=DueWork.State.DUE
    )
    work = open_ones.exclude(kind=DueWork.Kind.FOLLOW_UP).order_by("due_on", "pk").first()
    if work is None:
        return None
    return complete_due(due_work_id=work.pk, act=act, by=by, at=at)
