"""A person's situation on a day."""

from datetime import date

import pytest

from tests import world
from yiyang.kernel.geo import Point
from yiyang.people.facts import age_on, situation, situations
from yiyang.people.models import Preference


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 3, 14), 81), (date(2026, 3, 15), 82), (date(1944, 3, 15), 0)],
)
def test_a_birthday_counts_from_its_morning(day: date, age: int) -> None:
    assert age_on(date(1944, 3, 15), day) == age


@pytest.mark.django_db
def test_a_situation_says_how_a_person_lives_and_what_they_wish() -> None:
    first, second = world.make_institution(), world.make_institution()
    person = world.make_person(
        born_on=date(1944, 3, 15),
        household="LIVING_ALONE",
        lon=121.4,
        lat=31.2,
        place=world.make_place("310106020"),
    )
    Preference.objects.create(person=person, institution=second, rank=2)
    Preference.objects.create(person=person, institution=first, rank=1)
    told = situation(person, date(2026, 3, 14))
    assert (told.age, told.household, told.home) == (81, "LIVING_ALONE", Point(121.4, 31.2))
    assert (told.preferences, told.place_code) == ((first.pk, second.pk), "310106020")


@pytest.mark.django_db
def test_many_situations_take_two_queries(django_assert_num_queries: object) -> None:
    people = [world.make_person(born_on=None, lon=None, lat=None) for _ in range(4)]
    with django_assert_num_queries(2):
        told = situations([p.pk for p in people], date(2026, 3, 2))
    assert {one.age for one in told.values()} == {None}
    assert {one.home for one in told.values()} == {None}
