"""Versions of resources are asked as the store is, by what they say themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import NOW
from tests.record.search.people import observation
from yiyang.record.selectors.search.holding import holds_of
from yiyang.rules.fhir_map.query import parse
from yiyang.rules.fhir_map.written import read_json, write_json

NOTE = {"status": "generated", "div": "<div>心率 <b>Heart</b> rate &lt; 90</div>"}
PULSES = [observation("a", "li", text=NOTE), observation("b", "li", status="amended")]
PLACES: list[dict[str, Any]] = [
    {"resourceType": "Location", "id": "near", "position": {"latitude": 31.23, "longitude": 121.4}},
    {"resourceType": "Location", "id": "far", "position": {"latitude": 39.9, "longitude": 116.4}},
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "text", "held"),
    [
        ("_filter", "status eq amended or date gt 2027", [False, True]),
        ("_filter", "not (status eq amended)", [True, False]),
        ("_filter", "subject re Patient/li and code ne x", [True, True]),
        ("_text", "heart", [True, False]),
        ("_text", "心率 and not(art)", [True, False]),
        ("_content", "amended", [False, True]),
        ("_content", '"rate < 90", amended', [True, True]),
        ("near", "31.2|121.4|5|km", [True, False]),
    ],
)
def test_a_version_is_asked_by_filters_words_and_places(
    name: str, text: str, held: list[bool]
) -> None:
    resources = PLACES if name == "near" else PULSES
    parsed = parse(resources[0]["resourceType"], [(name, text)])
    assert parsed.faults == parsed.unknown == ()
    versions = [(read_json(write_json(one)), NOW) for one in resources]
    assert holds_of(versions, parsed.query, at=NOW) == held


@pytest.mark.django_db
def test_a_place_beyond_the_pole_breaks_no_search_for_what_is_near() -> None:
    """Whose latitude is more than ninety degrees lies on the other side, and its sine says so."""
    beyond = {"latitude": 90.4, "longitude": 0}
    query = parse("Location", [("near", "89.6|180|5|km")]).query
    place = {"resourceType": "Location", "id": "beyond", "position": beyond}
    assert holds_of([(read_json(write_json(place)), NOW)], query, at=NOW) == [True]
