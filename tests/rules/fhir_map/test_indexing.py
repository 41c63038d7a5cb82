"""What ``:missing`` finds out of the rows of an index: every value that is there has one."""

from __future__ import annotations

from typing import Any

import pytest

from yiyang.rules.fhir_map.indexing import index_of
from yiyang.rules.fhir_map.parameters import parameter_key

ABSENT = {"extension": [{"url": "urn:why", "valueCode": "unknown"}]}
PATIENT = {"resourceType": "Patient", "id": "p"}
DAILY = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}


def is_unread(kind: str, code: str, resource: dict[str, Any]) -> bool:
    """Tell whether a parameter's value is kept for ``:missing`` alone."""
    rows = index_of({"resourceType": kind, "id": "x", **resource}).token
    return (parameter_key(kind, f"{code}:missing"), 0, 0) in rows


@pytest.mark.parametrize(
    ("kind", "code", "resource"),
    [
        ("Observation", "subject", {"subject": {"reference": "#p"}, "contained": [PATIENT]}),
        ("Observation", "patient", {"subject": {"reference": "#p"}, "contained": [PATIENT]}),
        ("Observation", "subject", {"subject": {"display": "somebody"}}),
        ("Observation", "code", {"code": {"coding": [{"system": "urn:s"}]}}),
        ("Patient", "identifier", {"identifier": [{"system": "urn:s"}]}),
        ("Observation", "subject", {"subject": {"reference": "#"}}),
        ("CarePlan", "activity-date", {"activity": [{"detail": {"scheduledTiming": DAILY}}]}),
    ],
)
def test_a_value_by_which_nothing_is_found_is_there_all_the_same(
    kind: str, code: str, resource: dict[str, Any]
) -> None:
    assert is_unread(kind, code, resource)


@pytest.mark.parametrize(
    ("kind", "code", "resource"),
    [
        ("Observation", "subject", {}),
        ("Observation", "subject", {"subject": ABSENT}),
        ("Observation", "subject", {"subject": {"reference": "Patient/p"}}),
        ("Observation", "subject", {"subject": {"identifier": {"value": "7"}}}),
        ("Observation", "code", {"code": {"text": "pulse"}}),
        ("Observation", "code", {"code": ABSENT}),
        ("Observation", "patient", {"subject": {"reference": "#g"}, "contained": [
            {"resourceType": "Group", "id": "g"}, PATIENT]}),
        ("Observation", "patient", {"subject": {"reference": "#nowhere"}}),
        ("Observation", "patient", {"subject": {"reference": "#"}}),
        ("Patient", "birthdate", {"_birthDate": ABSENT}),
    ],
)  # fmt: skip
def test_nothing_is_kept_of_what_is_found_otherwise_or_says_nothing(
    kind: str, code: str, resource: dict[str, Any]
) -> None:
    assert not is_unread(kind, code, resource)
