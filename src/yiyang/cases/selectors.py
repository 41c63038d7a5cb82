"""Reading cases: one by its key, its timeline, what may be done now, the work of a desk."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from yiyang.access.models import Assignment, Role
from yiyang.access.powers import Power, has_power, powers_of
from yiyang.access.visibility import visible_to
from yiyang.cases.flow import Action, flow
from yiyang.cases.models import Attachment, Case, Event, Task
from yiyang.cases.services.tasks import EMERGENCIES
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.people.selectors import shown_names, visible_people
from yiyang.rules.calendar import CHINA

WORKLIST_LENGTH = 200
DESKS = (Role.CARE_DESK, Role.HOSPITAL_DESK, Role.CENTRE_DESK)


class DueState(StrEnum):
    """How a task stands to its deadline."""

    OVERDUE = "OVERDUE"
    TODAY = "DUE_TODAY"
    LATER = "DUE_LATER"
    NONE = "NO_DEADLINE"


@dataclass(frozen=True)
class WorkItem:
    """One open task of a desk with its case, and how it stands to its deadline."""

    task: Task
    due: DueState


@dataclass(frozen=True)
class WorkCounts:
    """How much waits at a desk."""

    open: int
    overdue: int


def cases_for(assignment: Assignment) -> QuerySet[Case]:
    """Return the cases an assignment may see.

    Those of a person visible to it, those of its own institution, those with an open task
    for its institution, or for its role and place; to a coordinator all those of its place,
    so that somebody whose home is not known is not lost between two tasks.
    """
    asked = Task.objects.filter(_addressed(assignment), case=OuterRef("pk"), state=Task.State.OPEN)
    seen = visible_to(assignment, person="person_id") | Exists(asked)
    if assignment.institution_id is not None:
        seen |= Q(institution_id=assignment.institution_id)
    elif assignment.place is not None and has_power(assignment, Power.COORDINATE):
        seen |= Q(place__code__within=assignment.place.code)
    return Case.objects.filter(seen)


def names_of_cases(assignment: Assignment, case_ids: Collection[int]) -> dict[int, str]:
    """Return whose each case is, by the case's key, as far as the assignment may see them."""
    cases = Case.objects.filter(pk__in=case_ids, person__in=visible_people(assignment))
    found = list(cases.select_related("person"))
    names = shown_names(assignment, [case.person for case in found if case.person])
    return {case.pk: names[case.person_id] for case in found if case.person_id}


def timeline(case: Case) -> QuerySet[Event]:
    """Return the events of a case, oldest first, with their decisions."""
    return case.events.select_related("decision").order_by("pk")


def documents_owed(case: Case) -> QuerySet[Attachment]:
    """Return what a case still owes after an emergency, the first due first."""
    return case.attachments.filter(added_at__isnull=True).order_by("required_by", "kind")


def documents_lacking(case: Case, action: str) -> tuple[str, ...]:
    """Return the kinds of document for want of which an action would be refused now.

    None in an emergency, which acts first.
    """
    needed = flow(case.kind, case.flow_version).action(action).needs_documents
    if not needed or case.urgency in EMERGENCIES:
        return ()
    present = set(case.attachments.filter(added_at__isnull=False).values_list("kind", flat=True))
    return tuple(kind for kind in needed if kind not in present)


def available_actions(case: Case, assignment: Assignment) -> list[Action]:
    """Return what an assignment may do in a case now.

    The state allows it, the role has the power, and, where the action ends tasks that are
    open, one of them is addressed to the assignment's institution or place.  A task of a role
    that could not do the action itself (the nurse's answer to an alarm) hides it from nobody.
    """
    shape = flow(case.kind, case.flow_version)
    held = [a for a in shape.open_in(case.state) if has_power(assignment, Power(a.power))]
    day = timezone.localdate()
    waiting = {
        (code, power)
        for code, role in case.tasks.filter(state=Task.State.OPEN).values_list("code", "role")
        for power in powers_of(role, day)
    }
    mine = case.tasks.filter(_reachable(assignment), state=Task.State.OPEN)
    asked = set(mine.values_list("code", flat=True))
    return [
        action
        for action in held
        if asked.intersection(action.closes)
        or not waiting.intersection((code, Power(action.power)) for code in action.closes)
    ]


def worklist(assignment: Assignment, at: datetime) -> Excerpt[WorkItem]:
    """Return the open tasks of an assignment's desk: overdue first, then by deadline."""
    tasks = (
        _tasks_of(assignment)
        .select_related("case", "institution", "place")
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )
    found = excerpt(tasks, WORKLIST_LENGTH)
    return Excerpt((WorkItem(task, due_state(task.due_at, at)) for task in found), more=found.more)


def work_counts(assignment: Assignment, at: datetime) -> WorkCounts:
    """Return how many tasks wait at an assignment's desk, and how many are overdue."""
    waiting = _tasks_of(assignment)
    return WorkCounts(waiting.count(), waiting.filter(due_at__lt=at).count())


def due_state(due_at: datetime | None, at: datetime) -> DueState:
    """Return how a deadline stands at a moment; today is the local day."""
    if due_at is None:
        return DueState.NONE
    if due_at < at:
        return DueState.OVERDUE
    is_today = due_at.astimezone(CHINA).date() == at.astimezone(CHINA).date()
    return DueState.TODAY if is_today else DueState.LATER


def _tasks_of(assignment: Assignment) -> QuerySet[Task]:
    """The open tasks of a desk; a connected system's are those of its institution's desks."""
    roles = DESKS if assignment.role == Role.CONNECTED_SYSTEM else (assignment.role,)
    return Task.objects.filter(_reachable(assignment), role__in=roles, state=Task.State.OPEN)


def _addressed(assignment: Assignment) -> Q:
    """Tasks of the assignment's institution, or of its role for its place."""
    if assignment.institution_id is not None:
        return Q(institution_id=assignment.institution_id)
    return _reachable(assignment) & Q(role=assignment.role)


def _reachable(assignment: Assignment) -> Q:
    """Tasks for the assignment's institution, for a place within its own, or for no place."""
    if assignment.institution_id is not None:
        return Q(institution_id=assignment.institution_id)
    if assignment.place is None:
        return Q(pk__in=())
    within = Q(place=None) | Q(place__code__within=assignment.place.code)
    return Q(institution=None) & within
