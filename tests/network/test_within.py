"""What lies in a place: a district's sub-districts, a city's districts, the country's cities."""

from __future__ import annotations

import pytest

from tests import world
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.kernel.identifiers import begins, lies_in
from yiyang.network.models import Place
from yiyang.people.models import Person

pytestmark = pytest.mark.django_db
PLACES = ("CN", "310000", "310106", "310106006", "310115", "330000", "330100", "330106", "330203")


@pytest.mark.parametrize(
    ("place", "inside"),
    [
        ("CN", set(PLACES)),
        ("310000", {"310000", "310106", "310106006", "310115"}),
        ("310106", {"310106", "310106006"}),
        ("310106006", {"310106006"}),
        ("330000", {"330000", "330100", "330106", "330203"}),
        ("330100", {"330100", "330106"}),
        ("-", set()),
    ],
)
def test_a_place_holds_what_its_code_says(place: str, inside: set[str]) -> None:
    for code in PLACES:
        Place.objects.get_or_create(code=code, defaults={"name_zh": code, "name_en": code})
    assert {one for one in PLACES if lies_in(one, place)} == inside
    found = Place.objects.filter(code__within=place).values_list("code", flat=True)
    # The country's own row begins with no number; everything else of it does.
    assert set(found) == inside
    assert begins("310106") == "310106"


def test_an_officer_of_a_city_sees_the_people_and_the_homes_of_its_districts(
    journey: Journey,
) -> None:
    near, far = world.make_place("330106"), world.make_place("330203")
    for place, name in ((near, "张近"), (far, "李远")):
        world.make_person(name, place=place)
        world.make_institution(place=place, name_zh=f"{name}之家")
    city = Place.objects.get_or_create(code="330100", defaults={"name_zh": "市", "name_en": "C"})[0]
    desk = journey.sign_in(Role.COORDINATOR, place=city)
    people = desk.get("/people/").content.decode()
    assert "张近" in people and "李远" not in people
    officer = journey.sign_in(Role.CIVIL_AFFAIRS, place=city)
    homes = officer.get("/institutions/").content.decode()
    assert "张近之家" in homes and "李远之家" not in homes
    person = Person.objects.get(name="李远")
    assert desk.get(f"/people/{person.pk}/").status_code == 404


def test_a_measure_counts_a_country_a_province_and_a_district_and_refuses_another(
    journey: Journey,
) -> None:
    for code in ("310106", "310115", "330106"):
        world.make_person(place=world.make_place(code))
    counted = {
        place: journey.command("measure", "coverage.everyone", "--place", place, "--json")
        for place in ("CN", "310000", "310106", "999999")
    }
    assert {p: a.json["total"]["denominator"] for p, a in counted.items() if a.exit_code == 0} == {
        "CN": 3, "310000": 2, "310106": 1,
    }  # fmt: skip
    refused = counted["999999"]
    assert (refused.exit_code, "MEASURE_UNKNOWN_PLACE" in refused.err) == (3, True)
