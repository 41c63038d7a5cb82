"""The timeline of a case: one event a step, and who took the last one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yiyang.access.models import Assignment
from yiyang.audit.services import Actor, record
from yiyang.cases.models import Case, Event
from yiyang.kernel.plain import to_plain
from yiyang.rules.calendar import CHINA

OPENED = "CASE_OPENED"
DOCUMENT_ADDED = "CASE_DOCUMENT_ADDED"
DOCUMENT_WITHDRAWN = "CASE_DOCUMENT_WITHDRAWN"
TASK_OPENED = "CASE_TASK_OPENED"
TASK_DONE = "CASE_TASK_DONE"
TASK_CANCELLED = "CASE_TASK_CANCELLED"
ESCALATED = "CASE_ESCALATED"
DUE_AGAIN = "CASE_DUE_AGAIN"
BY_PROGRAM = "CASE_BY_PROGRAM"


def write_event(
    case: Case,
    action: str,
    by: Actor,
    at: datetime,
    *,
    before: str | None = None,
    after: str | None = None,
    params: Mapping[str, Any] | None = None,
    note: str = "",
    decision_id: int | None = None,
    key: str | None = None,
) -> Event:
    """Add one event and its audit row.  The states default to the case's own."""
    plain = to_plain(dict(params or {}))
    event = Event.objects.create(
        case=case,
        at=at,
        account_id=by.account_id,
        assignment_id=by.assignment_id,
        action=action,
        from_state=case.state if before is None else before,
        to_state=case.state if after is None else after,
        params=plain,
        note=note,
        decision_id=decision_id,
        idempotency_key=key,
    )
    record(
        by=by,
        at=at,
        action=f"case.{action.lower()}",
        subject_kind="CASE",
        subject_id=case.pk,
        person_id=case.person_id,
        payload={"event": event.pk, "to": event.to_state, **plain},
    )
    return event


def who(assignment_id: int | None) -> str:
    """Return the role of an assignment, or the code for the program itself."""
    if assignment_id is None:
        return BY_PROGRAM
    return Assignment.objects.values_list("role", flat=True).get(pk=assignment_id)


def when(at: datetime | None) -> str:
    """Return a moment as local text for a refusal's sentence."""
    return "" if at is None else f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
