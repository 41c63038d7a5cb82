"""A patch whose address is a condition: of the one resource that it finds, or of none."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.faces.fhir.sending import Sender, patient, pulse, system
from tests.journey import Journey
from tests.record.samples import bundle
from yiyang.record.models import Resource

STEPS = [{"op": "replace", "path": "/valueQuantity/value", "value": 99}]


def numbered(subject: str, number: str, **more: Any) -> dict[str, Any]:
    return pulse(subject, identifier=[{"system": "urn:n", "value": number}], **more)


@pytest.fixture
def sender(journey: Journey) -> Sender:
    """A system that has stored two pulses, and a third under the number of the second."""
    made = system(journey)
    person = made.create(patient())
    for number in ("1", "2", "2"):
        made.create(numbered(person, number))
    return made


def versions() -> set[int]:
    return set(Resource.objects.values_list("version", flat=True))


@pytest.mark.django_db
def test_the_one_resource_that_is_found_is_changed(sender: Sender) -> None:
    answer = sender.patch("Observation?identifier=urn:n|1", STEPS)
    assert answer.status_code == 200, answer.content
    assert answer.json()["valueQuantity"]["value"] == 99
    assert answer["ETag"] == 'W/"2"'
    stands = Resource.objects.get(type="Observation", version=2)
    assert json.loads(stands.body)["identifier"] == [{"system": "urn:n", "value": "1"}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("condition", "status", "code"),
    [
        ("identifier=urn:n|3", 404, "FHIR_NOT_FOUND"),
        ("identifier=urn:n|2", 412, "MANY_MATCH"),
        ("", 412, "FHIR_CONDITION_MISSING"),
        ("shoe-size=43", 400, "SEARCH_UNKNOWN_PARAMETER"),
    ],
)
def test_none_several_and_no_condition_change_nothing(
    sender: Sender, condition: str, status: int, code: str
) -> None:
    answer = sender.patch(f"Observation?{condition}", STEPS)
    told = answer.json()["issue"][0]["details"]["coding"][0]["code"]
    assert (answer.status_code, told) == (status, code)
    assert versions() == {1}


@pytest.mark.django_db
def test_another_version_than_the_one_wanted_is_not_changed(sender: Sender) -> None:
    asked = "Observation?identifier=urn:n|1"
    assert sender.patch(asked, STEPS, If_Match='W/"7"').status_code == 412
    assert versions() == {1}
    assert sender.patch(asked, STEPS, If_Match='W/"1"').status_code == 200


@pytest.mark.django_db
def test_what_another_institution_keeps_is_found_by_no_condition(
    sender: Sender, journey: Journey
) -> None:
    other = system(journey)
    never = other.patch("Observation?identifier=urn:n|3", STEPS)
    hidden = other.patch("Observation?identifier=urn:n|1", STEPS)
    assert (hidden.status_code, hidden.content) == (never.status_code, never.content)
    assert versions() == {1}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["transaction", "batch"])
def test_a_bundle_may_hold_such_a_patch(sender: Sender, kind: str) -> None:
    data = base64.b64encode(json.dumps(STEPS).encode()).decode()
    binary = {"resourceType": "Binary", "contentType": "application/json-patch+json", "data": data}

    def sent(number: str) -> dict[str, Any]:
        url = f"Observation?identifier=urn:n|{number}"
        return bundle({"request": {"method": "PATCH", "url": url}, "resource": binary}, kind=kind)

    answer = sender.post("", sent("1"))
    assert answer.json()["entry"][0]["response"]["status"] == "200", answer.content
    for number, status in (("2", 412), ("3", 404)):
        answer = sender.post("", sent(number))
        told = answer.status_code
        if kind == "batch":
            told = int(answer.json()["entry"][0]["response"]["status"])
        assert told == status
    assert sorted(Resource.objects.values_list("version", flat=True)) == [1, 1, 1, 2]
