"""Where cases meet those on duty: an answer stops the clock, a late task goes to the next."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yiyang.access.models import Role
from yiyang.audit.services import Actor
from yiyang.cases.models import Task
from yiyang.cases.services import timeline
from yiyang.cases.services.tasks import CASE, EMERGENCIES
from yiyang.notices.models import Notice
from yiyang.notices.services import acknowledge, notify
from yiyang.policy.book import Reading
from yiyang.rules.calendar import clock_or_none

BATCH = 100
RESPOND = "RESPOND"
OVERDUE_NOTICE = "TASK_OVERDUE"
ANSWER_CLOCK = "case.clock.overdue_answer"


@transaction.atomic
def acknowledge_notice(*, notice: Notice, by: Actor, at: datetime) -> list[Task]:
    """Take the answer to a notice; one about a case also ends its task ``RESPOND``.

    Returns the tasks it ended: the institution's own and the one for no institution, or all
    when the notice was for a place.

    Raises:
        AlreadyAcknowledged: somebody answered before.
    """
    answered = acknowledge(notice=notice, by=by, at=at)
    if answered.subject_kind != CASE:
        return []
    waiting = Task.objects.filter(
        case_id=answered.subject_id, code=RESPOND, state=Task.State.OPEN
    ).select_related("case")
    if answered.institution_id is not None:
        here = Q(institution_id=answered.institution_id) | Q(institution=None)
        waiting = waiting.filter(here)
    tasks = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    for task in tasks:
        task.state, task.done_at, task.done_by_id = Task.State.DONE, at, by.account_id
        task.save(update_fields=["state", "done_at", "done_by"])
        timeline.write_event(
            task.case,
            timeline.TASK_DONE,
            by,
            at,
            params={"task": task.code, "notice": answered.pk},
        )
    return tasks


def escalate_due(*, at: datetime, by: Actor, reading: Reading) -> int:
    """Tell the coordinators of every task past its deadline, once each; return how many.

    Safe to run twice, or in two processes at once.

    Args:
        reading: the book at the day of ``at``, for how long the answer is waited for.
    """
    done = 0
    while True:
        with transaction.atomic():
            late = list(
                Task.objects.select_for_update(skip_locked=True, of=("self",))
                .filter(state=Task.State.OPEN, escalated_at=None, due_at__lte=at)
                .select_related("case", "institution")
                .order_by("due_at")[:BATCH]
            )
            for task in late:
                _escalate(task, by, at, reading)
        done += len(late)
        if len(late) < BATCH:
            return done


def _escalate(task: Task, by: Actor, at: datetime, reading: Reading) -> None:
    task.escalated_at = at
    task.save(update_fields=["escalated_at"])
    case = task.case
    due = clock_or_none(at, f"{ANSWER_CLOCK}.{case.urgency.lower()}", reading)
    place_id = task.place_id or case.place_id
    if place_id is None and task.institution is not None:
        place_id = task.institution.place_id
    timeline.write_event(case, timeline.ESCALATED, by, at, params={"task": task.code})
    notify(
        code=OVERDUE_NOTICE,
        params={"task": task.code, "case": case.pk},
        subject_kind=CASE,
        subject_id=case.pk,
        role=Role.COORDINATOR,
        place_id=place_id,
        urgent=case.urgency in EMERGENCIES,
        escalate_after=due.at - at if due.at else None,
        link="/work/",
        by=by,
        at=at,
    )
