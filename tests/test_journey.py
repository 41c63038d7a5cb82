"""The journey fixture itself: who enters, and what it says was decided."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.conftest import NOW
from tests.journey import Journey
from tests.world import make_bed, make_institution, make_person
from yiyang.access.models import Role
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.network.models import BedKind, InstitutionKind
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Asked:
    role: str


@dataclass(frozen=True)
class Said:
    powers: tuple[str, ...]


@rule("tests.powers")
def powers(facts: Asked, reading: Reading) -> Said:
    """Return the powers of a role."""
    return Said(tuple(reading.table("access.powers")[facts.role]))


def _decide(person_id: int) -> None:
    reading = read_book(NOW.date())
    decide(powers, Asked("NURSE"), reading=reading, subject=Subject("test", 1, person_id), at=NOW)


def test_signing_in_gives_a_browser_with_its_assignment(journey: Journey) -> None:
    hospital = make_institution(InstitutionKind.HOSPITAL)
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=hospital)
    answer = desk.get("/accounts/login/")
    assert answer.wsgi_request.assignment.institution == hospital
    assert answer.wsgi_request.actor.account_id == desk.account.pk
    assert journey.entries == ["GET /accounts/login/"]


def test_a_visitor_has_no_assignment(journey: Journey) -> None:
    answer = journey.visit(language="en").get("/accounts/login/")
    assert answer.status_code == 200
    assert answer.wsgi_request.assignment is None
    assert answer.wsgi_request.LANGUAGE_CODE == "en"


def test_a_decision_of_the_journey_is_found(journey: Journey) -> None:
    person = make_person()
    _decide(person.pk)
    assert journey.decision_of("tests.powers", person=person).result["powers"]


def test_a_missing_decision_fails_the_journey(journey: Journey) -> None:
    _decide(make_person().pk)
    with pytest.raises(AssertionError, match="no decision of"):
        journey.decision_of("tests.powers", person=make_person("王秀英"))
    with pytest.raises(AssertionError):
        journey.decision_of("tests.other")


def test_a_decision_from_before_the_journey_does_not_count(journey: Journey) -> None:
    _decide(make_person().pk)
    with pytest.raises(AssertionError):
        Journey().decision_of("tests.powers")


def test_a_command_runs_on_the_database_of_the_test(journey: Journey) -> None:
    answered = journey.command("texts", "check", "--json")
    assert (answered.exit_code, answered.json["faults"]) == (0, [])
    assert journey.entries == ["yiyang texts check --json"]


def test_a_wrong_command_is_bad_input(journey: Journey) -> None:
    assert journey.command("texts", "no-such-thing").exit_code == 2


def test_beds_suit_their_institution() -> None:
    assert make_bed().kind == BedKind.INSTITUTION_BED
    assert make_bed(make_institution(InstitutionKind.HOSPICE)).kind == BedKind.PALLIATIVE_BED
