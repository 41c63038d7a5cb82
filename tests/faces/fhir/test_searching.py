"""Searching through the FHIR face."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.journey import Journey, SignedIn
from tests.record.search.people import observation, open_records, patient, put
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.network.models import InstitutionKind


@pytest.fixture
def doctor(journey: Journey) -> SignedIn:
    """A doctor who sees Li and Wang, and not Zhou."""
    put(
        patient("li", name=[{"text": "李素珍"}], birthDate="1941-05-06", gender="female"),
        patient("wang", name=[{"text": "王建国"}], birthDate="1938-01-20", gender="male"),
        patient("zhou", name=[{"text": "周明"}], birthDate="1938-01-20", gender="male"),
        *(observation(f"li-{n}", "li") for n in range(7)),
        observation("wang-1", "wang", status="amended"),
        observation("zhou-1", "zhou", status="amended"),
    )
    centre = make_institution(InstitutionKind.CHC)
    open_records(centre, "li", "wang")
    return journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)


def found(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    entries = answer.json().get("entry", [])
    return [
        f"{e['resource']['resourceType']}/{e['resource'].get('id')}"
        for e in entries
        if e["search"]["mode"] != "outcome"
    ]


def link(answer: Any, relation: str) -> str:
    links = {one["relation"]: one["url"] for one in answer.json()["link"]}
    if relation not in links:
        return ""
    parts = urlsplit(links[relation])
    return f"{parts.path}?{parts.query}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("Patient?gender=male", ["Patient/wang"]),
        ("Patient?name=李", ["Patient/li"]),
        ("Patient?birthdate=1938-01-20", ["Patient/wang"]),
        ("Patient?birthdate=lt1940,gt1941-05", ["Patient/wang"]),
        ("Observation?subject=Patient/wang&status=amended", ["Observation/wang-1"]),
        ("Observation?patient=zhou", []),
        ("Observation?patient.name=周", []),
        ("Observation?patient.name=王", ["Observation/wang-1"]),
        ("Patient?_has:Observation:patient:status=amended", ["Patient/wang"]),
        ("Patient?_sort=-birthdate", ["Patient/li", "Patient/wang"]),
        ("Patient/wang/Observation?", ["Observation/wang-1"]),
        ("Patient/wang/*?_type=Observation", ["Observation/wang-1"]),
        ("?_type=Patient,Observation&_id=wang,wang-1", ["Observation/wang-1", "Patient/wang"]),
        (
            "Observation?status=amended&_include=Observation:subject",
            ["Observation/wang-1", "Patient/wang"],
        ),
        (
            "Patient?gender=male&_revinclude=Observation:subject",
            ["Patient/wang", "Observation/wang-1"],
        ),
    ],
)
def test_a_doctor_finds_what_they_may_see(doctor: SignedIn, asked: str, names: list[str]) -> None:
    address = f"/fhir{asked}" if asked.startswith("?") else f"/fhir/{asked}"
    assert found(doctor.get(address)) == names


@pytest.mark.django_db(transaction=True)
def test_pages_lose_nothing_and_show_nothing_twice_where_all_are_alike(doctor: SignedIn) -> None:
    seen = []
    answer = doctor.get("/fhir/Observation?patient=li&_sort=date&_count=3")
    seen += found(answer)
    put(observation("li-0a", "li", effectiveDateTime="2020-01-01"), observation("li-9", "li"))
    while address := link(answer, "next"):
        assert "li" not in address.partition("?")[0]
        answer = doctor.get(address)
        seen += found(answer)
    assert sorted(seen) == [f"Observation/li-{n}" for n in range(7)]
    assert len(seen) == 7


@pytest.mark.django_db
def test_going_back_shows_the_page_before(doctor: SignedIn) -> None:
    first = doctor.get("/fhir/Observation?patient=li&_sort=-date&_count=3")
    second = doctor.get(link(first, "next"))
    assert found(doctor.get(link(second, "previous"))) == found(first)
    assert found(doctor.get(link(second, "first"))) == found(first)


@pytest.mark.django_db
def test_each_person_shown_can_read_that_they_were(doctor: SignedIn) -> None:
    before = Entry.objects.count()
    doctor.get("/fhir/Observation?_count=100")
    rows = Entry.objects.order_by("pk")[before:]
    assert [row.action for row in rows] == ["record.read", "record.read"]
    assert len({row.person_id for row in rows}) == 2


@pytest.mark.django_db
def test_an_unknown_parameter_is_refused_under_strict_and_told_of_under_lenient(
    doctor: SignedIn,
) -> None:
    asked = "/fhir/Patient?gender=male&shoe-size=43"
    strict = doctor.get(asked, headers={"prefer": "handling=strict"})
    assert strict.status_code == 400
    assert strict.json()["issue"][0]["expression"] == ["shoe-size"]
    lenient = doctor.get(asked)
    assert found(lenient) == ["Patient/wang"]
    assert "shoe-size" not in link(lenient, "self")
    assert lenient.json()["entry"][-1]["search"]["mode"] == "outcome"


@pytest.mark.django_db
def test_a_form_finds_what_an_address_finds(doctor: SignedIn) -> None:
    form = "gender=male&name=%E7%8E%8B"
    answer = doctor.post(
        "/fhir/Patient/_search", form, content_type="application/x-www-form-urlencoded"
    )
    assert found(answer) == ["Patient/wang"]


@pytest.mark.django_db
def test_numbers_are_shown_as_they_were_written(doctor: SignedIn) -> None:
    put({**observation("li-w", "li"), "valueQuantity": {"value": 1.0, "unit": "kg"}})
    assert b'"value":1.0,' in doctor.get("/fhir/Observation?_id=li-w").content
    assert b'"value":1.0,' in doctor.get("/fhir/Observation?_id=li-w&_elements=value").content
