"""The work list of a desk: its open tasks, the overdue ones first."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from ninja import Router, Schema

from yiyang.access.powers import Power
from yiyang.cases.selectors import WorkItem, work_counts, worklist
from yiyang.faces.api.doors import Door, Request
from yiyang.faces.api.words import word

router = Router(tags=["work"])
READ = Door("work.read", Power.ANSWER_NOTICE)


class TaskOut(Schema):
    """One open task; ``case`` is its case, as ``/transfers/{key}`` names one of kind TRANSFER."""

    key: int
    case: int
    case_kind: str
    task: str
    task_name: str
    urgency: str
    opened_at: datetime
    due_at: datetime | None
    due: str


class Work(Schema):
    """What waits at a desk, and how much of it is overdue."""

    open: int
    overdue: int
    items: list[TaskOut]


@router.get("/work", response=Work, auth=READ, url_name="api_work")
def work(request: Request) -> Work:
    """What waits at the reader's desk, at most 200 tasks; ``open`` and ``overdue`` count all.

    A connected system reads what waits at the desks of its institution.
    """
    now = timezone.now()
    counts = work_counts(request.auth.assignment, now)
    items = [_task(item) for item in worklist(request.auth.assignment, now)]
    return Work(open=counts.open, overdue=counts.overdue, items=items)


def _task(item: WorkItem) -> TaskOut:
    task = item.task
    return TaskOut(
        key=task.pk,
        case=task.case_id,
        case_kind=task.case.kind,
        task=task.code,
        task_name=word(f"TASK_{task.code}"),
        urgency=task.case.urgency,
        opened_at=task.opened_at,
        due_at=task.due_at,
        due=item.due.value,
    )
