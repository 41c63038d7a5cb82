"""The dates of a plan: stretches of the year for its items, the open date of each calendar."""

from __future__ import annotations

from datetime import date, timedelta

from yiyang.care.models import DueWork, FollowUp, Plan, PlanItem
from yiyang.care.selectors import used_counts
from yiyang.policy.book import Reading
from yiyang.rules.care.plan import DrawnPlan, Programme, windows
from yiyang.rules.care.terms import days_of

OPEN = DueWork.State.DUE


def arrange(plan: Plan, drawn: DrawnPlan, day: date) -> None:
    """Give every item of a plan that is not on request its dates from ``day`` to its end.

    What is done is reckoned in; dates that already fit are left as they are.
    """
    visits = {item.code for item in drawn.items if item.is_visit}
    used = used_counts(plan)
    for row in plan.items.all():
        if row.every_days is not None and not is_followed(row):
            arrange_item(plan, row, day, used=used[row.item], is_visit=row.item in visits)


def arrange_item(plan: Plan, row: PlanItem, day: date, *, used: int, is_visit: bool) -> None:
    """Bring the dates of one item to its count, less what is used.

    At most one a day; visits keep their distance, and are not crowded into what is left of a
    year because a bed was opened late in it.
    """
    since = max(day, plan.span.lower)
    count = 0 if row.is_withdrawn else row.count + row.raised
    days = (plan.span.upper - since).days
    remaining = min(max(count - used, 0), days)
    if is_visit and row.every_days:
        every = max(row.every_days * row.count // max(count, 1), 1)
        remaining = min(remaining, -(-days // every))
    open_now = row.due_work.filter(state=OPEN)
    if open_now.count() == remaining:
        return
    open_now.update(state=DueWork.State.CANCELLED)
    DueWork.objects.bulk_create(
        DueWork(
            person_id=plan.person_id,
            item=row.item,
            plan_item=row,
            kind=DueWork.Kind.VISIT if is_visit else DueWork.Kind.SERVICE,
            due_from=first,
            due_on=last,
            institution_id=plan.institution_id,
            practitioner_id=plan.practitioner_id,
            team_id=plan.team_id,
            decision_id=plan.decision_id,
        )
        for first, last in windows(since, plan.span.upper, remaining)
    )


def open_programme(plan: Plan, programme: Programme, day: date, reading: Reading) -> DueWork:
    """Open the next date of a follow-up calendar: as the last one said, else within its days."""
    last = (
        FollowUp.objects.filter(person=plan.person_id, programme=programme.group)
        .order_by("-done_at", "-pk")
        .first()
    )
    due_on = last.next_due_on if last and last.next_due_on else None
    due_on = due_on or day + timedelta(days=programme.first_within_days)
    row = plan.items.filter(item=programme.item).first()
    return DueWork.objects.create(
        person_id=plan.person_id,
        item=programme.item,
        plan_item=row,
        kind=DueWork.Kind.FOLLOW_UP,
        due_from=max(min(day, due_on), due_on - days_of("follow_up.due_from_days", reading)),
        due_on=due_on,
        institution_id=plan.institution_id,
        practitioner_id=plan.practitioner_id,
        team_id=plan.team_id,
        decision_id=plan.decision_id,
    )


def is_followed(row: PlanItem) -> bool:
    """Tell whether an item goes by a follow-up calendar, one date after the other."""
    return row.item.startswith("FOLLOW_UP_")
