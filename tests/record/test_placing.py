"""A place holds what lies in it: a sub-district, a district, a city, a province, the country."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.world import make_person, make_place
from yiyang.audit.projected import Change
from yiyang.record.models import Resource
from yiyang.record.selectors.placing import of_place
from yiyang.record.services.projecting import PERSON, project


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "holds"),
    [
        ("310106006", {"near"}),
        ("310106", {"near"}),
        ("310100", {"near"}),
        ("310000", {"near"}),
        ("320000", {"far"}),
        ("320500", {"far"}),
        ("320100", set()),
        ("CN", {"near", "far"}),
        ("", set()),
    ],
)
def test_people_of_a_place_are_those_who_live_anywhere_in_it(code: str, holds: set[str]) -> None:
    living = {"near": "310106006", "far": "320505001"}
    people = {name: make_person(place=make_place(place)) for name, place in living.items()}
    nobody = make_person()
    nobody.place = None
    nobody.save()
    project([Change(PERSON, one.pk, NOW) for one in (*people.values(), nobody)])
    found = of_place(Resource.objects.filter(type="Patient"), code)
    names = {person.pk: name for name, person in people.items()}
    assert {names[row.person_id] for row in found} == holds
