"""What care does when an agreement begins and ends: the plan of each of its people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from yiyang.agreements.models import Agreement, Member
from yiyang.audit.services import Actor
from yiyang.care.models import Plan
from yiyang.care.services import draw_up_for_member, end_plan

AT_ONCE = 200
SLOT = Member.Slot.FAMILY_DOCTOR
State = Agreement.State


def begin_plans(agreement: Agreement, *, by: Actor, at: datetime) -> int:
    """Draw up the plan of each person of an agreement that has begun; return how many."""
    return _draw_up(_begun(at).filter(agreement=agreement), by, at)


def begin_plans_due(*, by: Actor, at: datetime) -> int:
    """Draw up plans that are missing for agreements signed here; some at a time, by the job."""
    planned = Plan.objects.filter(member=OuterRef("pk"), state=Plan.State.CURRENT)
    rows = _begun(at).filter(~Exists(planned), agreement__draft__isnull=False)
    return _draw_up(rows[:AT_ONCE], by, at)


def end_plans(person_ids: Iterable[int], *, by: Actor, at: datetime) -> None:
    """End the plans of people whose agreement has ended, with what was still due."""
    for person_id in person_ids:
        end_plan(person_id=person_id, by=by, at=at)


def end_plans_over(*, by: Actor, at: datetime) -> int:
    """End each plan whose agreement is over and which no other took the place of."""
    today = timezone.localdate(at)
    rows = Plan.objects.filter(state=Plan.State.CURRENT, member__span__endswith__lte=today)
    people = list(rows.order_by("person_id").values_list("person_id", flat=True)[:AT_ONCE])
    for person_id in people:
        with transaction.atomic():
            end_plans([person_id], by=by, at=at)
    return len(people)


def _begun(at: datetime) -> QuerySet[Member]:
    rows = Member.objects.filter(
        slot=SLOT, agreement__state=State.IN_FORCE, span__contains=timezone.localdate(at)
    )
    return rows.order_by("pk")


def _draw_up(rows: QuerySet[Member], by: Actor, at: datetime) -> int:
    keys = list(rows.values_list("pk", flat=True))
    for key in keys:
        draw_up_for_member(member_id=key, by=by, at=at)
    return len(keys)
