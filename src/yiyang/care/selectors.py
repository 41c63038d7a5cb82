"""Reading care: what is due at a desk, a person's plan with what is used and left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone

from yiyang.access.models import Assignment, Grant
from yiyang.access.visibility import visible_to
from yiyang.care.facts import day_of
from yiyang.care.models import Consultation, DueWork, FollowUp, Plan, PlanItem
from yiyang.decisions.services import read_book
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.key_groups.models import Membership
from yiyang.ledger.selectors import standing_acts
from yiyang.network.models import Practitioner

SCOPE = Grant.Scope.SUMMARY
DESK_LENGTH = 200


@dataclass(frozen=True)
class DeskSearch:
    """What to show of a desk: a key group or an item, empty for all; the whole house or own."""

    group: str = ""
    item: str = ""
    whole_house: bool = False


@dataclass(frozen=True)
class DeskCounts:
    """How much is open at a desk today, how much of it late, and by item."""

    open: int
    late: int
    by_item: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ItemUse:
    """One item of a plan with how often it was done in the plan's span, and how often is left."""

    row: PlanItem
    allowed: int
    used: int

    @property
    def left(self) -> int:
        """How often is left; never below zero, though more may have been done."""
        return max(self.allowed - self.used, 0)


def worker_of(assignment: Assignment) -> Practitioner | None:
    """Return the practitioner that an acting account is, or None."""
    return Practitioner.objects.filter(account=assignment.account_id).first()


def due_work_for(assignment: Assignment) -> QuerySet[DueWork]:
    """Return the due work, of whatever state, of everybody an assignment may see."""
    seen = visible_to(assignment, person="person_id", scope=SCOPE)
    return DueWork.objects.filter(seen).select_related("person", "plan_item__plan")


def due_for(assignment: Assignment, pk: int) -> DueWork:
    """Return one piece of due work.

    Raises:
        Http404: there is none, or its person may not be seen; the two look the same.
    """
    return get_object_or_404(due_work_for(assignment), pk=pk)


def desk_work(assignment: Assignment, at: datetime, search: DeskSearch) -> Excerpt[DueWork]:
    """Return what is late, due today or due within the book's days, the longest late first."""
    rows = _of_desk(assignment, at, search).order_by("due_on", "person__name_key", "pk")
    return excerpt(rows.select_related("person", "plan_item__plan"), DESK_LENGTH)


def desk_counts(assignment: Assignment, at: datetime, search: DeskSearch) -> DeskCounts:
    """Return how much is open at a desk today, how much late, and how much of each item."""
    rows = _of_desk(assignment, at, DeskSearch(whole_house=search.whole_house))
    late = Count("pk", filter=Q(due_on__lt=day_of(at)))
    found = rows.values("item").annotate(open=Count("pk"), late=late).order_by("-open", "item")
    lines = list(found)
    return DeskCounts(
        open=sum(line["open"] for line in lines),
        late=sum(line["late"] for line in lines),
        by_item=tuple((line["item"], line["open"]) for line in lines),
    )


def _of_desk(assignment: Assignment, at: datetime, search: DeskSearch) -> QuerySet[DueWork]:
    """The open work of the acting doctor's own people, or of the house, that is due soon."""
    day = day_of(at)
    until = day + read_book(day).duration("care.desk_ahead")
    seen = visible_to(assignment, person="person_id", scope=SCOPE)
    rows = DueWork.objects.filter(seen, state=DueWork.State.DUE)
    rows = rows.filter(due_from__lte=day, due_on__lte=until)
    worker = None if search.whole_house else worker_of(assignment)
    if worker is not None:
        rows = rows.filter(practitioner=worker)
    else:
        rows = rows.filter(institution=assignment.institution_id)
    if search.item:
        rows = rows.filter(item=search.item)
    if search.group:
        members = Membership.objects.filter(group=search.group, span__contains=day)
        rows = rows.filter(person__in=members.values("person"))
    return rows


