"""Cases move by their flow, once, by one actor at a time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from tests.at_once import WON, at_once, endings
from tests.cases.flows import ERRAND, READING, make_case
from tests.conftest import NOW
from tests.world import actor_of, make_assignment, make_institution
from yiyang.access.models import Assignment, Role
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.cases.errors import (
    ActionNotOpen,
    CaseClosed,
    CaseMovedOn,
    DocumentsMissing,
    NoteMissing,
    TaskNotOpen,
)
from yiyang.cases.flow import BadFlow, replay
from yiyang.cases.models import Attachment, Case, Event, Task
from yiyang.cases.services import (
    TaskAddressee,
    add_event,
    advance,
    attach,
    cancel_task,
    complete_task,
    open_task,
    recompute_provisional,
)
from yiyang.kernel.errors import Refused
from yiyang.policy.book import NotInForce

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def desk() -> Assignment:
    return make_assignment(Role.COORDINATOR)


def step(case: Case, action: str, by: Assignment, **more) -> Case:
    home = TaskAddressee(institution_id=case.institution_id)
    given = {"at": LATER, "reading": READING, "addressees": {"RUNNER": home}}
    return advance(case=case, action=action, by=actor_of(by), **(given | more))


def rows() -> tuple[int, ...]:
    return tuple(m.objects.count() for m in (Case, Task, Event, Attachment, Entry))


def open_codes(case: Case) -> set[str]:
    return set(case.tasks.filter(state=Task.State.OPEN).values_list("code", flat=True))


def test_a_new_case_stands_at_the_first_state_with_its_first_task(desk) -> None:
    case = make_case(desk)
    task = case.tasks.get()
    assert (case.state, case.lock_version, case.flow_version) == ("ASKED", 0, "1")
    assert (task.code, task.place.code, task.institution) == ("RESPOND", "310106", None)
    assert task.due_at == datetime(2026, 3, 4, 16, 0, tzinfo=UTC)  # two working days
    assert task.due_key == "transfer.clock.respond.planned"
    assert list(case.events.values_list("action", flat=True)) == ["CASE_OPENED", "CASE_TASK_OPENED"]
    assert Entry.objects.filter(subject_kind="CASE", subject_id=str(case.pk)).count() == 2


def test_an_action_moves_the_case_and_settles_its_tasks(desk) -> None:
    case = step(make_case(desk), "BEGIN", desk, params={"why": "asked"})
    assert (case.state, case.lock_version) == ("UNDER_WAY", 1)
    assert open_codes(case) == {"EVALUATE", "FETCH"}
    answered = case.tasks.get(code="RESPOND")
    assert (answered.state, answered.done_at, answered.done_by) == ("DONE", LATER, desk.account)
    event = case.events.get(action="BEGIN")
    assert (event.from_state, event.to_state, event.params) == (
        "ASKED",
        "UNDER_WAY",
        {"why": "asked"},
    )


def test_an_action_without_target_leaves_the_state(desk) -> None:
    case = step(step(make_case(desk), "BEGIN", desk), "REPORT", desk)
    assert (case.state, case.lock_version) == ("UNDER_WAY", 2)
    assert open_codes(case) == {"FETCH"}


def test_the_end_of_a_case_ends_its_tasks(desk) -> None:
    case = step(step(make_case(desk), "BEGIN", desk), "DROP", desk, note="no longer wanted")
    assert case.closed_at == LATER
    assert open_codes(case) == set()
    assert case.tasks.get(code="FETCH").state == Task.State.CANCELLED


@pytest.mark.parametrize(
    ("action", "more", "refusal"),
    [
        ("FINISH", {}, ActionNotOpen),
        ("DROP", {}, NoteMissing),
        ("DROP", {"note": "  "}, NoteMissing),
        ("BEGIN", {"expected_version": 7}, CaseMovedOn),
        ("NOTHING", {}, BadFlow),
        ("BEGIN", {"reading": replace(READING, strict=True)}, NotInForce),
        ("BEGIN", {"addressees": None}, ValueError),
    ],
)
def test_what_is_declined_has_written_nothing(desk, action, more, refusal) -> None:
    case = make_case(desk)
    before = rows()
    with pytest.raises(refusal):
        step(case, action, desk, **more)
    assert rows() == before
    assert Case.objects.get(pk=case.pk).lock_version == 0


def test_who_comes_second_is_told_who_was_first_by_role_and_when(desk) -> None:
    case = make_case(desk)
    step(case, "BEGIN", desk, expected_version=0)
    with pytest.raises(CaseMovedOn) as refused:
        step(case, "DROP", desk, note="no", expected_version=0)
    assert refused.value.message.params["role"] == Role.COORDINATOR
    assert refused.value.message.params["at"] == "2026-03-02 10:03"


def test_a_step_with_a_key_already_taken_has_no_effect(desk) -> None:
    case = make_case(desk)
    step(case, "BEGIN", desk, idempotency_key="k1", expected_version=0)
    before = rows()
    again = step(case, "BEGIN", desk, idempotency_key="k1", expected_version=0)
    assert (again.state, again.lock_version, rows()) == ("UNDER_WAY", 1, before)


def test_a_planned_case_waits_for_its_documents(desk) -> None:
    case = step(make_case(desk), "BEGIN", desk)
    attach(case=case, kind="SUMMARY", by=PROGRAM, at=NOW, reference="bundle:1")
    before = rows()
    with pytest.raises(DocumentsMissing) as refused:
        step(case, "FINISH", desk)
    assert refused.value.message.params["kinds"] == "CONSENT"
    assert rows() == before
    attach(case=case, kind="CONSENT", by=PROGRAM, at=NOW, reference="consent:1")
    assert step(case, "FINISH", desk).state == "DONE"


def test_an_emergency_acts_first_and_owes_its_documents(desk) -> None:
    case = step(make_case(desk, urgency="RED"), "BEGIN", desk)
    done = step(case, "FINISH", desk)
    owed = Attachment.objects.filter(case=case, added_at=None)
    assert done.state == "DONE"
    assert {a.kind: a.required_by for a in owed} == {
        "SUMMARY": LATER + timedelta(hours=24),
        "CONSENT": LATER + timedelta(hours=24),
    }


def test_the_last_document_owed_ends_the_task_to_bring_them(desk) -> None:
    case = make_case(desk, urgency="RED")
    for kind in ("SUMMARY", "CONSENT"):
        Attachment.objects.create(case=case, kind=kind, required_by=LATER)
    asked = {"role": "COORDINATOR", "by": PROGRAM, "at": NOW, "reading": READING}
    open_task(case=case, code="COMPLETE_DOCUMENTS", **asked)
    attach(case=case, kind="SUMMARY", by=PROGRAM, at=NOW, reference="bundle:1")
    assert "COMPLETE_DOCUMENTS" in open_codes(case)
    attach(case=case, kind="CONSENT", by=PROGRAM, at=NOW, reference="consent:1")
    assert "COMPLETE_DOCUMENTS" not in open_codes(case)


@pytest.mark.parametrize("urgency", ["RED", "ORANGE", "YELLOW"])
def test_a_missing_clock_never_stops_who_is_in_need_and_asks_the_policy_desk(urgency) -> None:
    key = f"transfer.clock.respond.{urgency.lower()}"
    bare = replace(READING, book=READING.book.without(key))
    case = make_case(urgency=urgency, reading=bare)
    assert case.tasks.get(code="RESPOND").due_at is None
    asked = case.tasks.get(code="SET_CLOCK")
    assert (asked.role, asked.due_key) == ("POLICY_DESK", key)


def test_a_missing_clock_holds_a_planned_case() -> None:
    bare = replace(READING, book=READING.book.without("transfer.clock.respond.planned"))
    before = rows()[0]
    with pytest.raises(NotInForce):
        make_case(reading=bare)
    assert Case.objects.count() == before


def test_strict_mode_never_stops_red() -> None:
    case = make_case(urgency="RED", reading=replace(READING, strict=True))
    assert case.tasks.get(code="RESPOND").due_at == NOW + timedelta(minutes=5)


def test_a_task_ends_once_and_the_second_is_told(desk) -> None:
    task = make_case(desk).tasks.get()
    complete_task(task=task, by=actor_of(desk), at=LATER)
    before = rows()
    for end in (complete_task, cancel_task):
        with pytest.raises(TaskNotOpen) as refused:
            end(task=task, by=PROGRAM, at=LATER)
        assert refused.value.message.params["role"] == Role.COORDINATOR
    assert rows() == before


def test_a_closed_case_takes_no_task(desk) -> None:
    case = step(make_case(desk), "DROP", desk, note="no longer wanted")
    before = rows()
    with pytest.raises(CaseClosed):
        open_task(case=case, code="X", role="NURSE", by=PROGRAM, at=NOW, reading=READING)
    assert rows() == before


def test_the_same_task_may_be_open_for_two_institutions_but_once_for_each(desk) -> None:
    case, one, two = make_case(desk), make_institution(), make_institution()
    ask = {"code": "ANSWER", "role": "CARE_DESK", "by": PROGRAM, "at": NOW, "reading": READING}
    tasks = [open_task(case=case, institution_id=i.pk, **ask) for i in (one, two, one)]
    assert tasks[0] == tasks[2] != tasks[1]


def test_something_noted_leaves_the_state(desk) -> None:
    case = make_case(desk)
    event = add_event(case=case, action="PHONED", by=actor_of(desk), at=LATER, note="no answer")
    assert (event.from_state, event.to_state) == ("ASKED", "ASKED")


def test_a_provisional_deadline_is_reckoned_again_when_the_year_is_published(desk) -> None:
    unknown = replace(READING, book=READING.book.without("calendar.2026"))
    opened = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
    case = make_case(desk, at=opened, reading=replace(unknown, day=date(2026, 9, 30)))
    task = case.tasks.get()
    assert (task.due_at, task.due_provisional) == (datetime(2026, 10, 2, 16, tzinfo=UTC), True)
    assert recompute_provisional(at=LATER, by=PROGRAM, reading=unknown) == 0
    assert recompute_provisional(at=LATER, by=PROGRAM, reading=READING) == 1
    task.refresh_from_db()
    assert (task.due_at, task.due_provisional) == (datetime(2026, 10, 9, 16, tzinfo=UTC), False)


@pytest.mark.parametrize("seed", range(12))
def test_the_events_of_any_walk_replay_to_the_state(desk, seed) -> None:
    walk = random.Random(seed)
    case = make_case(desk, urgency=walk.choice(["RED", "PLANNED"]))
    for _ in range(12):
        try:
            step(case, walk.choice(["BEGIN", "REPORT", "FINISH", "DROP"]), desk, note="walk")
        except Refused:
            add_event(case=case, action="TRIED", by=PROGRAM, at=LATER)
    steps = case.events.order_by("pk").values_list("action", "from_state", "to_state")
    case.refresh_from_db()
    assert replay(ERRAND, steps) == case.state
    assert case.lock_version == sum(code in {a.code for a in ERRAND.actions} for code, *_ in steps)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("looked", [True, False])
def test_of_many_acting_at_once_one_wins_and_the_others_are_told(looked) -> None:
    desk = make_assignment(Role.COORDINATOR)
    case = make_case(desk)
    begin = partial(step, case, "BEGIN", desk, expected_version=0 if looked else None)
    lost = CaseMovedOn.code if looked else ActionNotOpen.code
    assert sorted(endings(*[begin] * 6)) == sorted([WON, *[lost] * 5])
    assert Event.objects.filter(case=case, action="BEGIN").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_key_posted_many_times_at_once_has_one_effect() -> None:
    desk = make_assignment(Role.COORDINATOR)
    case = make_case(desk)
    answers = at_once(*[partial(step, case, "BEGIN", desk, idempotency_key="tap")] * 6)
    assert {answer.state for answer in answers} == {"UNDER_WAY"}
    assert Case.objects.get(pk=case.pk).lock_version == 1
