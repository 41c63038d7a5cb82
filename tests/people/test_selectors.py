"""People are found by those who may see them, and shown as far as they may."""

import pytest
from django.http import Http404

from tests import world
from tests.conftest import NOW
from yiyang.audit.services import PROGRAM
from yiyang.people.selectors import Scope, Search, listed, people_for, person_for
from yiyang.people.services import add_identifier

pytestmark = pytest.mark.django_db


def found(assignment: object, **search: str) -> list[str]:
    return [p.name for p in people_for(assignment, Search(**search))]


def test_a_coordinator_finds_the_people_of_the_district_by_name_pinyin_and_place() -> None:
    coordinator = world.make_assignment("COORDINATOR", place=world.make_place())
    for name in ("王建国", "张桂英", "张国强"):
        world.make_person(name)
    world.make_person("张远方", place=world.make_place("310115"))
    assert found(coordinator) == ["王建国", "张桂英", "张国强"]
    assert found(coordinator, text="桂英") == ["张桂英"]
    assert found(coordinator, text="Zhang  gui") == ["张桂英"]
    assert found(coordinator, text="zhang") == ["张桂英", "张国强"]
    assert found(coordinator, text="gui ying") == ["张桂英"]
    assert found(coordinator, text="uo") == []  # not from within a word
    assert found(coordinator, place_code="310115") == []


def test_a_whole_resident_id_finds_its_person_and_a_part_finds_nobody() -> None:
    coordinator = world.make_assignment("COORDINATOR", place=world.make_place())
    person = world.make_person(born_on=None)
    add_identifier(
        person_id=person.pk, system="RESIDENT_ID", value="310106194003150026", by=PROGRAM, at=NOW
    )
    assert found(coordinator, text=" 310106194003150026") == ["张桂英"]
    assert found(coordinator, text="310106") == []


def test_a_person_not_seen_is_a_person_not_there() -> None:
    nurse = world.make_assignment("NURSE", institution=world.make_institution())
    person = world.make_person()
    with pytest.raises(Http404):
        person_for(nurse, person.pk)
    world.make_grant(person, nurse.account, "SUMMARY")
    assert person_for(nurse, person.pk, scope=Scope.SUMMARY) == person
    with pytest.raises(Http404):
        person_for(nurse, person.pk, scope=Scope.RECORD)


def test_who_sees_the_identity_only_sees_the_first_character_of_the_name() -> None:
    nurse = world.make_assignment("NURSE", institution=world.make_institution())
    hidden, plain = world.make_person(), world.make_person("李建国")
    world.make_grant(hidden, nurse.account, "IDENTITY")
    world.make_grant(plain, nurse.account, "SUMMARY")
    assert [one.name for one in listed(nurse, [hidden, plain])] == ["张**", "李建国"]
