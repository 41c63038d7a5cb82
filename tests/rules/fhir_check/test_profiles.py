"""Each demand of a profile by a differential: met, and not met, with the place told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.fhir_check.own import ALL, ELDER, SOUND
from yiyang.rules.fhir_check import Asked, Definitions, check
from yiyang.rules.fhir_check.library import Shelf

ASKED = Asked(profiles=(ELDER,))


def faults(changed: dict[str, Any], asked: Asked = ASKED) -> set[tuple[str, str]]:
    sent = {k: v for k, v in {**SOUND, **changed}.items() if v is not None}
    found = check(sent, asked, Definitions(Shelf(ALL)))
    return {(i.finding.code, i.finding.where) for i in found if i.severity == "error"}


def test_what_meets_every_demand_has_no_fault() -> None:
    assert faults({}) == set()
    assert faults({"deceasedBoolean": False}) == set()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"birthDate": None}, ("INVARIANT", "Patient")),
        ({"gender": "unclear"}, ("NOT_IN_VALUE_SET", "Patient.gender")),
        ({"identifier": None}, ("ELEMENT_TOO_FEW", "Patient")),
        (
            {"identifier": [{"system": "urn:x", "value": "1"}]},
            ("NO_SLICE", "Patient.identifier[0]"),
        ),
        (
            {"identifier": [{"system": "urn:card", "value": "1"}] * 2},
            ("SLICE_TOO_MANY", "Patient"),
        ),
        (
            {"identifier": [{"system": "urn:card", "value": "1234567"}]},
            ("TOO_LONG", "Patient.identifier[0].value"),
        ),
        (
            {"identifier": [{"system": "urn:card"}]},
            ("ELEMENT_TOO_FEW", "Patient.identifier[0]"),
        ),
        ({"name": [{"family": "李", "use": "old"}]}, ("PATTERN_VALUE", "Patient.name[0].use")),
        ({"name": [{"use": "official"}]}, ("ELEMENT_TOO_FEW", "Patient.name[0]")),
        ({"deceasedBoolean": True}, ("FIXED_VALUE", "Patient.deceasedBoolean")),
        (
            {"generalPractitioner": [{"reference": "Practitioner/1"}]},
            ("TARGET_TYPE", "Patient.generalPractitioner[0]"),
        ),
        (
            {"modifierExtension": [{"url": "urn:x:y", "valueCode": "z"}]},
            ("MODIFIER_UNKNOWN", "Patient.modifierExtension[0]"),
        ),
    ],
)
def test_a_demand_that_is_not_met_is_told_at_its_place(
    changed: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert expected in faults(changed)


def test_a_profile_that_a_resource_claims_is_checked_without_being_asked_for() -> None:
    claimed = {"meta": {"profile": [ELDER]}, "birthDate": None}
    assert faults(claimed, Asked()) == {("INVARIANT", "Patient")}
    assert faults({"birthDate": None}, Asked()) == set()


def test_a_profile_that_is_asked_for_and_not_at_hand_is_an_error_and_a_claim_a_warning() -> None:
    unknown = Asked(profiles=("https://node.test/nothing",))
    assert faults({}, unknown) == {("PROFILE_UNKNOWN", "")}
    assert faults({"meta": {"profile": ["https://node.test/nothing"]}}, Asked()) == set()
