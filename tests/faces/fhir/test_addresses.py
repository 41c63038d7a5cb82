"""A reference to an address of our own joins the record; one to another host's never does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import NOW
from tests.faces.fhir.sending import patient, pulse, system
from tests.journey import Journey
from tests.record.samples import bundle
from yiyang.audit.services import PROGRAM
from yiyang.record.models import ReferenceIndex, Resource
from yiyang.record.services.importing import import_bundle
from yiyang.rules.fhir_map.addresses import own_name

HERE = "http://testserver/fhir"
PUBLIC = "https://record.test/fhir"
BASES = ("https://node.test/fhir", "http://10.0.0.1:8000/fhir")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://node.test/fhir/Patient/1", "Patient/1"),
        ("http://NODE.test:80/fhir/Patient/1", "Patient/1"),
        ("https://node.test:443/fhir/Patient/1/_history/2", "Patient/1/_history/2"),
        ("http://10.0.0.1:8000/fhir/Patient/1", "Patient/1"),
        ("http://10.0.0.1:8001/fhir/Patient/1", None),
        ("http://10.0.0.1/fhir/Patient/1", None),
        ("https://other.test/fhir/Patient/1", None),
        ("https://node.test@other.test/fhir/Patient/1", None),
        ("https://other.test/https://node.test/fhir/Patient/1", None),
        ("https://node.test/fhir2/Patient/1", None),
        ("https://node.test/fhir/x/Patient/1", None),
        ("https://node.test/fhir/Patient/1?x=1", None),
        ("https://node.test/fhir/patient/1", None),
        ("Patient/1", None),
    ],
)
def test_only_what_stands_below_an_address_of_our_own_is_ours(
    address: str, name: str | None
) -> None:
    assert own_name(address, BASES) == name


@pytest.mark.django_db
@pytest.mark.parametrize("base", [HERE, PUBLIC, "https://testserver/fhir"])
def test_each_way_of_writing_joins_the_record_that_an_own_address_names(
    journey: Journey, settings: Any, base: str
) -> None:
    settings.BASE_URL = "https://record.test"
    sender = system(journey)
    name = sender.create(patient())
    written = [sender.create(pulse(f"{base}/{name}")), sender.create(pulse(name))]
    entry = {"method": "POST", "url": "Observation"}
    for kind in ("transaction", "batch"):
        sent = bundle({"request": entry, "resource": pulse(f"{base}/{name}")}, kind=kind)
        answer = sender.post("", sent).json()["entry"][0]["response"]
        written.append("/".join(answer["location"].split("/_history")[0].split("/")[-2:]))
    moved = [{"op": "replace", "path": "/subject/reference", "value": f"{base}/{name}"}]
    sender.patch(written[1], moved)
    seen = Resource.objects.filter(type="Observation")
    person = Resource.objects.get(type="Patient").person_id
    assert {row.person_id for row in seen} == {person} and len(seen) == 4
    assert {json.loads(row.body)["subject"]["reference"] for row in seen} == {name}
    for asked in (f"{base}/{name}", name):
        found = sender.get(f"Observation?subject={asked}").json()
        assert {f"Observation/{e['resource']['id']}" for e in found["entry"]} == set(written)


@pytest.mark.django_db
def test_an_entry_named_in_full_is_what_its_bundle_says_and_not_what_stands(
    journey: Journey,
) -> None:
    sender = system(journey)
    old = sender.create(patient())
    sent = bundle(
        {
            "fullUrl": f"{HERE}/{old}",
            "resource": patient("B-18"),
            "request": {"method": "POST", "url": "Patient"},
        },
        {
            "resource": pulse(f"{HERE}/{old}"),
            "request": {"method": "POST", "url": "Observation"},
        },
    )
    answer = sender.post("", sent)
    assert answer.status_code == 200, answer.content
    new = answer.json()["entry"][0]["response"]["location"].split("/_history")[0]
    stored = Resource.objects.get(type="Observation")
    assert json.loads(stored.body)["subject"]["reference"] == new != old


@pytest.mark.django_db
def test_the_same_path_at_another_host_stays_another_hosts(journey: Journey) -> None:
    sender = system(journey)
    name = sender.create(patient())
    for base in ("https://elsewhere.test/fhir", "http://testserver:8001/fhir"):
        there = sender.create(pulse(f"{base}/{name}"))
        stored = Resource.objects.get(fhir_id=there.partition("/")[2])
        assert stored.person_id is None
        assert json.loads(stored.body)["subject"]["reference"] == f"{base}/{name}"
        assert ReferenceIndex.objects.filter(resource=stored, target=name).count() == 0


@pytest.mark.django_db
def test_a_document_kept_whole_belongs_to_the_patient_it_names_in_full(journey: Journey) -> None:
    sender = system(journey)
    name = sender.create(patient())
    inside = {**patient(), "id": name.partition("/")[2]}
    kept = {"resourceType": "Bundle", "type": "collection"}
    for entry in (
        {"fullUrl": f"{HERE}/{name}", "resource": inside},
        {"fullUrl": "urn:uuid:0b6e5c1e-58a4-4e60-a0b5-4c2f9a3b0f10",
         "resource": {**pulse(f"{HERE}/{name}"), "id": "p"}},
    ):  # fmt: skip
        sender.create({**kept, "entry": [entry]})
    person = Resource.objects.get(type="Patient").person_id
    stored = list(Resource.objects.filter(type="Bundle"))
    assert [row.person_id for row in stored] == [person, person]
    assert f"{HERE}/{name}" in stored[0].body  # what was sent is kept as it is


@pytest.mark.django_db
def test_an_imported_file_joins_by_the_public_address_of_the_node(settings: Any) -> None:
    settings.BASE_URL = "https://record.test"
    first = {**patient(), "id": "imported"}
    lines = [first, {**pulse(f"{PUBLIC}/Patient/imported"), "id": "pulse"}]
    body = "\n".join(json.dumps(line) for line in lines).encode()
    assert import_bundle(body=body, by=PROGRAM, at=NOW).findings == ()
    assert Resource.objects.get(type="Observation").person_id is not None


@pytest.mark.django_db
def test_a_condition_finds_by_an_own_address_what_stands_under_the_name(journey: Journey) -> None:
    sender = system(journey)
    name = sender.create(patient())
    asked = f"subject={HERE}/{name}"
    first = sender.post("Observation", pulse(name), If_None_Exist=asked)
    again = sender.post("Observation", pulse(name), If_None_Exist=asked)
    assert (first.status_code, again.status_code) == (201, 200)
