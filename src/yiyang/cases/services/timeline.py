"""The timeline of a case: one event a step, and who took the last one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yiyang.access.models import Assignment
from yiyang.audit.services import Actor, record
from yiyang.audit.sql import rows
from yiyang.audit.together import write_later
from yiyang.cases.models import Case, Event
from yiyang.kernel.plain import canonical, to_plain
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
COLUMNS = (
    ("case_id", "bigint"), ("at", "timestamptz"), ("account_id", "bigint"),
    ("assignment_id", "bigint"), ("action", "text"), ("from_state", "text"),
    ("to_state", "text"), ("params", "jsonb"), ("note", "text"), ("decision_id", "bigint"),
    ("idempotency_key", "text"),
)  # fmt: skip
NAMES = ", ".join(name for name, _ in COLUMNS)
INSERT = f"""
insert into cases_event ({NAMES})
select {NAMES} from unnest({", ".join(f"%({name})s::{kind}[]" for name, kind in COLUMNS)})
  with ordinality as given({NAMES}, place)
order by place returning id
"""


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
    """Add one event and its audit row.  The states default to the case's own.

    In a service marked ``one_transaction`` both are written as that ends, in this order; a step
    with a ``key`` at once, as the next one asks whether the key is taken.
    """
    event = Event(
        case=case,
        at=at,
        account_id=by.account_id,
        assignment_id=by.assignment_id,
        action=action,
        from_state=case.state if before is None else before,
        to_state=case.state if after is None else after,
        params=to_plain(dict(params or {})),
        note=note,
        decision_id=decision_id,
        idempotency_key=key,
    )
    if key is None:
        write_later(_write, event)
    else:
        _write([event])
    return event


def _write(events: list[Event]) -> None:
    columns = {name: [getattr(event, name) for event in events] for name, _ in COLUMNS}
    columns["params"] = [canonical(params).decode() for params in columns["params"]]
    for event, (key,) in zip(events, rows(INSERT, **columns), strict=True):
        event.pk, event._state.adding = key, False
        record(
            by=Actor(event.account_id, event.assignment_id),
            at=event.at,
            action=f"case.{event.action.lower()}",
            subject_kind="CASE",
            subject_id=event.case_id,
            person_id=event.case.person_id,
            payload={"event": event.pk, "to": event.to_state, **event.params},
        )


def who(assignment_id: int | None) -> str:
    """Return the role of an assignment, or the code for the program itself."""
    if assignment_id is None:
        return BY_PROGRAM
    return Assignment.objects.values_list("role", flat=True).get(pk=assignment_id)


def when(at: datetime | None) -> str:
    """Return a moment as local text for a refusal's sentence."""
    return "" if at is None else f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
