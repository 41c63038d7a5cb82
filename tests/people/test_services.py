"""Changing what is known about people; a refusal writes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import world
from tests.conftest import NOW
from yiyang.access.models import Grant, Role
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.consents.services.own import join_relative
from yiyang.people import services
from yiyang.people.identifiers import open_
from yiyang.people.models import Identifier, Person, Preference, Relative
from yiyang.people.selectors import person_by_identifier

pytestmark = pytest.mark.django_db
RESIDENT_ID = "310106194003150026"
WHO = services.Identity(name="张桂英", sex="2", born_on=date(1940, 3, 15))
DONE = {"by": PROGRAM, "at": NOW}


def register(identity: services.Identity = WHO, **more: object) -> Person:
    return services.register_person(identity=identity, living=services.Living(), **DONE, **more)


def test_a_person_is_registered_with_a_pinyin_key_and_a_sealed_resident_id() -> None:
    person = register(resident_id=RESIDENT_ID)
    kept = Identifier.objects.get(person=person)
    assert person.name_key == "zhang gui ying"
    assert RESIDENT_ID.encode() not in bytes(kept.sealed_value)
    assert (open_(kept.sealed_value), kept.last_4) == (RESIDENT_ID, "0026")
    assert person_by_identifier("RESIDENT_ID", RESIDENT_ID) == person.pk
    assert Entry.objects.get().action == "people.register"


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"name": " "}, ["NAME_MISSING"]),
        ({"sex": "3"}, ["UNKNOWN_SEX"]),
        ({"born_on": date(2026, 3, 3)}, ["IMPOSSIBLE_BIRTH"]),
        ({"born_on": date(1890, 1, 1)}, ["IMPOSSIBLE_BIRTH"]),
        ({"lon": 121.4}, ["IMPOSSIBLE_POINT"]),
        ({"lon": 121.4, "lat": 95.0}, ["IMPOSSIBLE_POINT"]),
        ({"name": "", "sex": "x"}, ["NAME_MISSING", "UNKNOWN_SEX"]),
    ],
)
def test_everything_that_cannot_be_true_is_named_and_nothing_is_written(
    change: dict, codes: list[str]
) -> None:
    with pytest.raises(services.BadPerson) as refused:
        register(replace(WHO, **change))
    assert [f.code for f in refused.value.findings] == codes
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


def test_a_resident_id_that_differs_from_the_birth_date_is_refused() -> None:
    with pytest.raises(services.BadPerson):
        register(replace(WHO, born_on=date(1941, 3, 15)), resident_id=RESIDENT_ID)
    assert not Person.objects.exists()


def test_one_resident_id_belongs_to_one_person() -> None:
    register(resident_id=RESIDENT_ID)
    with pytest.raises(services.AlreadyKnown):
        register(replace(WHO, name="李桂英"), resident_id=RESIDENT_ID.lower())
    assert Person.objects.count() == 1
    assert Entry.objects.count() == 1


def test_a_change_names_the_changed_fields_in_the_trail_and_not_their_values() -> None:
    person = register()
    services.change_person(
        person_id=person.pk,
        identity=replace(WHO, name="章桂英", address="南京西路1号"),
        living=services.Living(household="LIVING_ALONE", has_carer=False),
        **DONE,
    )
    person.refresh_from_db()
    assert (person.name, person.household) == ("章桂英", "LIVING_ALONE")
    body = bytes(Entry.objects.get(action="people.change").payload.body).decode()
    assert '"address","has_carer","household","name"' in body
    assert "南京西路" not in body


def test_preferences_are_replaced_whole_and_keep_their_order() -> None:
    person, homes = world.make_person(), [world.make_institution() for _ in range(5)]
    services.set_preferences(person_id=person.pk, institution_ids=[h.pk for h in homes], **DONE)
    services.set_preferences(person_id=person.pk, institution_ids=[homes[3].pk], **DONE)
    assert list(Preference.objects.values_list("institution", "rank")) == [(homes[3].pk, 1)]


def test_a_sixth_a_doubled_and_a_closed_institution_are_refused() -> None:
    person, homes = world.make_person(), [world.make_institution() for _ in range(6)]
    closed = world.make_institution(is_open=False)
    for wish in ([h.pk for h in homes], [homes[0].pk, homes[0].pk], [closed.pk]):
        with pytest.raises(services.BadPreferences):
            services.set_preferences(person_id=person.pk, institution_ids=wish, **DONE)
    assert not Preference.objects.exists()


def test_a_relative_is_removed_only_from_the_person_they_belong_to() -> None:
    person, other = world.make_person(), world.make_person("李建国")
    daughter = services.add_relative(
        person_id=person.pk, name="王芳", relation="CHILD", is_carer=True, **DONE
    )
    services.remove_relative(person_id=other.pk, relative_id=daughter.pk, **DONE)
    assert Relative.objects.count() == 1
    services.remove_relative(person_id=person.pk, relative_id=daughter.pk, **DONE)
    assert not Relative.objects.exists()


def test_a_representative_who_is_removed_sees_the_person_no_longer() -> None:
    person = world.make_person()
    account = world.make_assignment(Role.RESIDENT).account
    guardian, other = (
        services.add_relative(
            person_id=person.pk, name=name, relation="GUARDIAN", is_representative=True, **DONE
        )
        for name in ("王芳", "王平")
    )
    join_relative(relative_id=guardian.pk, username=account.username, **DONE)
    seen = Grant.objects.filter(span__contains=NOW + timedelta(seconds=1))
    services.remove_relative(person_id=person.pk, relative_id=other.pk, **DONE)
    assert seen.get().grantee_id == account.pk
    services.remove_relative(person_id=person.pk, relative_id=guardian.pk, **DONE)
    assert not seen.exists()
    assert Entry.objects.filter(action="grant.end").count() == 1
