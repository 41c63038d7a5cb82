"""Opening a case and leading it from state to state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yiyang.audit.services import Actor
from yiyang.audit.sql import rows
from yiyang.audit.together import one_transaction
from yiyang.cases.errors import ActionNotOpen, CaseMovedOn, NoteMissing
from yiyang.cases.flow import Action, flow, latest
from yiyang.cases.models import Case, Event, Task
from yiyang.cases.services import timeline
from yiyang.cases.services.locking import lock
from yiyang.cases.services.papers import COMPLETE_DOCUMENTS, require_documents
from yiyang.cases.services.tasks import (
    CASE,
    END_CODES,
    TaskAddressee,
    end_codes,
    end_open,
    open_specs,
)
from yiyang.decisions.models import Decision
from yiyang.notices.services import settle
from yiyang.policy.book import Reading

MOVE = """
update cases_case set state = %(state)s, lock_version = %(version)s, closed_at = %(closed)s
where id = %(case)s
"""
MOVE_AND_END = f"with moved as ({MOVE}) {END_CODES}"
Addressees = Mapping[str, TaskAddressee]


@one_transaction
def open_case(
    *,
    kind: str,
    person_id: int | None,
    institution_id: int | None,
    place_id: int | None,
    urgency: str,
    by: Actor,
    at: datetime,
    reading: Reading,
    params: Mapping[str, Any] | None = None,
    note: str = "",
    addressees: Addressees | None = None,
) -> Case:
    """Open a case under the latest flow of its kind, with the tasks of its first state."""
    shape = latest(kind)
    case = Case.objects.create(
        kind=kind,
        flow_version=shape.version,
        state=shape.first,
        person_id=person_id,
        institution_id=institution_id,
        place_id=place_id,
        urgency=urgency,
        opened_at=at,
    )
    timeline.write_event(case, timeline.OPENED, by, at, before="", params=params, note=note)
    open_specs(case, specs=shape.opens, addressees=addressees, by=by, at=at, reading=reading)
    return case


@one_transaction
def advance(
    *,
    case: Case,
    action: str,
    by: Actor,
    at: datetime,
    reading: Reading,
    expected_version: int | None = None,
    params: Mapping[str, Any] | None = None,
    note: str = "",
    decision: Decision | None = None,
    idempotency_key: str | None = None,
    addressees: Addressees | None = None,
) -> Case:
    """Do one action of the case's own flow, and return the case as it then is.

    Args:
        expected_version: the ``lock_version`` the actor saw; None where nobody looked.
        idempotency_key: a step with a key already taken has no effect and is no fault.
        addressees: who is meant by the names in the tasks that the action opens.

    Raises:
        CaseMovedOn: somebody acted after the actor looked; says who by role, and when.
        ActionNotOpen: the state does not allow the action.
        NoteMissing: the action needs a reason.
        DocumentsMissing: the action needs documents, and this is no emergency.
        NotInForce, UnknownKey: a planned case's clock has no answer in the book.
    """
    locked = lock(case.pk)
    if idempotency_key and locked.events.filter(idempotency_key=idempotency_key).exists():
        return locked
    step = flow(locked.kind, locked.flow_version).action(action)
    _refuse_unless_open(locked, step, expected_version, note)
    require_documents(locked, step, by, at, reading)
    before = locked.state
    _move(locked, step, by, at)
    timeline.write_event(
        locked,
        action,
        by,
        at,
        before=before,
        params=params,
        note=note,
        decision_id=decision.pk if decision else None,
        key=idempotency_key,
    )
    _settle_tasks(locked, step=step, addressees=addressees, by=by, at=at, reading=reading)
    return locked


@one_transaction
def add_event(
    *,
    case: Case,
    action: str,
    by: Actor,
    at: datetime,
    params: Mapping[str, Any] | None = None,
    note: str = "",
    decision: Decision | None = None,
) -> Event:
    """Add something to the timeline that leaves the state as it is."""
    locked = lock(case.pk)
    decision_id = decision.pk if decision else None
    return timeline.write_event(
        locked, action, by, at, params=params, note=note, decision_id=decision_id
    )


def _refuse_unless_open(case: Case, step: Action, expected: int | None, note: str) -> None:
    if expected is not None and expected != case.lock_version:
        last = case.events.order_by("-pk").first()
        raise CaseMovedOn(
            role=timeline.who(last.assignment_id), at=timeline.when(last.at), action=last.action
        )
    if case.state not in step.sources:
        raise ActionNotOpen(state=case.state, action=step.code)
    if step.asks_note and not note.strip():
        raise NoteMissing(action=step.code)


def _move(case: Case, step: Action, by: Actor, at: datetime) -> None:
    """Change the case's state, and end what the action ends unless the case ends by it."""
    case.state = step.target or case.state
    case.lock_version += 1
    if case.state in flow(case.kind, case.flow_version).final:
        case.closed_at = at
    moved = {"state": case.state, "version": case.lock_version, "closed": case.closed_at}
    if step.closes and case.closed_at is None:
        ends = {"codes": list(step.closes), "account": by.account_id, "at": at}
        rows(MOVE_AND_END, case=case.pk, **moved, **ends)
    else:
        rows(MOVE, case=case.pk, **moved)


def _settle_tasks(
    case: Case,
    *,
    step: Action,
    addressees: Addressees | None,
    by: Actor,
    at: datetime,
    reading: Reading,
) -> None:
    """At the end of the case end everything, else open what the action opens.

    What is owed after an emergency stays owed when the case has ended.
    """
    if case.closed_at is not None:  # before the tasks: an answer takes its notice first too
        settle(subject_kind=CASE, subject_id=case.pk, by=by, at=at)
        end_codes(case, step.closes, by, at)
        owed = case.attachments.filter(added_at__isnull=True).exists()
        stays = COMPLETE_DOCUMENTS if owed else ""
        over = case.tasks.filter(state=Task.State.OPEN).exclude(code=stays)
        end_open(case, Task.State.CANCELLED, by, at, pk__in=list(over.values_list("pk", flat=True)))
    else:
        open_specs(case, specs=step.opens, addressees=addressees, by=by, at=at, reading=reading)
