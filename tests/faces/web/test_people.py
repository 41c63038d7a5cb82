"""People are found, shown as far as the reader may see, and changed by pages."""

import re

import pytest

from tests import world
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.people.models import Identifier, Person, Preference, Relative

pytestmark = pytest.mark.django_db
RESIDENT_ID = "310106194003150026"


def form(**more: object) -> dict[str, object]:
    values = {
        "name": "张桂英",
        "sex": "2",
        "born_on": "1940-03-15",
        "household": "LIVING_ALONE",
        "has_carer": "False",
    }
    return values | {"place": world.make_place().pk, "budget": "4500", "farthest": "3"} | more


def test_a_coordinator_registers_a_person_and_finds_them_by_resident_id(journey: Journey) -> None:
    desk = journey.sign_in(Role.COORDINATOR)
    answer = desk.post("/people/new/", form(resident_id=RESIDENT_ID), follow=True)
    person = Person.objects.get()
    assert (person.budget_fen_per_month, person.max_distance_metres) == (450_000, 3000)
    page = answer.content.decode()
    assert "张桂英" in page and "0026" in page
    assert RESIDENT_ID not in page
    found = desk.post("/people/", {"text": RESIDENT_ID}).content.decode()
    assert f"/people/{person.pk}/" in found


def test_faults_stand_beside_their_fields_and_nothing_is_written(journey: Journey) -> None:
    desk = journey.sign_in(Role.COORDINATOR)
    answer = desk.post("/people/new/", form(resident_id=RESIDENT_ID, sex="1", born_on="1941-01-01"))
    page = answer.content.decode()
    assert "出生日期与身份证号码不一致" in page and "性别与身份证号码不一致" in page
    assert not Person.objects.exists()
    assert not Identifier.objects.exists()


def test_a_care_desk_sees_whom_it_has_registered(journey: Journey) -> None:
    desk = journey.sign_in(Role.CARE_DESK, institution=world.make_institution())
    answer = desk.post("/people/new/", form(), follow=True)
    assert answer.status_code == 200
    assert "张桂英" in answer.content.decode()


def test_each_look_at_a_person_is_written_down(journey: Journey) -> None:
    person = world.make_person()
    desk = journey.sign_in(Role.COORDINATOR)
    assert desk.get(f"/people/{person.pk}/").status_code == 200
    looked = Entry.objects.get(action="record.read")
    assert (looked.person_id, looked.account_id) == (person.pk, desk.account.pk)


def test_who_may_see_the_identity_only_sees_no_name_and_no_address(journey: Journey) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=world.make_institution())
    person = world.make_person(address="南京西路1号")
    world.make_grant(person, nurse.account, "IDENTITY")
    page = nurse.get(f"/people/{person.pk}/").content.decode()
    assert "张**" in page
    assert "张桂英" not in page and "南京西路" not in page


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "不详"), ("en", "not known")])
def test_of_whom_nobody_has_said_how_they_live_no_carer_is_taken_for_granted(
    journey: Journey, language: str, words: str
) -> None:
    desk = journey.sign_in(Role.COORDINATOR, language=language)
    desk.post("/people/new/", form(household="NOT_KNOWN", has_carer="NOT_KNOWN"))
    person = Person.objects.get()
    assert (person.household, person.has_carer) == ("NOT_KNOWN", None)
    page = desk.get(f"/people/{person.pk}/").content.decode()
    assert page.count(f"<dd>{words}</dd>") == 2


def test_a_person_is_changed_and_keeps_what_the_form_does_not_ask(journey: Journey) -> None:
    person = world.make_person(lon=121.4, lat=31.2)
    desk = journey.sign_in(Role.COORDINATOR)
    desk.post(f"/people/{person.pk}/edit/", form(name="章桂英"))
    person.refresh_from_db()
    assert (person.name, person.lon, person.household) == ("章桂英", 121.4, "LIVING_ALONE")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_shows_the_day_of_birth_as_a_browser_reads_it(
    journey: Journey, language: str
) -> None:
    person = world.make_person()
    desk = journey.sign_in(Role.COORDINATOR, language=language)
    page = desk.get(f"/people/{person.pk}/edit/").content.decode()
    shown = re.search(r'<input type="date" name="born_on" value="([^"]*)"', page)
    assert shown is not None
    desk.post(f"/people/{person.pk}/edit/", form(born_on=shown[1]))
    before, _ = person.born_on, person.refresh_from_db()
    assert shown[1] == str(before) == str(person.born_on)


def test_wishes_and_relatives_are_kept_and_shown(journey: Journey) -> None:
    person, bed = world.make_person(), world.make_bed()
    desk = journey.sign_in(Role.COORDINATOR)
    desk.post(f"/people/{person.pk}/wishes/", {"choice_2": bed.institution_id})
    desk.post(f"/people/{person.pk}/relatives/", {"name": "王芳", "relation": "CHILD"})
    assert Preference.objects.get().rank == 1
    page = desk.get(f"/people/{person.pk}/").content.decode()
    assert bed.institution.name_zh in page and "王芳" in page
    desk.post(f"/people/{person.pk}/relatives/{Relative.objects.get().pk}/remove/")
    assert not Relative.objects.exists()


def test_a_wish_named_twice_is_refused_and_nothing_is_written(journey: Journey) -> None:
    person, bed = world.make_person(), world.make_bed()
    desk = journey.sign_in(Role.COORDINATOR)
    twice = {"choice_1": bed.institution_id, "choice_2": bed.institution_id}
    answer = desk.post(f"/people/{person.pk}/wishes/", twice)
    assert (answer.status_code, answer["X-Refusal"]) == (409, "BAD_PREFERENCES")
    assert answer.content.decode().count(f'<option value="{bed.institution_id}" selected>') == 2
    assert not Preference.objects.exists()


def test_the_pages_speak_english_too(journey: Journey) -> None:
    desk = journey.sign_in(Role.COORDINATOR, language="en")
    person = world.make_person()
    assert "How they live" in desk.get(f"/people/{person.pk}/").content.decode()
    assert "by pinyin" in desk.get("/people/").content.decode()
