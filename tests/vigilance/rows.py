"""Records of people with a syndrome, as another system sends them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from typing import Any

import orjson

from tests.conftest import NOW
from tests.world import make_person, make_place
from yiyang.audit.services import PROGRAM
from yiyang.network.models import Place
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services import import_bundle

ICD_10 = "http://hl7.org/fhir/sid/icd-10"
SNOMED = "http://snomed.info/sct"
_number = count(1)


def people(number: int, place: Place | None = None) -> list[Person]:
    """Return people of a sub-district, each with a Patient."""
    place = place or make_place()
    return [_with_patient(make_person(place=place)) for _ in range(number)]


def _with_patient(person: Person) -> Person:
    body = orjson.dumps({"resourceType": "Patient", "id": f"person-{person.pk}"}).decode()
    Resource.objects.create(
        type="Patient", fhir_id=f"person-{person.pk}", version=1, body=body, person=person,
        digest="0" * 32, origin="OWN", updated_at=NOW,
    )  # fmt: skip
    return person


def condition(person: Person, on: date, code: str, system: str = ICD_10, **more: Any) -> Any:
    """Return a problem recorded on a day."""
    return {
        "resourceType": "Condition", "id": f"c-{next(_number)}",
        "code": {"coding": [{"system": system, "code": code}]},
        "subject": {"reference": f"Patient/person-{person.pk}"},
        "recordedDate": on.isoformat(),
    } | more  # fmt: skip


def send(resources: Iterable[dict[str, Any]]) -> None:
    """Take resources in as another system sends them."""
    report = import_bundle(
        body=b"\n".join(orjson.dumps(one) for one in resources), by=PROGRAM, at=NOW
    )
    assert not report.findings, report.findings


def quiet(who: list[Person], until: date, days: int, code: str = "J10.1") -> list[dict[str, Any]]:
    """Return a problem of one person every other day, over some days before ``until``."""
    return [
        condition(who[n % len(who)], until - timedelta(days=n + 1), code)
        for n in range(0, days, 2)
    ]  # fmt: skip
