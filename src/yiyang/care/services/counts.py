"""Raising how often a person gets an item."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access.models import Assignment
from yiyang.assessments.selectors import latest_valid
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.care.errors import CountNotRaised, NotInPlan
from yiyang.care.facts import day_of
from yiyang.care.models import Plan, PlanItem
from yiyang.care.selectors import used_counts
from yiyang.care.services.windows import arrange_item, is_followed
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.rules.care.raising import RaiseFacts, raise_count
from yiyang.rules.packages import catalogue


@transaction.atomic
def raise_item(*, plan_item_id: int, more: int, by: Actor, at: datetime) -> PlanItem:
    """Raise the count of an item in a person's plan, when the rule lets this role do so.

    Raises:
        NotInPlan: the plan has ended, or the item is no longer in it.
        CountNotRaised: the rule says no; ``reasons`` has all of them.  Nothing is written.
    """
    row = (
        PlanItem.objects.select_for_update(of=("self",)).select_related("plan").get(pk=plan_item_id)
    )
    plan, day = row.plan, day_of(at)
    if plan.state != Plan.State.CURRENT or row.is_withdrawn:
        raise NotInPlan()
    reading = read_book(day)
    role = Assignment.objects.values_list("role", flat=True).get(pk=by.assignment_id)
    facts = RaiseFacts(
        item=row.item,
        role=role,
        count=row.count + row.raised,
        more=more,
        is_assessed=bool(latest_valid(plan.person_id, day)),
    )
    subject = Subject("PLAN_ITEM", row.pk, plan.person_id)
    decided = decide(raise_count, facts, reading=reading, subject=subject, at=at)
    if not decided.result.allowed:
        raise CountNotRaised(*decided.result.reasons)
    row.raised = decided.result.count - row.count
    row.save(update_fields=["raised"])
    if row.every_days is not None and not is_followed(row):
        is_visit = catalogue(reading)[row.item].group in reading.codes("care.visit_groups")
        used = used_counts(plan, [row.item])[row.item]
        arrange_item(plan, row, day, used=used, is_visit=is_visit)
    record(
        by=by,
        at=at,
        action="care.raise_item",
        subject_kind="plan_item",
        subject_id=row.pk,
        person_id=plan.person_id,
        payload={"item": row.item, "more": more, "decision": decided.decision.pk},
    )
    changed(at, plan=plan.pk)
    return row
