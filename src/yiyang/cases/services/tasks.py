"""Tasks of a case and their deadlines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.audit.sql import row, rows
from yiyang.audit.together import one_transaction
from yiyang.cases.errors import CaseClosed, TaskNotOpen
from yiyang.cases.flow import COORDINATOR, INSTITUTION, URGENCY, TaskSpec
from yiyang.cases.models import Case, Task
from yiyang.cases.services import timeline
from yiyang.cases.services.locking import lock
from yiyang.decisions.services import report_missing
from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.calendar import CHINA, Due, clock_or_none, clock_runs_out

CASE = "CASE"  # the subject of a notice about a case
PLANNED = "PLANNED"
EMERGENCIES = frozenset({"RED", "ORANGE"})
SET_CLOCK = "SET_CLOCK"
POLICY_DESK = "POLICY_DESK"
INSERTED = ("case_id", "code", "role", "institution_id", "place_id", "state", "opened_at",
            "due_at", "due_provisional", "due_key")  # fmt: skip
INSERT_TASK = f"""
insert into cases_task ({", ".join(INSERTED)})
values ({", ".join(f"%({name})s" for name in INSERTED)})
on conflict do nothing returning id
"""
END_CODES = """
update cases_task set state = 'DONE', done_at = %(at)s, done_by_id = %(account)s
where case_id = %(case)s and code = any(%(codes)s) and state = 'OPEN'
"""


@dataclass(frozen=True)
class TaskAddressee:
    """Who must do a task: a role's people at an institution, or for a place."""

    institution_id: int | None = None
    place_id: int | None = None


def due_at(start: datetime, clock_key: str, reading: Reading, *, urgent: bool = False) -> Due:
    """Return when a clock of the book runs out; an urgent one never refuses.

    Raises:
        NotInForce, UnknownKey: the book has no usable answer and the matter is not urgent.
    """
    if urgent:
        return clock_or_none(start, clock_key, reading)
    return clock_runs_out(start, clock_key, reading)


@one_transaction
def open_task(
    *,
    case: Case,
    code: str,
    role: str,
    by: Actor,
    at: datetime,
    reading: Reading,
    institution_id: int | None = None,
    place_id: int | None = None,
    clock: str | None = None,
) -> Task:
    """Open one task; the same open task of the same addressee is returned as it is.

    Args:
        clock: a key of the book, in which ``{urgency}`` stands for the case's urgency.

    Raises:
        CaseClosed: the case has ended.
        NotInForce, UnknownKey: the book has no such clock and the case is planned.
    """
    case = lock(case.pk)
    if case.closed_at is not None:
        raise CaseClosed(at=timeline.when(case.closed_at))
    key = (clock or "").replace(URGENCY, case.urgency.lower())
    due = due_at(at, key, reading, urgent=case.urgency != PLANNED) if key else Due(None, False, "")
    wanted = Task(
        case=case,
        code=code,
        role=role,
        institution_id=institution_id,
        place_id=place_id,
        opened_at=at,
        due_at=due.at,
        due_provisional=due.provisional,
        due_key=due.key,
    )
    task, is_new = _open_once(wanted)
    if is_new:
        timeline.write_event(case, timeline.TASK_OPENED, by, at, params={"task": code})
    if due.missing:
        report_missing(NotInForce(due.key, reading.day, reading.place), at=at)
        _ask_policy_desk(case, due.key, by, at)
    return task


def _open_once(wanted: Task) -> tuple[Task, bool]:
    """Store an open task, or return the same one that is open already, and whether it is new."""
    given = row(INSERT_TASK, **{name: getattr(wanted, name) for name in INSERTED})
    if given is None:
        same = {"case": wanted.case, "code": wanted.code, "institution": wanted.institution_id}
        return Task.objects.get(state=Task.State.OPEN, **same), False
    wanted.pk, wanted._state.adding = given[0], False
    return wanted, True


def open_specs(
    case: Case,
    *,
    specs: tuple[TaskSpec, ...],
    addressees: Mapping[str, TaskAddressee] | None,
    by: Actor,
    at: datetime,
    reading: Reading,
) -> None:
    """Open the tasks that a flow declares, each for its addressee."""
    for spec in specs:
        addressee = _addressee(case, spec, addressees or {})
        open_task(
            case=case,
            code=spec.code,
            role=spec.role,
            by=by,
            at=at,
            reading=reading,
            institution_id=addressee.institution_id,
            place_id=addressee.place_id,
            clock=spec.clock,
        )