def plan_for(assignment: Assignment, person_id: int, day: date) -> Plan | None:
    """Return the plan of a person in force on a day, as far as an assignment may see it."""
    seen = visible_to(assignment, person="person_id", scope=SCOPE)
    rows = Plan.objects.filter(seen, person=person_id, state=Plan.State.CURRENT)
    rows = rows.filter(span__contains=day)
    return rows.select_related("practitioner", "institution", "team", "decision").first()


def item_for(assignment: Assignment, pk: int) -> PlanItem:
    """Return one item of a current plan.

    Raises:
        Http404: there is none, or its person may not be seen; the two look the same.
    """
    seen = visible_to(assignment, person="plan__person_id", scope=SCOPE)
    rows = PlanItem.objects.filter(seen, plan__state=Plan.State.CURRENT, is_withdrawn=False)
    return get_object_or_404(rows.select_related("plan__person"), pk=pk)


def uses_of(plan: Plan) -> list[ItemUse]:
    """Return the items of a plan with used and left, in the order of their codes."""
    used = used_counts(plan)
    rows = plan.items.filter(Q(is_withdrawn=False) | Q(item__in=list(used))).order_by("item")
    return [
        ItemUse(row, 0 if row.is_withdrawn else row.count + row.raised, used[row.item])
        for row in rows
    ]


def used_counts(plan: Plan, items: Collection[str] | None = None) -> Counter[str]:
    """Return how often each item was done for the person of a plan in its span.

    Only acts of the ledger that stand count; a reversed act does not.
    """
    since, until = _moments(plan)
    acts = standing_acts().filter(
        person=plan.person_id, span__startswith__gte=since, span__startswith__lt=until
    )
    acts = acts.exclude(item="") if items is None else acts.filter(item__in=items)
    found = acts.values("item").annotate(used=Sum("quantity"))
    return Counter({line["item"]: line["used"] for line in found})


def calendar_for(assignment: Assignment, person_id: int) -> list[DueWork]:
    """Return a person's open dates, the next first: one calendar of visits and follow-ups."""
    rows = due_work_for(assignment).filter(person=person_id, state=DueWork.State.DUE)
    return list(rows.order_by("due_on", "item")[:DESK_LENGTH])


def follow_ups_for(assignment: Assignment, person_id: int) -> QuerySet[FollowUp]:
    """Return a person's follow-ups as far as an assignment may see them, newest first."""
    seen = visible_to(assignment, person="person_id", scope=SCOPE)
    rows = FollowUp.objects.filter(seen, person=person_id).select_related("decision")
    return rows.order_by("-done_at", "-pk")


def follow_up_for(assignment: Assignment, pk: int) -> FollowUp:
    """Return one follow-up.

    Raises:
        Http404: there is none, or its person may not be seen; the two look the same.
    """
    seen = visible_to(assignment, person="person_id", scope=SCOPE)
    return get_object_or_404(
        FollowUp.objects.filter(seen).select_related("person", "decision", "act"), pk=pk
    )


def consultations_for(assignment: Assignment) -> QuerySet[Consultation]:
    """Return the consultations of everybody an assignment may see, newest first."""
    seen = visible_to(assignment, person="person_id", scope=SCOPE)
    rows = Consultation.objects.filter(seen).select_related("person", "case", "decision")
    return rows.order_by("-asked_at", "-pk")


def consultation_for(assignment: Assignment, case_id: int) -> Consultation:
    """Return the consultation of a case.

    Raises:
        Http404: there is none, or its person may not be seen; the two look the same.
    """
    return get_object_or_404(consultations_for(assignment), case=case_id)


def _moments(plan: Plan) -> tuple[datetime, datetime]:
    """Return the first moment of a plan and the first after it."""
    first, until = (
        timezone.make_aware(datetime.combine(day, datetime.min.time()))
        for day in (plan.span.lower, plan.span.upper)
    )
    return first, until
