"""``$validate`` over HTTP and ``yiyang validate``: every fault with its place, nothing stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journey import Journey
from tests.record.samples import patient
from tests.rules.fhir_check.own import ALL, ELDER, SOUND
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.network.models import InstitutionKind
from yiyang.record.models import Resource

BAD = patient(gender="female", birthDate="1941-5-6", colour="red")


def ask(journey: Journey, address: str, body: Any, language: str = "en") -> Any:
    centre = make_institution(InstitutionKind.CHC)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre, language=language)
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = doctor.post(address, sent, content_type="application/fhir+json")
    assert answer.json()["resourceType"] == "OperationOutcome"
    assert not Resource.objects.exists()
    return answer


UNDEFINED = ("information", "TYPE_UNDEFINED", "Patient")


def faults(answer: Any) -> set[tuple[str, str, str]]:
    return {
        (i["severity"], i["details"]["coding"][0]["code"], i.get("expression", [""])[0])
        for i in answer.json()["issue"]
    }


@pytest.mark.django_db
def test_every_fault_of_a_resource_is_told_with_its_place(journey: Journey) -> None:
    answer = ask(journey, "/fhir/Patient/$validate", BAD)
    assert answer.status_code == 200
    assert faults(answer) == {
        ("error", "WRONG_TYPE", "Patient.birthDate"),
        ("error", "UNKNOWN_ELEMENT", "Patient.colour"),
        UNDEFINED,
    }
    codes = {i["code"] for i in answer.json()["issue"] if i["severity"] == "error"}
    assert codes == {"value", "structure"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/fhir/$validate", "/fhir/Patient/$validate?mode=create"])
def test_of_a_sound_resource_it_is_said_that_it_is_sound(journey: Journey, address: str) -> None:
    answer = ask(journey, address, patient())
    assert faults(answer) == {("information", "FHIR_NO_FAULT", ""), UNDEFINED}


@pytest.mark.django_db
def test_a_code_that_r4_does_not_list_is_told_without_any_definition(journey: Journey) -> None:
    answer = ask(journey, "/fhir/Patient/$validate", patient(gender="zzz"))
    assert faults(answer) == {("error", "NOT_IN_VALUE_SET", "Patient.gender"), UNDEFINED}


@pytest.mark.django_db
def test_parameters_bring_the_resource_with_its_mode(journey: Journey) -> None:
    sent = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "mode", "valueCode": "update"},
            {"name": "resource", "resource": patient()},
        ],
    }
    assert faults(ask(journey, "/fhir/Patient/p1/$validate", sent)) == {
        ("error", "MISSING_ELEMENT", "Patient"),
        UNDEFINED,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "body", "expected"),
    [
        ("/fhir/Observation/$validate", patient(), ("error", "OTHER_TYPE", "Patient")),
        ("/fhir/Patient/p1/$validate", patient(id="p2"), ("error", "OTHER_ID", "Patient.id")),
        ("/fhir/$validate", {"resourceType": "Foo"}, ("error", "TYPE_UNKNOWN", "")),
        ("/fhir/$validate", [], ("error", "NOT_A_RESOURCE", "")),
        ("/fhir/$validate", b'{"resourceType":', ("fatal", "JSON_BROKEN", "")),
    ],
)
def test_what_is_no_such_resource_is_told(
    journey: Journey, address: str, body: Any, expected: tuple[str, str, str]
) -> None:
    assert expected in faults(ask(journey, address, body))


@pytest.mark.django_db
def test_a_mode_that_is_not_served_is_refused(journey: Journey) -> None:
    answer = ask(journey, "/fhir/Patient/$validate?mode=delete", patient())
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (400, "not-supported")


@pytest.mark.django_db
def test_faults_are_told_in_the_readers_language(journey: Journey) -> None:
    answer = ask(journey, "/fhir/Patient/$validate", BAD, language="zh-hans")
    assert "该资源类型没有这个元素" in answer.content.decode()


def test_the_command_tells_every_fault_and_ends_with_two(journey: Journey, tmp_path: Path) -> None:
    lines = tmp_path / "two.ndjson"
    lines.write_text("\n".join(json.dumps(one) for one in (patient(), BAD)), "utf-8")
    answered = journey.command("validate", str(lines), "--json")
    assert answered.exit_code == 2
    assert (answered.json["resources"], answered.json["sound"]) == (2, 1)
    assert {(i["code"], i["where"]) for i in answered.json["issues"]} == {
        ("WRONG_TYPE", "Patient.birthDate"),
        ("UNKNOWN_ELEMENT", "Patient.colour"),
    }
    assert all(i["file"] == f"{lines}, line 2" for i in answered.json["issues"])


def test_the_command_ends_with_nought_for_sound_resources(journey: Journey) -> None:
    answered = journey.command("validate", "-", stdin=json.dumps(patient()))
    assert (answered.exit_code, answered.out) == (0, "1 resources, 0 errors\n")


@pytest.mark.django_db
def test_definitions_taken_in_by_the_command_are_those_that_http_checks_by(
    journey: Journey, tmp_path: Path
) -> None:
    package = tmp_path / "own.ndjson"
    package.write_text("\n".join(json.dumps(one) for one in ALL), "utf-8")
    taken = journey.command("profiles", "import", str(package), "--json")
    assert (taken.exit_code, taken.json["counts"]) == (
        0, {"CodeSystem": 1, "StructureDefinition": 2, "ValueSet": 1}
    )  # fmt: skip
    centre = make_institution(InstitutionKind.CHC)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre, language="en")
    sent = json.dumps({**SOUND, "birthDate": "1941", "gender": "unclear"}).encode()

    def told(address: str) -> set[tuple[str, str, str]]:
        return faults(doctor.post(address, sent, content_type="application/fhir+json"))

    assert told("/fhir/Patient/$validate") == {("error", "NOT_IN_VALUE_SET", "Patient.gender")}
    for body in ({**SOUND}, {**SOUND, "identifier": []}):
        sent = json.dumps({k: v for k, v in body.items() if v}).encode()
        has_error = "error" in {s for s, *_ in told(f"/fhir/Patient/$validate?profile={ELDER}")}
        assert has_error == (not body["identifier"])
    assert told("/fhir/Patient/$validate?profile=urn:x:nothing") == {
        ("error", "PROFILE_UNKNOWN", "")
    }


def test_one_faulty_definition_leaves_the_others_of_its_package(
    journey: Journey, tmp_path: Path
) -> None:
    package = tmp_path / "own.ndjson"
    bad = {**ALL[2], "id": "bad", "url": "urn:x:bad", "status": 7}
    package.write_text("\n".join(json.dumps(one) for one in (*ALL, bad)), "utf-8")
    taken = journey.command("profiles", "import", str(package), "--json")
    assert (taken.exit_code, taken.json["findings"]) == (2, 1)
    assert Resource.objects.filter(type="ValueSet").count() == 1
    assert Resource.objects.count() == len(ALL)


def test_the_command_checks_by_a_package_without_a_database(
    journey: Journey, tmp_path: Path
) -> None:
    package, file = tmp_path / "own.ndjson", tmp_path / "one.json"
    package.write_text("\n".join(json.dumps(one) for one in ALL), "utf-8")
    file.write_text(json.dumps({**SOUND, "birthDate": None} | {"birthDate": "1941"}), "utf-8")
    words = ("validate", str(file), "--definitions", str(package), "--profile", ELDER)
    assert journey.command(*words).exit_code == 0
    file.write_text(json.dumps({k: v for k, v in SOUND.items() if k != "birthDate"}), "utf-8")
    answered = journey.command(*words, "--json")
    assert answered.exit_code == 2
    assert [i["code"] for i in answered.json["issues"]] == ["INVARIANT"]