@transaction.atomic
def hurry(*, case: Case, urgency: str, by: Actor, at: datetime, reading: Reading) -> Case:
    """Make a case more urgent: from now on its open tasks run by the clocks of that urgency.

    A deadline only ever comes nearer.
    """
    case = lock(case.pk)
    before, case.urgency = f".{case.urgency.lower()}", urgency
    case.save(update_fields=["urgency"])
    timed = case.tasks.filter(state=Task.State.OPEN, due_key__endswith=before)
    for task in timed.select_for_update().order_by("pk"):
        key = task.due_key.removesuffix(before) + f".{urgency.lower()}"
        due = due_at(at, key, reading, urgent=True)
        if due.at is None or (task.due_at is not None and task.due_at <= due.at):
            continue
        task.due_at, task.due_provisional, task.due_key = due.at, due.provisional, due.key
        task.save(update_fields=["due_at", "due_provisional", "due_key"])
        told = {"task": task.code, "due": due.at}
        timeline.write_event(case, timeline.DUE_AGAIN, by, at, params=told)
    return case


def complete_task(*, task: Task, by: Actor, at: datetime) -> Task:
    """End a task as done.

    Raises:
        TaskNotOpen: somebody ended it before.
    """
    return _end(task, Task.State.DONE, timeline.TASK_DONE, by, at)


def cancel_task(*, task: Task, by: Actor, at: datetime) -> Task:
    """End a task as no longer needed.

    Raises:
        TaskNotOpen: somebody ended it before.
    """
    return _end(task, Task.State.CANCELLED, timeline.TASK_CANCELLED, by, at)


@transaction.atomic
def recompute_provisional(*, at: datetime, by: Actor, reading: Reading) -> int:
    """Reckon provisional deadlines again with the holidays known now; return how many changed.

    The clock's value stays the one of the day the task was opened.

    Args:
        reading: the book at the day of ``at``.
    """
    waiting = Task.objects.filter(state=Task.State.OPEN, due_provisional=True)
    changed = 0
    for task in waiting.select_for_update(of=("self",)).select_related("case").order_by("pk"):
        opened = replace(reading, day=task.opened_at.astimezone(CHINA).date())
        due = clock_or_none(task.opened_at, task.due_key, opened, reading)
        if due.at is None or (due.at, due.provisional) == (task.due_at, task.due_provisional):
            continue
        task.due_at, task.due_provisional = due.at, due.provisional
        task.save(update_fields=["due_at", "due_provisional"])
        told = {"task": task.code, "due": due.at}
        timeline.write_event(task.case, timeline.DUE_AGAIN, by, at, params=told)
        changed += 1
    return changed


def end_codes(case: Case, codes: Collection[str], by: Actor, at: datetime) -> None:
    """End the open tasks of these codes as done: what an action ends."""
    if codes:
        rows(END_CODES, case=case.pk, codes=list(codes), account=by.account_id, at=at)


def end_open(case: Case, state: Task.State, by: Actor, at: datetime, **which: object) -> int:
    """End the open tasks of a case that answer ``which``; the step that does it is the event."""
    return case.tasks.filter(state=Task.State.OPEN, **which).update(
        state=state, done_at=at, done_by_id=by.account_id
    )


@transaction.atomic
def _end(task: Task, state: Task.State, action: str, by: Actor, at: datetime) -> Task:
    locked = Task.objects.select_for_update(of=("self",)).select_related("case").get(pk=task.pk)
    if locked.state != Task.State.OPEN:
        last = locked.case.events.filter(at=locked.done_at).order_by("-pk").first()
        role = timeline.who(last.assignment_id if last else None)
        raise TaskNotOpen(role=role, at=timeline.when(locked.done_at))
    locked.state, locked.done_at, locked.done_by_id = state, at, by.account_id
    locked.save(update_fields=["state", "done_at", "done_by"])
    timeline.write_event(locked.case, action, by, at, params={"task": locked.code})
    return locked


def _addressee(case: Case, spec: TaskSpec, given: Mapping[str, TaskAddressee]) -> TaskAddressee:
    """The addressee given for the task or its name, else the case's own place or institution."""
    if spec.code in given or spec.addressee in given:
        return given.get(spec.code) or given[spec.addressee]
    if spec.addressee == COORDINATOR:
        return TaskAddressee(place_id=case.place_id)
    if spec.addressee == INSTITUTION and case.institution_id is not None:
        return TaskAddressee(institution_id=case.institution_id)
    raise ValueError(f"nobody is given as {spec.addressee} of task {spec.code}")


def _ask_policy_desk(case: Case, key: str, by: Actor, at: datetime) -> None:
    """A missing clock stops nobody in need; the policy desk is asked to settle it."""
    task, is_new = Task.objects.get_or_create(
        case=case,
        code=SET_CLOCK,
        institution=None,
        state=Task.State.OPEN,
        defaults={
            "role": POLICY_DESK,
            "place_id": case.place_id,
            "opened_at": at,
            "due_key": key,
        },
    )
    if is_new:
        record(
            by=by,
            at=at,
            action="case.clock_missing",
            subject_kind="TASK",
            subject_id=task.pk,
            person_id=case.person_id,
            payload={"key": key},
        )
