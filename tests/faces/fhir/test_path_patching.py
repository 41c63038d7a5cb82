"""FHIRPath Patch: each operation, at the place that its path names and at no other."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.faces.fhir.sending import Sender, patient, pulse, system
from tests.journey import Journey
from tests.record.samples import bundle
from yiyang.faces.fhir.patching import BadPatch
from yiyang.faces.fhir.path_patching import path_patched
from yiyang.record.models import Resource
from yiyang.rules.fhir_map.written import read_json, write_json


def operation(kind: str, path: str, **parts: Any) -> dict[str, Any]:
    """Return one operation; ``value`` is its whole part without the name."""
    told = [{"name": "type", "valueCode": kind}, {"name": "path", "valueString": path}]
    for name, given in parts.items():
        if name == "value":
            told.append({"name": "value", **given})
        elif isinstance(given, int):
            told.append({"name": name, "valueInteger": given})
        else:
            told.append({"name": name, "valueString": given})
    return {"name": "operation", "part": told}


def sent(*operations: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Parameters", "parameter": list(operations)}


ELDER = {
    "resourceType": "Patient",
    "id": "p",
    "name": [
        {"use": "old", "family": "Li", "given": ["A", "B"], "_given": [None, {"id": "b"}]},
        {
            "use": "official",
            "family": "Li",
            "extension": [{"url": "urn:c", "valueString": "x"}],
        },
    ],
    "birthDate": "1941-05-06",
    "deceasedBoolean": False,
    "contact": [{"name": {"family": "Wang"}, "gender": "male"}],
    "extension": [{"url": "urn:a", "valueString": "x"}],
}

CHANGES = [
    (operation("add", "Patient", name="gender", value={"valueCode": "female"}),
     lambda p: p.update(gender="female")),
    (operation("add", "Patient.name[1]", name="given", value={"valueString": "C"}),
     lambda p: p["name"][1].update(given=["C"])),
    (operation("add", "Patient.name.first()", name="given", value={"valueString": "C"}),
     lambda p: p["name"][0].update(given=["A", "B", "C"], _given=[None, {"id": "b"}, None])),
    (operation("add", "Patient", name="contact", value={"part": [
        {"name": "name", "valueHumanName": {"family": "Zhao"}},
        {"name": "telecom", "valueContactPoint": {"value": "1"}},
        {"name": "telecom", "valueContactPoint": {"value": "2"}}]}),
     lambda p: p["contact"].append(
         {"name": {"family": "Zhao"}, "telecom": [{"value": "1"}, {"value": "2"}]})),
    (operation("insert", "Patient.name[0].given", index=1, value={"valueString": "X"}),
     lambda p: p["name"][0].update(given=["A", "X", "B"], _given=[None, None, {"id": "b"}])),
    (operation("delete", "Patient.name.where(use = 'old')"), lambda p: p["name"].pop(0)),
    (operation("delete", "Patient.name[0].given[1]"),
     lambda p: p["name"][0].update(given=["A"], _given=[None])),
    (operation("delete", "Patient.contact"), lambda p: p.pop("contact")),
    (operation("delete", "Patient.photo"), lambda p: None),
    (operation("replace", "Patient.birthDate", value={"valueDate": "1942"}),
     lambda p: p.update(birthDate="1942")),
    (operation("replace", "Patient.deceased", value={"valueDateTime": "2026-01-01"}),
     lambda p: (p.pop("deceasedBoolean"), p.update(deceasedDateTime="2026-01-01"))),
    (operation("replace", "Patient.name.where(use='official' and family = 'Li').family",
               value={"valueString": "Zhang"}),
     lambda p: p["name"][1].update(family="Zhang")),
    (operation("replace", "Patient.extension('urn:a').value", value={"valueString": "y"}),
     lambda p: p["extension"][0].update(valueString="y")),
    (operation("replace", "Patient.extension('urn:a')",
               value={"valueExtension": {"url": "urn:b", "valueString": "y"}}),
     lambda p: p["extension"][0].update(url="urn:b", valueString="y")),
    (operation("replace", "name[1].extension('urn:c')",
               value={"valueExtension": {"url": "urn:c", "valueString": "z"}}),
     lambda p: p["name"][1]["extension"][0].update(valueString="z")),
    (operation("move", "Patient.name[0].given", source=1, destination=0),
     lambda p: p["name"][0].update(given=["B", "A"], _given=[{"id": "b"}, None])),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "by_hand"), CHANGES, ids=lambda one: "")
def test_an_operation_does_what_is_done_by_hand(asked: dict[str, Any], by_hand: Any) -> None:
    expected = json.loads(json.dumps(ELDER))
    by_hand(expected)
    assert path_patched(json.loads(json.dumps(ELDER)), sent(asked)) == expected


@pytest.mark.parametrize(
    "asked",
    [
        operation("add", "Patient", name="birthDate", value={"valueDate": "1942"}),
        operation("add", "Patient", name="deceased", value={"valueDateTime": "2026"}),
        operation("add", "Patient", name="colour", value={"valueString": "red"}),
        operation("add", "Patient.name", name="text", value={"valueString": "two places"}),
        operation("insert", "Patient.name", index=3, value={"valueHumanName": {"text": "x"}}),
        operation("insert", "Patient.birthDate", index=0, value={"valueDate": "1942"}),
        operation("delete", "Patient.name"),
        operation("delete", "Patient"),
        operation("replace", "Patient.gender", value={"valueCode": "male"}),
        operation("replace", "Patient.id", value={"valueId": "other"}),
        operation("replace", "Patient", value={"valueString": "x"}),
        operation("replace", "", value={"valueString": "x"}),
        operation("replace", "[0]", value={"valueString": "x"}),
        operation("add", "Patient.contact", name="gender", value={"part": []}),
        operation("add", "Patient.extension", name="value", value={"part": []}),
        operation("add", "Patient", name="gender", value={"valueCode": "male"}, colour="red"),
        {"name": "operation", "part": operation("delete", "Patient.contact")["part"] * 2},
        operation("move", "Patient.name", source=0, destination=2),
        operation("sort", "Patient.name"),
        operation("delete", "Patient.name.repeat(given)"),
        operation("delete", "Patient.name.where(family.matches('(L+)+$'))"),
        operation("delete", "Patient.name.where(use = 'old'"),
        operation("delete", "." * 3_000),
        {"name": "operation"},
        {"name": "other", "part": []},
        7,
    ],
)
def test_what_cannot_be_done_is_refused(asked: Any) -> None:
    with pytest.raises(BadPatch):
        path_patched(json.loads(json.dumps(ELDER)), sent(asked))


def test_another_try_of_the_same_patch_begins_anew() -> None:
    asked = sent(
        operation("add", "Patient", name="name", value={"valueHumanName": {"family": "Zhang"}}),
        operation("add", "Patient.name[2]", name="given", value={"valueString": "C"}),
    )
    tries = [path_patched(json.loads(json.dumps(ELDER)), asked) for _ in range(2)]
    assert tries[0] == tries[1] and tries[1]["name"][2]["given"] == ["C"]


def test_numbers_stay_as_they_were_written() -> None:
    stored = b'{"resourceType":"Observation","id":"o","valueQuantity":{"value":1.00},"referenceRange":[{"low":{"value":1E1}}]}'  # noqa: E501 -- one text
    asked = sent(operation("replace", "Observation.value.unit", value={"valueString": "x"}))
    with pytest.raises(BadPatch):
        path_patched(read_json(stored), asked)
    asked = sent(operation("add", "Observation.value", name="unit", value={"valueString": "x"}))
    made = write_json(path_patched(read_json(stored), asked))
    assert b'"value":1.00,"unit":"x"' in made and b"1E1" in made


def by_path(sender: Sender, name: str, asked: Any, **headers: str) -> Any:
    return sender._send("patch", name, asked, "application/fhir+json", headers)


@pytest.mark.django_db
def test_both_patches_are_taken_alone_and_in_a_bundle(journey: Journey) -> None:
    sender = system(journey)
    name = sender.create(pulse(sender.create(patient())))
    asked = sent(operation("replace", "Observation.status", value={"valueCode": "amended"}))
    done = by_path(sender, name, asked, If_Match='W/"1"')
    assert done.status_code == 200 and done.json()["status"] == "amended", done.content
    assert by_path(sender, name, asked, If_Match='W/"1"').status_code == 412
    unsound = sent(operation("delete", "Observation.status"))
    assert by_path(sender, name, unsound).status_code == 422
    assert by_path(sender, name, []).status_code == 400
    twice = sent(operation("replace", "Observation.status", value={"valueCode": "final"}))
    twice["parameter"][0]["part"][2]["valueString"] = "amended"
    deep: dict[str, Any] = {"valueString": "x"}
    for _ in range(400):
        deep = {"part": [{"name": "component", **deep}]}
    nested = sent(operation("add", "Observation", name="component", value=deep))
    for unclear in (twice, nested):
        answer = by_path(sender, name, unclear)
        assert answer.status_code == 422, answer.content
    for kind, status in (("batch", "final"), ("transaction", "corrected")):
        part = {"valueCode": status}
        entry = {
            "resource": sent(operation("replace", "Observation.status", value=part)),
            "request": {"method": "PATCH", "url": name},
        }
        answer = sender.post("", bundle(entry, kind=kind)).json()
        assert "entry" in answer, answer
        assert answer["entry"][0]["response"]["status"] == "200", answer
        assert f'"status":"{status}"' in Resource.objects.get(type="Observation").body
    assert Resource.objects.get(type="Observation").version == 4
