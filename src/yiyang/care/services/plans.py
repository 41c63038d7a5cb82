"""Drawing up a person's plan, and drawing it again when something behind it has changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from yiyang.agreements.models import Agreement, Member
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.care.errors import NoFamilyDoctor
from yiyang.care.facts import day_of, plan_facts, who_answers
from yiyang.care.models import DueWork, FollowUp, Plan, PlanItem
from yiyang.care.services.windows import arrange, open_programme
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.care.plan import DrawnPlan, PlanFacts, PlannedItem, draw_plan


@transaction.atomic
def draw_up_for_member(*, member_id: int, by: Actor, at: datetime) -> Plan:
    """Draw up the plan of a person who has a family doctor, or draw it again.

    One plan at a time: a plan of an earlier year or of another doctor ends here with what is
    still due of it; what was done stays and is reckoned in.

    Raises:
        NoFamilyDoctor: it is no family doctor's agreement in force on that day.
        NotInForce: the book lacks the catalogue or a package.
    """
    member = Member.objects.select_related("agreement").get(pk=member_id)
    day = day_of(at)
    if not _in_force(member, day):
        raise NoFamilyDoctor()
    person = Person.objects.select_for_update(no_key=True).get(pk=member.person_id)
    reading = read_book(day)
    facts = plan_facts(member, day)
    decided = decide(
        draw_plan, facts, reading=reading, subject=Subject("PLAN", member.pk, person.pk), at=at
    )
    plan = _plan_of(member, facts, decided, at)
    _write_items(plan, decided.result)
    arrange(plan, decided.result, day)
    _open_programmes(plan, decided.result, day, reading)
    record(
        by=by,
        at=at,
        action="care.draw_up",
        subject_kind="plan",
        subject_id=plan.pk,
        person_id=person.pk,
        payload={
            "member": member.pk,
            "since": facts.since,
            "until": facts.until,
            "items": {item.code: item.count for item in decided.result.items},
            "decision": decided.decision.pk,
        },
    )
    changed(at, plan=_plans_of(person.pk))
    return plan


def draw_up_for_person(*, person_id: int, by: Actor, at: datetime) -> Plan:
    """Draw up the plan of a person by the family doctor agreement they have now.

    Raises:
        NoFamilyDoctor: there is none.
        NotInForce: as ``draw_up_for_member``.
    """
    member = member_of(person_id, day_of(at))
    if member is None:
        raise NoFamilyDoctor()
    return draw_up_for_member(member_id=member.pk, by=by, at=at)


def member_of(person_id: int, day: date) -> Member | None:
    """Return a person's membership with a family doctor in force on a day, or None."""
    return (
        Member.objects.filter(
            person=person_id,
            slot=Member.Slot.FAMILY_DOCTOR,
            span__contains=day,
            agreement__state=Agreement.State.IN_FORCE,
        )
        .select_related("agreement")
        .first()
    )


@transaction.atomic
def end_plan(*, person_id: int, by: Actor, at: datetime) -> int:
    """End a person's plan and cancel what is still due; return how many things were.

    Called when the agreement has ended or the person has died.
    """
    plans = Plan.objects.filter(person=person_id, state=Plan.State.CURRENT)
    for plan in plans.select_for_update():
        _end(plan)
    cancelled = DueWork.objects.filter(person=person_id, state=DueWork.State.DUE).update(
        state=DueWork.State.CANCELLED
    )
    record(
        by=by,
        at=at,
        action="care.end_plan",
        subject_kind="person",
        subject_id=person_id,
        person_id=person_id,
        payload={"cancelled": cancelled},
    )
    changed(at, plan=_plans_of(person_id))
    return cancelled


def _plans_of(person_id: int) -> list[int]:
    return list(Plan.objects.filter(person=person_id).values_list("pk", flat=True))


def _in_force(member: Member, day: date) -> bool:
    until = member.span.upper
    return (
        member.slot == Member.Slot.FAMILY_DOCTOR
        and member.agreement.state == Agreement.State.IN_FORCE
        and member.span.lower <= day
        and (until is None or day < until)
    )


def _plan_of(member: Member, facts: PlanFacts, decided: Decided[DrawnPlan], at: datetime) -> Plan:
    """Return the person's current plan for this year, brought up to date or newly made."""
    span = DateRange(facts.since, facts.until)
    current = Plan.objects.filter(person=member.person_id, state=Plan.State.CURRENT)
    plan = None
    for row in current.select_for_update():
        if (row.member_id, row.span.lower) == (member.pk, facts.since):
            plan = row
        else:
            _end(row)
    plan = plan or Plan(person_id=member.person_id, member=member)
    plan.span, plan.drawn_at, plan.decision = span, at, decided.decision
    plan.institution_id = member.institution_id
    plan.practitioner_id, plan.team_id = who_answers(member)
    plan.save()
    return plan


def _end(plan: Plan) -> None:
    plan.state = Plan.State.ENDED
    plan.save(update_fields=["state"])
    of_plan = DueWork.objects.filter(plan_item__plan=plan, state=DueWork.State.DUE)
    of_plan.exclude(kind=DueWork.Kind.FOLLOW_UP).update(state=DueWork.State.CANCELLED)


def _write_items(plan: Plan, drawn: DrawnPlan) -> None:
    """Bring the rows of the plan's items to what the rule drew; a raise is kept."""
    held = {row.item: row for row in plan.items.all()}
    for planned in drawn.items:
        row = held.pop(planned.code, None) or PlanItem(plan=plan, item=planned.code)
        _fill(row, planned)
        row.save()
    PlanItem.objects.filter(pk__in=[row.pk for row in held.values()]).update(is_withdrawn=True)


def _fill(row: PlanItem, planned: PlannedItem) -> None:
    row.count, row.every_days, row.is_withdrawn = planned.count, planned.every_days, False
    row.reasons = [
        {"source": reason.source, "code": reason.code, "count": reason.count}
        for reason in planned.reasons
    ]


def _open_programmes(plan: Plan, drawn: DrawnPlan, day: date, reading: Reading) -> None:
    """Let each follow-up calendar have one date open, and end those of groups left."""
    wanted = {programme.item for programme in drawn.programmes}
    still = DueWork.objects.filter(
        person=plan.person_id, kind=DueWork.Kind.FOLLOW_UP, state=DueWork.State.DUE
    )
    still.filter(~Q(item__in=wanted)).update(state=DueWork.State.CANCELLED)
    still.filter(item__in=wanted).update(
        institution=plan.institution_id, practitioner=plan.practitioner_id, team=plan.team_id
    )
    opened = set(still.values_list("item", flat=True))
    closed = _closed(plan.person_id, [programme.group for programme in drawn.programmes])
    for programme in drawn.programmes:
        if programme.item not in opened and programme.group not in closed:
            open_programme(plan, programme, day, reading)


def _closed(person_id: int, groups: Iterable[str]) -> set[str]:
    """Return the programmes whose last follow-up closed them for good."""
    last = (
        FollowUp.objects.filter(person=person_id, programme__in=list(groups))
        .order_by("programme", "-done_at", "-pk")
        .distinct("programme")
    )
    return {row.programme for row in last if row.next_due_on is None}
