"""Demands of the Bulk Data test kit on a server that no other test shows."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.faces.fhir.sending import Sender, patient, pulse, system
from tests.faces.fhir.test_exporting import ASYNC, approved, begin, exported, here
from tests.journey import Journey
from yiyang.faces.jobs import exports
from yiyang.faces.jobs.exports import work_exports
from yiyang.record.models import Export, Resource


@pytest.fixture
def sender(journey: Journey) -> Sender:
    sender = system(journey)
    person = sender.create(patient())
    sender.create(pulse(person))
    here()
    return sender


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["$export", "Patient/$export", "Group/g/$export"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_way_to_ask_is_answered_with_where_to_follow_it(
    sender: Sender, where: str, method: str
) -> None:
    name = Resource.objects.get(type="Patient").fhir_id
    member = [{"entity": {"reference": f"Patient/{name}"}}]
    group = {"type": "person", "actual": True, "member": member}
    sender.put("Group/g", {"resourceType": "Group", "id": "g", **group})
    asked = approved(sender, "Patient", "Observation")
    if method == "GET":
        answer = sender.get(f"{where}?{asked}", **ASYNC)
    else:
        pairs = [part.split("=", 1) for part in asked.split("&")]
        parameter = [{"name": name, "valueString": value} for name, value in pairs]
        sent = {"resourceType": "Parameters", "parameter": parameter}
        answer = sender.post(where, sent, **ASYNC)
    assert answer.status_code == 202, answer.content
    assert answer["Content-Location"].startswith("http://testserver/fhir/bulk/")
    work_exports(timezone.now())
    status = answer["Content-Location"].removeprefix("http://testserver/fhir/")
    manifest = sender.get(status).json()
    if method == "POST":
        assert manifest["request"] == f"http://testserver/fhir/{where}"
    assert {one["type"] for one in manifest["output"]} == {"Patient", "Observation"}


@pytest.mark.django_db
def test_the_manifest_is_as_the_standard_asks(sender: Sender) -> None:
    name = Resource.objects.get(type="Observation").fhir_id
    subject = f"Patient/{Resource.objects.get(type='Patient').fhir_id}"
    assert sender.put(f"Observation/{name}", {**pulse(subject, 99), "id": name}).status_code == 200
    path = f"Patient/$export?{approved(sender, 'Patient', 'Observation')}"
    status = begin(sender, path)
    work_exports(timezone.now())
    done = sender.get(status)
    assert (done.status_code, done["Content-Type"]) == (200, "application/json")
    manifest = done.json()
    assert datetime.fromisoformat(manifest["transactionTime"]).tzinfo is not None
    assert manifest["request"] == f"http://testserver/fhir/{path}"
    assert manifest["requiresAccessToken"] is True and manifest["error"] == []
    assert isinstance(manifest["extension"], dict)
    for file in manifest["output"]:
        assert file["url"].startswith("http://testserver/") and isinstance(file["count"], int)
        answer = sender.get(file["url"].removeprefix("http://testserver/fhir/"))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/fhir+ndjson")
        lines = [json.loads(line) for line in answer.content.splitlines()]
        assert {line["resourceType"] for line in lines} == {file["type"]}
        names = [line["id"] for line in lines]
        assert len(names) == len(set(names))
        newest = [line["valueQuantity"]["value"] for line in lines if "valueQuantity" in line]
        assert newest in ([], [99])


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["application/fhir%2Bndjson", "application/ndjson", "ndjson"])
def test_each_word_for_ndjson_is_taken(sender: Sender, word: str) -> None:
    begin(sender, f"Patient/$export?{approved(sender, 'Patient')}&_outputFormat={word}")


@pytest.mark.django_db
def test_types_said_once_or_several_times_are_the_same(sender: Sender) -> None:
    asked = approved(sender, "Patient", "Observation").replace(",", "&_type=")
    assert set(exported(sender, f"Patient/$export?{asked}")) == {"Patient", "Observation"}
    only = approved(sender, "Patient")
    assert set(exported(sender, f"Patient/$export?{only}")) == {"Patient"}


@pytest.mark.django_db
def test_what_changed_since_is_taken_and_what_did_not_is_left(sender: Sender) -> None:
    old = timezone.now() - timedelta(days=3)
    Resource.objects.filter(type="Observation").update(updated_at=old)
    since = (old + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    asked = approved(sender, "Patient", "Observation")
    assert set(exported(sender, f"Patient/$export?{asked}&_since={since}")) == {"Patient"}
    export = Export.objects.get()
    assert export.as_of <= export.asked_at


@pytest.mark.django_db
def test_provenance_of_what_is_exported_comes_too(sender: Sender) -> None:
    subject = f"Patient/{Resource.objects.get(type='Patient').fhir_id}"
    agent = [{"who": {"reference": subject}}]
    told = {"target": [{"reference": subject}], "agent": agent, "recorded": "2026-03-01T08:00:00Z"}
    made = sender.create({"resourceType": "Provenance", **told})
    found = exported(sender, f"Patient/$export?{approved(sender, 'Patient', 'Provenance')}")
    assert [f"Provenance/{one['id']}" for one in found["Provenance"]] == [made]


@pytest.mark.django_db
def test_after_it_is_deleted_nothing_is_there(sender: Sender) -> None:
    status = begin(sender, f"Patient/$export?{approved(sender, 'Patient')}")
    assert sender.delete(status).status_code == 202
    file = f"{status}/Patient.1.ndjson"
    for answer in (sender.get(status), sender.delete(status), sender.get(file)):
        assert answer.status_code == 404
        assert answer.json()["resourceType"] == "OperationOutcome"


@pytest.mark.django_db
def test_an_export_that_failed_says_so(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    status = begin(sender, f"Patient/$export?{approved(sender, 'Patient')}")

    def broken(**_: object) -> bool:
        raise RuntimeError("secret")

    monkeypatch.setattr(exports, "work_export", broken)
    with pytest.raises(RuntimeError):
        work_exports(timezone.now())
    answer = sender.get(status)
    assert (answer.status_code, answer.json()["resourceType"]) == (500, "OperationOutcome")
    assert answer["Content-Type"].startswith("application/fhir+json")
    assert "secret" not in answer.content.decode()
