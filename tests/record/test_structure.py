"""Elements that are not those of the type are told, each with its place."""

from typing import Any

import pytest

from tests.record.samples import observation, patient
from yiyang.kernel.findings import Finding
from yiyang.rules.fhir_map.shape import check_shape
from yiyang.rules.fhir_map.structure import structure_findings
from yiyang.rules.fhir_map.written import Written

COMPARATOR = "Observation.valueQuantity.comparator"
DAY = "Observation.effectiveTiming.repeat.dayOfWeek[1]"
GOOD = {"id": "o1", "subject": {"reference": "Patient/p"}}


def shape_findings(resource: Any) -> list[Finding]:
    return check_shape(resource).findings


def test_a_sound_resource_has_no_fault() -> None:
    assert shape_findings(observation("8867-4", 88, "/min", **GOOD)) == []
    assert shape_findings(patient(_birthDate={"extension": [{"url": "urn:x"}]})) == []


@pytest.mark.parametrize(
    ("changed", "code", "where"),
    [
        ({"colour": "red"}, "UNKNOWN_ELEMENT", "Observation.colour"),
        ({"valueFoo": "red"}, "UNKNOWN_ELEMENT", "Observation.valueFoo"),
        ({"valueString": "red"}, "TWO_CHOICES", "Observation.valueString"),
        ({"status": ["final"]}, "IS_A_LIST", "Observation.status"),
        ({"note": {"text": "x"}}, "NOT_A_LIST", "Observation.note"),
        ({"code": "8867-4"}, "WRONG_TYPE", "Observation.code"),
        ({"status": " final"}, "WRONG_TYPE", "Observation.status"),
        ({"issued": "2026-02-28"}, "WRONG_TYPE", "Observation.issued"),
        ({"effectiveDateTime": "2026-02-30x"}, "WRONG_TYPE", "Observation.effectiveDateTime"),
        ({"effectiveDateTime": "28.2.2026"}, "WRONG_TYPE", "Observation.effectiveDateTime"),
        ({"valueQuantity": {"value": "88"}}, "WRONG_TYPE", "Observation.valueQuantity.value"),
        (
            {"component": [{"code": {"text": 7}}]},
            "WRONG_TYPE",
            "Observation.component[0].code.text",
        ),
        ({"contained": [{"id": "x"}]}, "NOT_A_RESOURCE", "Observation.contained[0]"),
        ({"status": None}, "NULL_VALUE", "Observation.status"),
        ({"status": "bogus"}, "NOT_IN_VALUE_SET", "Observation.status"),
        ({"valueQuantity": {"comparator": "!"}}, "NOT_IN_VALUE_SET", COMPARATOR),
        ({"effectiveTiming": {"repeat": {"dayOfWeek": ["mon", "x"]}}}, "NOT_IN_VALUE_SET", DAY),
    ],
)
def test_a_fault_of_structure_is_told_at_its_place(
    changed: dict[str, Any], code: str, where: str
) -> None:
    sent = observation("8867-4", Written("88.0"), "/min", **GOOD) | changed
    found = shape_findings(sent)
    assert (code, where) in {(f.code, f.where) for f in found}


def test_a_required_element_that_is_missing_is_told_of_the_resource_itself() -> None:
    bare = observation("8867-4", 88, "/min", **GOOD)
    del bare["status"]
    (found,) = shape_findings(bare)
    assert (found.code, found.message.params["name"]) == ("MISSING_ELEMENT", "status")


def test_one_missing_deep_inside_is_told_by_the_validator_and_kept_by_the_store() -> None:
    form = {"resourceType": "Questionnaire", "status": "draft", "item": [{"type": "group"}]}
    assert shape_findings(form) == []
    assert [f.where for f in structure_findings(form)] == ["Questionnaire.item[0]"]


@pytest.mark.parametrize("value", [True, 1.5, "1", 0, -1, 2**31])
def test_a_positive_integer_is_one(value: Any) -> None:
    sent = {"resourceType": "Patient", "telecom": [{"value": "1", "rank": value}]}
    assert [f.where for f in shape_findings(sent)] == ["Patient.telecom[0].rank"]
