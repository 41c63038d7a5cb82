"""What somebody has closed is closed in what speaks of two people, and after it was deleted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import NOW
from tests.consents.test_categories import ICD_10, SINCE
from tests.faces.fhir.sending import Sender, pulse, system
from tests.journey import Journey
from tests.record.samples import patient
from yiyang.access.models import Denial
from yiyang.audit.models import Entry
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.record.models import Resource
from yiyang.rules.consents.categories import pattern_of

pytestmark = pytest.mark.django_db
MIND = {"coding": [{"system": ICD_10, "code": "F20.0"}]}
A, B = {"reference": "Patient/a"}, {"reference": "Patient/b"}
# What may speak of two people, the first of them the one whose record it is in.
ABOUT_TWO: dict[str, dict[str, Any]] = {
    "Group": {"type": "person", "actual": True, "member": [{"entity": A}, {"entity": B}],
              "characteristic": [{"code": {"text": "x"}, "valueCodeableConcept": MIND,
                                  "exclude": False}]},
    "Observation": {"status": "final", "code": MIND, "subject": A, "focus": [B]},
    "Encounter": {"status": "finished", "class": {"code": "IMP"}, "subject": A,
                  "reasonCode": [MIND], "extension": [{"url": "urn:x", "valueReference": B}]},
    "FamilyMemberHistory": {"status": "completed", "patient": A, "reasonReference": [B],
                            "relationship": {"text": "x"}, "condition": [{"code": MIND}]},
    "Flag": {"status": "active", "code": MIND, "subject": A, "author": B},
    "Communication": {"status": "completed", "subject": A, "recipient": [B], "reasonCode": [MIND]},
    "Composition": {"status": "final", "type": MIND, "subject": A, "date": "2026-01-01",
                    "author": [B], "title": "x"},
    "Appointment": {"status": "booked", "reasonCode": [MIND],
                    "participant": [{"actor": A, "status": "accepted"},
                                    {"actor": B, "status": "accepted"}]},
}  # fmt: skip


@pytest.fixture
def sender(journey: Journey) -> Sender:
    """A connected system whose institution may see both people."""
    made = system(journey)
    for name in ("a", "b"):
        assert made.put(f"Patient/{name}", {**patient(name), "id": name}).status_code == 201
    return made


def close(name: str) -> None:
    person = Resource.objects.get(type="Patient", fhir_id=name).person
    assert isinstance(person, Person)
    pattern = pattern_of(("PSY",), Reading(shipped_book(), NOW.date(), "310106"))
    Denial.objects.create(
        person=person, institution=None, categories=["PSY"], span=SINCE, pattern=pattern,
        kept=["stay"], origin_kind="test", origin_id=1,
    )  # fmt: skip


def ways(name: str) -> list[str]:
    """Return each address by which a resource could show."""
    kind, _, fhir_id = name.partition("/")
    return [
        name, f"{name}/_history", f"{name}/_history/1", f"{name}/_history/2",
        f"{kind}?_id={fhir_id}", f"{kind}/_history", "_history?_count=200",
        "Patient/a/$everything", "Patient/b/$everything", f"Patient/a/{kind}",
        f"Patient?_id=a,b&_revinclude={kind}:*", f"Patient?_has:{kind}:_id:{fhir_id}=x",
    ]  # fmt: skip


def shown(sender: Sender, name: str) -> list[str]:
    """Return by which of them it does."""
    return [way for way in ways(name) if name in sender.get(way).content.decode()]


@pytest.mark.parametrize("who", ["a", "b"])
def test_what_speaks_of_two_people_is_closed_when_either_has_closed_it(
    sender: Sender, who: str
) -> None:
    names = [
        sender.create({"resourceType": kind, **elements}) for kind, elements in ABOUT_TWO.items()
    ]
    assert all(len(row.also_about) == 1 for row in Resource.objects.exclude(type="Patient"))
    assert all(len(shown(sender, name)) > 5 for name in names)
    close(who)
    for name in names:
        assert shown(sender, name) == []
        assert sender.get(name).status_code == 404


def test_what_was_deleted_after_it_was_closed_looks_like_what_never_was(sender: Sender) -> None:
    name = sender.create({**pulse("Patient/a"), "code": MIND})
    other = sender.create(pulse("Patient/a"))
    for one in (name, other):
        assert sender.delete(one).status_code == 204
        assert sender.get(one).status_code == 410
    close("a")
    assert sender.get(other).status_code == 410, "nothing in it was closed"
    nowhere = f"Observation/{'0' * 36}"
    for way, never in zip(ways(name), ways(nowhere), strict=True):
        one, two = sender.get(way), sender.get(never)
        assert one.status_code == two.status_code, way
        assert name not in one.content.decode()
        assert one.headers.get("ETag") == two.headers.get("ETag")
    assert sender.delete(name).status_code == sender.delete(nowhere).status_code == 404
    before = Entry.objects.count()
    written = {**pulse("Patient/a"), "id": name.partition("/")[2]}
    assert sender.put(name, written).status_code == 404
    assert Entry.objects.count() == before


def test_a_version_deleted_between_two_others_is_closed_with_what_it_deleted(
    sender: Sender,
) -> None:
    name = sender.create({**pulse("Patient/a"), "code": MIND})
    sender.delete(name)
    now = {**pulse("Patient/a"), "id": name.partition("/")[2]}
    assert sender.put(name, now).status_code == 200
    told = sender.get(f"{name}/_history").json()["entry"]
    assert [entry["request"]["method"] for entry in told] == ["PUT", "DELETE", "POST"]
    close("a")
    told = sender.get(f"{name}/_history").json()["entry"]
    assert [entry["request"]["method"] for entry in told] == ["PUT"]
    assert sender.get(f"{name}/_history/2").status_code == 404
