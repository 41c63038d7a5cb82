"""Every SHALL of a server in the Bulk Data test kit has its test, or a reason; and those tests."""

from __future__ import annotations

import ast
import csv
import json
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from tests.faces.fhir.sending import Sender, patient, pulse, system
from tests.faces.fhir.test_exporting import ASYNC, approved, begin, exported, here
from tests.journey import Journey
from yiyang.faces.jobs import exports
from yiyang.faces.jobs.exports import work_exports
from yiyang.record.models import Export, Resource

TESTS = Path(__file__).parents[2]
TABLE = Path(__file__).parent / "bulk_requirements.yaml"
LIST = "data/fhir/spec/bulk_data_test_kit_requirements.csv"
VERSION = "hl7.fhir.uv.bulkdata_2.0.0"
KINDS = ("tests", "not_applicable", "otherwise")


def rows() -> list[dict[str, object]]:
    return yaml.safe_load(TABLE.read_text(encoding="utf-8"))


def required(shared: Path) -> set[str]:
    with (shared / LIST).open(encoding="utf-8-sig", newline="") as file:
        return {
            row["ID"]
            for row in csv.DictReader(file)
            if row["Req Set"] == VERSION
            and row["Actors"] == "Server"
            and row["Conformance"] in ("SHALL", "SHALL NOT")
        }


def test_every_requirement_stands_once_and_none_is_made_up(shared: Path) -> None:
    found = Counter(each for row in rows() for each in row["ids"])
    assert set(found) == required(shared)
    assert [each for each, count in found.items() if count > 1] == []


def test_every_row_says_one_thing() -> None:
    for row in rows():
        assert len([kind for kind in KINDS if row.get(kind)]) == 1, row


def test_every_test_named_is_there() -> None:
    known = {
        node.name
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    named = {name for row in rows() for name in row.get("tests", ())}
    assert sorted(named - known) == []


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
