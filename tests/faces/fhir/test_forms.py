"""What an integrator writes in other ways than ours: slashes, forms, Parameters, parts, faults."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.faces.fhir.sending import Sender, patient, pulse, system
from tests.journey import Journey
from yiyang.record.models import Resource

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def sender(journey: Journey) -> Sender:
    return system(journey)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["{}", "{}/_history/1"])
def test_one_resource_is_told_in_part(sender: Sender, address: str) -> None:
    person = sender.create(patient(text={"status": "empty", "div": "<div>x</div>"}))
    where = address.format(person)
    some = sender.get(f"{where}?_elements=gender").json()
    assert set(some) == {"resourceType", "id", "meta", "gender"}
    assert some["meta"]["tag"][0]["code"] == "SUBSETTED"
    assert "text" not in sender.get(f"{where}?_summary=data").json()
    assert "text" in sender.get(f"{where}?_summary=false").json()
    assert set(sender.get(f"{where}?_summary=text").json()) == {
        "resourceType",
        "id",
        "meta",
        "text",
    }
    (issue,) = sender.get(f"{where}?_summary=count").json()["issue"]
    assert issue["location"] == ["http._summary"]


@pytest.mark.django_db
def test_a_history_is_told_in_part_and_never_more_than_was_asked(sender: Sender) -> None:
    person = sender.create(patient())
    (entry,) = sender.get(f"{person}/_history?_elements=gender").json()["entry"]
    assert set(entry["resource"]) == {"resourceType", "id", "meta", "gender"}
    assert sender.get(f"{person}/_history?_list=1").status_code == 400
    assert sender.get("_history?_list=mine").status_code == 400
    assert sender.get("_history?colour=red").status_code == 200
    assert sender.get("_history?colour=red", Prefer="handling=strict").status_code == 400


@pytest.mark.django_db
def test_the_base_may_end_in_a_slash_and_all_types_are_searched_by_a_form(sender: Sender) -> None:
    person = sender.create(patient())
    batch = {
        "resourceType": "Bundle",
        "type": "batch",
        "entry": [{"request": {"method": "GET", "url": person}}],
    }
    made = sender.client.post("/fhir/", batch, content_type="application/fhir+json").json()
    assert made["entry"][0]["response"]["status"] == "200"
    assert sender.client.get("/fhir/?_type=Patient").json()["total"] == 1
    found = sender.client.post("/fhir/_search", "_type=Patient", content_type=FORM)
    assert found.json()["total"] == 1
    assert sender.get("_search?_type=Patient").json()["total"] == 1


@pytest.mark.django_db
def test_a_search_of_a_whole_compartment_names_itself(sender: Sender) -> None:
    person = sender.create(patient())
    sender.create(pulse(person, 61))
    found = sender.get(f"{person}/*?_count=5").json()
    (own,) = [link["url"] for link in found["link"] if link["relation"] == "self"]
    assert own.endswith(f"/fhir/{person}/*?_count=5")
    assert sender.client.get(own).json()["total"] == found["total"] == 1


@pytest.mark.django_db
def test_an_operation_is_called_by_parameters_too(sender: Sender) -> None:
    person = sender.create(patient())
    sender.create(pulse(person, 61))
    sender.create(pulse(person, 62))
    sent = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "_type", "valueString": "Observation"},
            {"name": "_count", "valueInteger": 1},
        ],
    }
    page = sender.post(f"{person}/$everything", sent).json()
    assert [e["resource"]["resourceType"] for e in page["entry"]] == ["Observation"]
    (following,) = [link["url"] for link in page["link"] if link["relation"] == "next"]
    more = sender.client.get(following).json()
    assert more["entry"][0]["resource"]["id"] != page["entry"][0]["resource"]["id"]
    assert sender.post(f"{person}/$everything", patient()).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["Patient/$unknown", "Patient/$everything", "$unknown"])
def test_an_operation_that_is_not_offered_is_not_there(sender: Sender, address: str) -> None:
    answer = sender.get(address)
    assert answer.status_code == 404
    assert answer.json()["issue"][0]["code"] == "not-supported"


@pytest.mark.django_db
def test_every_door_tells_what_form_it_takes_and_gives(sender: Sender) -> None:
    person = sender.create(patient())
    for operation in ("$summary", "$everything", "$validate"):
        asked = sender.get(f"{person}/{operation}", Accept="application/fhir+xml")
        assert asked.status_code == 406, operation
    sent = sender.client.post("/fhir/$validate", "<a/>", content_type="application/fhir+xml")
    assert sent.status_code == 415
    known = sender.get(person, If_None_Match='W/"1"')
    assert known.status_code == 304
    assert "Content-Type" not in known


@pytest.mark.django_db
def test_what_everybody_may_read_is_read_by_pages_of_any_origin(client: Client) -> None:
    """SMART App Launch 2.2: the statement and the configuration are open to any origin."""
    told = client.get("/fhir/metadata", headers={"Origin": "https://anybody.test"})
    assert told["Access-Control-Allow-Origin"] == "*"
    rest = told.json()["rest"][0]
    assert rest["security"]["cors"] is True
    assert len(rest["compartment"]) == 5
    patients = next(one for one in rest["resource"] if one["type"] == "Patient")
    assert {"Observation:subject", "Encounter:patient"} <= set(patients["searchRevInclude"])
    assert "Observation:encounter" not in patients["searchRevInclude"]


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xml", "application/fhir%2Bxml", "ttl"])
def test_who_takes_no_json_is_told_so_in_json_and_nothing_is_done(
    sender: Sender, form: str
) -> None:
    """FHIR R4, http: 406 where a server does not serve the form that was asked for."""
    person = sender.create(patient())
    mine = sender.create(pulse(person))
    whole = {"resourceType": "Bundle", "type": "transaction", "entry": []}
    stored = list(Resource.objects.order_by("key").values_list("key", "version"))
    again = sender.get(mine).json()
    patch = [{"op": "replace", "path": "/status", "value": "amended"}]
    as_asked = f"_format={form}"
    answers = {
        "read": sender.get(f"{person}?{as_asked}"),
        "vread": sender.get(f"{person}/_history/1?{as_asked}"),
        "history": sender.get(f"{person}/_history?{as_asked}"),
        "history of a type": sender.get(f"Patient/_history?{as_asked}"),
        "history of all": sender.get(f"_history?{as_asked}"),
        "search": sender.get(f"Patient?{as_asked}"),
        "search of all": sender.get(f"?_type=Patient&{as_asked}"),
        "compartment": sender.get(f"{person}/Observation?{as_asked}"),
        "statement": sender.get(f"metadata?{as_asked}"),
        "everything": sender.get(f"{person}/$everything?{as_asked}"),
        "summary": sender.get(f"{person}/$summary?{as_asked}"),
        "summary by identifier": sender.get(f"Patient/$summary?identifier=A-17&{as_asked}"),
        "create": sender.post(f"Observation?{as_asked}", pulse(person, 80)),
        "update": sender.put(f"{mine}?{as_asked}", {**again, "status": "amended"}),
        "patch": sender.patch(f"{mine}?{as_asked}", patch),
        "transaction": sender.post(f"?{as_asked}", whole),
        "validate": sender.post(f"Observation/$validate?{as_asked}", pulse(person)),
    }
    assert {name: a.status_code for name, a in answers.items() if a.status_code != 406} == {}
    for answer in answers.values():
        assert answer.headers["Content-Type"].startswith("application/fhir+json")
        assert answer.json()["issue"][0]["details"]["coding"][0]["code"] == "FHIR_JSON_ONLY"
    assert list(Resource.objects.order_by("key").values_list("key", "version")) == stored
    assert not any("xml" in one for one in sender.get("metadata").json()["format"])
    assert sender.delete(f"{mine}?{as_asked}").status_code == 204, "no body has no form"
