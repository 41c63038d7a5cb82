"""Searching through the FHIR face."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import NOW
from tests.faces.fhir.sending import pulse, system
from tests.journey import Journey, SignedIn
from tests.record.search.people import observation, open_records, patient, person_of, put
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.network.models import InstitutionKind
from yiyang.record.models import Resource


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
        ('Patient?_filter=gender eq male and name co "建国"', ["Patient/wang"]),
        ("Patient?_filter=not (gender eq female)", ["Patient/wang"]),
        ('Observation?_filter=patient.name co "周"', []),
        ("Patient?_filter=_has:Observation:patient:status eq amended", ["Patient/wang"]),
        ("Observation?_filter=patient[gender eq male].birthdate lt 1940", ["Observation/wang-1"]),
        ("Patient?_id=wang,zhou&_content=建国,周明", ["Patient/wang"]),
        ("Observation?patient=wang&_content=amended", ["Observation/wang-1"]),
        ("Patient/wang/Observation?_content=amended", ["Observation/wang-1"]),
        ("Observation?patient=zhou&_content=amended", []),
        ("Patient?_id=wang&_text=建国", []),
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
    assert strict.json()["issue"][0]["location"] == ["http.shoe-size"]
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


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["1.00", "0.10", "1E2", "-0.0", "123456789012345678901.50"])
def test_a_number_comes_back_letter_by_letter_by_every_way(journey: Journey, number: str) -> None:
    sender = system(journey)
    person = sender.create({"resourceType": "Patient", "name": [{"text": "王建国"}]})
    body = json.dumps(pulse(person, value="NUMBER")).replace('"NUMBER"', number)
    made = sender.post("Observation", body)
    name = f"Observation/{made.json()['id']}"
    ways = (name, f"{name}/_history/1", f"{name}/_history", f"Observation?patient={person}")
    shown = [made, *map(sender.get, ways), sender.get(f"{person}/$everything")]
    for one in shown:
        assert f'"value":{number},'.encode() in one.content.replace(b": ", b":"), one.content


HOSTILE = [
    "code=" + "," * 10_000,
    "value-quantity=1e999999999",
    "value-quantity=" + "9" * 5_000,
    "date=ge0000-00-00",
    "date=9999-12-31T23:59:60",
    "code=%00",
    "code=%FF%FE",
    "_id=%27%20or%201=1%20--",
    "value-string=%5C%25_%27%22%5C",
    "code:text=%25",
    "subject=Patient/%27",
    "_sort=-code,status,subject,value-quantity,value-string,_lastUpdated,_id",
    "_page=nonsense",
    "_page=" + "A" * 400,
    "_include=*&_revinclude=Provenance:target&_include:iterate=Patient:*",
    "subject:Patient.general-practitioner.name:contains=%25",
    "_has:Provenance:target:agent.name=x",
    "component-code-value-quantity=8480-6$gt100|http://unitsofmeasure.org|",
    "_lastUpdated=ap1900",
    "date=ap9999-12-31",
    "date=lt0001-01-01",
    "_elements=value.code,subject,%20",
    "_summary=text&_elements=status",
    "identifier:of-type=a|b|c&code:not=x&method:missing=true",
    "&".join(f"x{n}=1" for n in range(2_000)),
]


@pytest.mark.django_db
def test_hostile_values_are_answered_and_never_break_the_server(doctor: SignedIn) -> None:
    for text in HOSTILE:
        for address in ("/fhir/Observation", "/fhir", "/fhir/Patient/li/Observation"):
            answer = doctor.get(f"{address}?{text}")
            assert answer.status_code in (200, 400), (address, text[:60])
            if answer.status_code == 400:
                assert answer.json()["issue"][0]["details"]["text"], text[:60]


@pytest.mark.django_db
def test_a_page_serves_nobody_but_who_asked(doctor: SignedIn, journey: Journey) -> None:
    first = doctor.get("/fhir/Observation?_count=1")
    other = journey.sign_in(Role.FAMILY_DOCTOR)
    assert other.get(link(first, "next")).status_code == 400
    assert doctor.get(link(first, "next") + "A").status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [
        "Patient?name=周",
        "Patient?_id=zhou",
        "Observation?subject:Patient.name=周",
        "Observation?_id=zhou-1&_include=Observation:subject",
        "Practitioner?_has:Observation:performer:patient.name=周",
        "Patient/zhou/Observation?",
        "Patient/zhou/*?",
        "?_id=zhou,zhou-1",
        "Patient?birthdate=1938-01-20&_revinclude=Observation:subject",
        "Patient?_list=all",
        "Patient?_has:Observation:patient:status=amended&_total=accurate",
    ],
)
def test_nothing_of_somebody_unseen_is_shown_or_counted(doctor: SignedIn, asked: str) -> None:
    address = f"/fhir{asked}" if asked.startswith("?") else f"/fhir/{asked}"
    shown = doctor.get(address)
    assert not any("zhou" in name for name in found(shown))
    Resource.objects.filter(person=person_of("zhou")).update(deleted_at=NOW)
    gone = doctor.get(address)
    assert gone.json().get("total") == shown.json().get("total")
    assert found(gone) == found(shown)


@pytest.mark.django_db
def test_what_was_created_is_found_at_once(journey: Journey) -> None:
    sender = system(journey)
    person = sender.create({"resourceType": "Patient", "name": [{"text": "王建国"}]})
    address = f"Observation?patient={person}&code=8867-4"
    assert found(sender.get(address)) == []
    name = sender.create(pulse(person))
    assert found(sender.get(address)) == [name]
    assert found(sender.get(f"Patient?_has:Observation:patient:_id={name[12:]}")) == [person]
    sender.delete(name)
    assert found(sender.get(address)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("2026-02-01", True),
        ("ge2026-02-01", True),
        ("lt2026-02-01", False),
        ("2026-01-31T23:30:00Z", True),
        ("2026-02-01T07:30:00%2B08:00", True),
        ("2026-02-01T07:30:00", True),
        ("2026-02-01T07:30", True),
        ("2026-01-31", False),
        ("gt2026-02-01", False),
        ("le2026-02", True),
    ],
)
def test_a_day_without_zone_is_one_in_shanghai(
    doctor: SignedIn, asked: str, is_found: bool
) -> None:
    put(observation("early", "wang", effectiveDateTime="2026-01-31T23:30:00Z"))
    names = found(doctor.get(f"/fhir/Observation?patient=wang&_id=early&date={asked}"))
    assert names == ["Observation/early"] * is_found


@pytest.mark.django_db
def test_a_pair_must_stand_in_one_component(doctor: SignedIn) -> None:
    pressure = {
        code: {
            "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
            "valueQuantity": {"value": value, "code": "mm[Hg]", "system": "http://ucum"},
        }
        for code, value in (("8480-6", 150), ("8462-4", 80))
    }
    put(observation("bp", "wang", component=list(pressure.values())))
    for name in ("component-code-value-quantity", "combo-code-value-quantity"):
        asked = f"/fhir/Observation?{name}="
        assert found(doctor.get(asked + "8480-6$gt140")) == ["Observation/bp"]
        assert found(doctor.get(asked + "8462-4$gt140")) == []
        assert found(doctor.get(asked + "http://loinc.org|8462-4$80||mm[Hg]")) == ["Observation/bp"]


@pytest.mark.django_db
def test_somebody_of_whom_nothing_is_said_lives(doctor: SignedIn) -> None:
    put(patient("wang", name=[{"text": "王建国"}], deceasedDateTime="2026-01-01"))
    assert found(doctor.get("/fhir/Patient?deceased=true")) == ["Patient/wang"]
    assert found(doctor.get("/fhir/Patient?deceased=false")) == ["Patient/li"]


@pytest.mark.django_db
def test_a_part_of_a_resource_says_that_it_is_one(doctor: SignedIn) -> None:
    def shown(asked: str) -> dict[str, Any]:
        return doctor.get(f"/fhir/Patient?_id=li&{asked}").json()["entry"][0]["resource"]

    part = shown("_elements=gender")
    assert set(part) == {"resourceType", "id", "meta", "gender"}
    assert part["meta"]["tag"][-1]["code"] == "SUBSETTED"
    assert "birthDate" in shown("_summary=true")
    assert set(shown("_summary=text")) == {"resourceType", "id", "meta"}
    assert shown("_summary=data")["name"]
    counted = doctor.get("/fhir/Patient?_summary=count").json()
    assert counted["total"] == 2 and "entry" not in counted


@pytest.mark.django_db
def test_a_list_is_searched_for_its_entries(doctor: SignedIn) -> None:
    held = {"resourceType": "List", "id": "ward", "status": "current", "mode": "working"}
    put(
        {
            **held,
            "subject": {"reference": "Patient/li"},
            "entry": [{"item": {"reference": "Patient/li"}}],
        }
    )
    assert found(doctor.get("/fhir/Patient?_list=ward")) == ["Patient/li"]


@pytest.mark.django_db
def test_includes_go_on_from_what_was_included_only_when_asked(doctor: SignedIn) -> None:
    put(
        {"resourceType": "Organization", "id": "home", "name": "Home"},
        patient(
            "wang",
            name=[{"text": "王建国"}],
            managingOrganization={"reference": "Organization/home"},
        ),
    )
    once = "/fhir/Observation?_id=wang-1&_include=Observation:subject"
    assert found(doctor.get(f"{once}&_include=Patient:organization"))[1:] == ["Patient/wang"]
    again = found(doctor.get(f"{once}&_include:iterate=Patient:organization"))
    assert again[1:] == ["Organization/home", "Patient/wang"]
