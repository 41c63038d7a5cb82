"""Who may see a decision, and which rules read a parameter."""

from __future__ import annotations

import pytest
from django.http import Http404

from tests.conftest import NOW
from tests.decisions.rule import KEY, Asked, second_factor
from tests.world import make_assignment, make_grant, make_institution, make_person, make_place
from yiyang.access.models import Grant, Role
from yiyang.decisions.models import Decision
from yiyang.decisions.selectors import decision_for, rules_by_key
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.people.models import Person

pytestmark = pytest.mark.django_db


def _decide(person: Person | None) -> Decision:
    subject = Subject("test", 1, person.pk if person else None)
    facts, reading = Asked("NURSE", NOW.date()), read_book(NOW.date())
    return decide(second_factor, facts, reading=reading, subject=subject, at=NOW).decision


def test_a_decision_shows_to_whom_the_person_s_summary_shows() -> None:
    person, home = make_person(), make_institution()
    decision = _decide(person)
    desk = make_assignment(Role.CARE_DESK, institution=home)
    with pytest.raises(Http404):
        decision_for(desk, decision.pk)
    make_grant(person, home, Grant.Scope.SUMMARY)
    assert decision_for(desk, decision.pk) == decision


def test_who_may_know_only_the_name_sees_no_decision() -> None:
    person, home = make_person(), make_institution()
    make_grant(person, home, Grant.Scope.IDENTITY)
    desk = make_assignment(Role.CARE_DESK, institution=home)
    with pytest.raises(Http404):
        decision_for(desk, _decide(person).pk)


def test_a_coordinator_sees_decisions_of_the_own_district_only() -> None:
    decision = _decide(make_person())
    assert decision_for(make_assignment(Role.COORDINATOR), decision.pk) == decision
    elsewhere = make_assignment(Role.COORDINATOR, place=make_place("330102"))
    with pytest.raises(Http404):
        decision_for(elsewhere, decision.pk)


def test_the_policy_desk_sees_decisions_about_nobody_only() -> None:
    desk = make_assignment(Role.POLICY_DESK)
    about_nobody = _decide(None)
    assert decision_for(desk, about_nobody.pk) == about_nobody
    with pytest.raises(Http404):
        decision_for(desk, _decide(make_person()).pk)
    with pytest.raises(Http404):
        decision_for(make_assignment(Role.NURSE), about_nobody.pk)


@pytest.mark.parametrize("kind", ["day_count", "response"])
def test_few_cases_of_an_outbreak_show_to_who_leads_the_response_there(kind: str) -> None:
    facts, reading = Asked("NURSE", NOW.date()), read_book(NOW.date())
    counted = decide(second_factor, facts, reading=reading, subject=Subject(kind, 1), at=NOW)
    pk = counted.decision.pk
    assert decision_for(make_assignment(Role.HEALTH_COMMISSION), pk) == counted.decision
    elsewhere = make_assignment(Role.HEALTH_COMMISSION, place=make_place("330102"))
    for other in (make_assignment(Role.INSURER), make_assignment(Role.POLICY_DESK), elsewhere):
        with pytest.raises(Http404):
            decision_for(other, pk)


def test_what_is_not_there_looks_the_same() -> None:
    with pytest.raises(Http404):
        decision_for(make_assignment(Role.COORDINATOR), 10**9)


def test_the_rules_that_read_a_parameter_are_known_from_decisions() -> None:
    assert KEY not in rules_by_key()
    _decide(None)
    assert rules_by_key()[KEY] == ["tests.second_factor"]
