"""An answer stops the clock; a late task goes to the coordinator, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.at_once import at_once
from tests.cases.flows import READING, make_case
from tests.cases.test_services import step
from tests.conftest import NOW
from tests.world import actor_of, make_assignment, make_duty, make_institution
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.cases.models import Case, Event, Task
from yiyang.cases.services import acknowledge_notice, advance, escalate_due, open_task
from yiyang.kernel.errors import Refused
from yiyang.notices.errors import AlreadyAcknowledged
from yiyang.notices.models import Notice
from yiyang.notices.services import notify

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(minutes=6)


def alarm(case: Case, **more) -> Notice:
    given = {
        "code": "TASK_OVERDUE",
        "params": {"task": "RESPOND", "case": case.pk},
        "subject_kind": "CASE",
        "subject_id": case.pk,
        "role": Role.HOSPITAL_DESK,
        "escalate_after": timedelta(minutes=5),
        "urgent": True,
        "by": PROGRAM,
        "at": NOW,
    }
    return notify(**(given | more))


def ask(case: Case, institution) -> Task:
    return open_task(
        case=case,
        code="RESPOND",
        role=Role.HOSPITAL_DESK,
        institution_id=institution.pk,
        by=PROGRAM,
        at=NOW,
        reading=READING,
    )


def test_an_answer_ends_the_task_to_respond_and_nothing_escalates_after_it() -> None:
    hospital = make_institution("HOSPITAL")
    desk = make_assignment(Role.HOSPITAL_DESK, institution=hospital)
    case = make_case(urgency="RED")
    notice = alarm(case, institution_id=hospital.pk)
    acknowledge_notice(notice=notice, by=actor_of(desk), at=NOW + timedelta(minutes=2))
    task = case.tasks.get(code="RESPOND")
    assert (task.state, task.done_by) == ("DONE", desk.account)
    assert case.events.filter(action="CASE_TASK_DONE", params__notice=notice.pk).count() == 1
    assert escalate_due(at=LATE, by=PROGRAM, reading=READING) == 0


def test_an_answer_for_one_institution_leaves_the_task_of_another() -> None:
    one, two = make_institution("HOSPITAL"), make_institution("HOSPITAL")
    case = make_case(urgency="RED")
    mine, theirs = ask(case, one), ask(case, two)
    acknowledge_notice(notice=alarm(case, institution_id=one.pk), by=PROGRAM, at=NOW)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == ("DONE", "OPEN")


def test_a_second_answer_is_refused_and_changes_nothing() -> None:
    case = make_case(urgency="RED")
    notice = alarm(case)
    acknowledge_notice(notice=notice, by=PROGRAM, at=NOW)
    before = Event.objects.count()
    with pytest.raises(AlreadyAcknowledged):
        acknowledge_notice(notice=notice, by=PROGRAM, at=LATE)
    assert Event.objects.count() == before


def test_a_late_task_goes_to_the_coordinator_once_with_an_event() -> None:
    coordinator = make_duty(Role.COORDINATOR)
    case = make_case(urgency="RED")
    assert escalate_due(at=NOW + timedelta(minutes=4), by=PROGRAM, reading=READING) == 0
    assert escalate_due(at=LATE, by=PROGRAM, reading=READING) == 1
    assert escalate_due(at=LATE, by=PROGRAM, reading=READING) == 0
    notice = Notice.objects.get(code="TASK_OVERDUE")
    assert notice.params == {"task": "RESPOND", "case": case.pk}
    assert [d.account for d in notice.deliveries.filter(channel="IN_APP")] == [coordinator.account]
    assert (notice.urgent, notice.escalate_at) == (True, LATE + timedelta(minutes=5))
    assert case.tasks.get(code="RESPOND").escalated_at == LATE
    assert case.events.filter(action="CASE_ESCALATED").count() == 1


def test_a_closed_case_waits_for_no_answer() -> None:
    desk = make_assignment(Role.COORDINATOR)
    case = make_case(desk, urgency="RED")
    notice = alarm(case)
    step(case, "DROP", desk, note="died")
    notice.refresh_from_db()
    assert (notice.escalate_at, notice.acknowledged_by) == (None, None)
    assert escalate_due(at=LATE, by=PROGRAM, reading=READING) == 0


@pytest.mark.django_db(transaction=True)
def test_answering_acting_and_escalating_at_once_neither_lock_nor_double() -> None:
    desk = make_assignment(Role.COORDINATOR)
    cases = [make_case(desk, urgency="RED") for _ in range(6)]
    notices = [alarm(case) for case in cases]

    def answer() -> int:
        return sum(
            _tried(acknowledge_notice, notice=n, by=actor_of(desk), at=LATE) for n in notices
        )

    def drop() -> int:
        more = {"by": actor_of(desk), "at": LATE, "note": "no", "reading": READING}
        return sum(_tried(advance, case=c, action="DROP", **more) for c in reversed(cases))

    def late() -> int:
        return escalate_due(at=LATE, by=PROGRAM, reading=READING)

    _, dropped, _ = at_once(answer, drop, late)
    assert dropped == 6
    assert not Task.objects.filter(state=Task.State.OPEN).exists()
    for case in cases:
        assert case.events.filter(action="CASE_TASK_DONE").count() <= 1
        assert case.events.filter(action="CASE_ESCALATED").count() <= 1


def _tried(service, **facts) -> bool:
    try:
        service(**facts)
    except Refused:
        return False
    return True
