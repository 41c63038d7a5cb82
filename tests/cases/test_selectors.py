"""Who sees a case, what they may do in it, and what waits at their desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cases.flows import make_case
from tests.cases.test_services import step
from tests.conftest import NOW
from tests.world import make_assignment, make_grant, make_institution, make_person, make_place
from yiyang.access.models import Assignment, Role
from yiyang.cases.models import Case
from yiyang.cases.selectors import (
    DueState,
    available_actions,
    cases_for,
    documents_owed,
    due_state,
    timeline,
    work_counts,
    worklist,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Assignment:
    return make_assignment(Role.COORDINATOR)


def sees(assignment: Assignment, case: Case) -> bool:
    return cases_for(assignment).filter(pk=case.pk).exists()


def codes(case: Case, assignment: Assignment) -> list[str]:
    return [action.code for action in available_actions(case, assignment)]


def test_a_case_is_seen_by_its_district_its_institution_and_who_may_see_its_person(desk) -> None:
    case = make_case(desk)
    nurse = make_assignment(Role.NURSE, institution=case.institution)
    doctor = make_assignment(Role.FAMILY_DOCTOR, institution=make_institution("CHC"))
    make_grant(case.person, doctor.institution)
    assert all(sees(a, case) for a in (desk, nurse, doctor))


@pytest.mark.parametrize("role", [Role.NURSE, Role.CARE_DESK, Role.HOSPITAL_DESK])
def test_a_case_is_not_there_for_another_institution(desk, role) -> None:
    case = make_case(desk)
    assert not sees(make_assignment(role, institution=make_institution()), case)


def test_a_case_is_not_there_for_another_district(desk) -> None:
    case = make_case(desk)
    assert not sees(make_assignment(Role.COORDINATOR, place=make_place("310101")), case)


def test_an_open_task_shows_a_case_and_an_ended_one_no_longer_does(desk) -> None:
    person = make_person(place=make_place("310101006"))
    case = step(make_case(desk, person=person), "BEGIN", desk)
    case.institution = None
    case.save()
    runner = make_assignment(Role.NURSE, institution=case.tasks.get(code="FETCH").institution)
    assert sees(runner, case)
    case.tasks.update(state="CANCELLED")
    assert not sees(runner, case)


def test_what_may_be_done_goes_by_state_and_power(desk) -> None:
    case = make_case(desk)
    nurse = make_assignment(Role.NURSE, institution=case.institution)
    assert codes(case, desk) == ["BEGIN", "DROP"]
    assert codes(case, nurse) == []
    case = step(case, "BEGIN", desk)
    assert codes(case, desk) == ["FINISH", "DROP"]
    assert codes(case, nurse) == ["REPORT"]


def test_what_ends_a_task_is_open_only_to_whom_it_is_addressed(desk) -> None:
    case = step(make_case(desk), "BEGIN", desk)
    stranger = make_assignment(Role.NURSE, institution=make_institution())
    assert codes(case, stranger) == []
    elsewhere = make_assignment(Role.COORDINATOR, place=make_place("310101"))
    assert codes(make_case(desk), elsewhere) == ["DROP"]


def test_a_closed_case_leaves_nothing_to_do(desk) -> None:
    case = step(make_case(desk), "DROP", desk, note="no longer wanted")
    assert codes(case, desk) == []


def test_a_desk_sees_its_own_tasks_overdue_first(desk) -> None:
    late = make_case(desk, urgency="RED").tasks.get()
    soon = make_case(desk, urgency="ORANGE").tasks.get()
    far = make_case(desk).tasks.get()
    at = NOW + timedelta(minutes=10)
    assert [(i.task, i.due) for i in worklist(desk, at)] == [
        (late, DueState.OVERDUE),
        (soon, DueState.TODAY),
        (far, DueState.LATER),
    ]
    counts = work_counts(desk, at)
    assert (counts.open, counts.overdue) == (3, 1)


def test_a_desk_sees_nothing_of_another_role_institution_or_place(desk) -> None:
    case = step(make_case(desk), "BEGIN", desk)
    care = make_assignment(Role.CARE_DESK, institution=case.institution)
    assert [i.task.code for i in worklist(care, NOW)] == ["EVALUATE"]
    for other in (
        make_assignment(Role.CARER, institution=case.institution),
        make_assignment(Role.CARE_DESK, institution=make_institution()),
        make_assignment(Role.COORDINATOR, place=make_place("310101")),
    ):
        assert worklist(other, NOW) == []


def test_a_task_without_a_clock_has_no_deadline() -> None:
    assert due_state(None, NOW) == DueState.NONE


def test_what_is_owed_after_an_emergency_is_listed(desk) -> None:
    case = step(make_case(desk, urgency="RED"), "BEGIN", desk)
    step(case, "FINISH", desk)
    assert [paper.kind for paper in documents_owed(case)] == ["CONSENT", "SUMMARY"]


def test_the_timeline_begins_with_the_beginning(desk) -> None:
    case = step(make_case(desk), "BEGIN", desk)
    told = [event.action for event in timeline(case)]
    assert told[:3] == ["CASE_OPENED", "CASE_TASK_OPENED", "BEGIN"]
