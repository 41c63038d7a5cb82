"""Readers and records for tests of search."""

from __future__ import annotations

from typing import Any

from tests.conftest import NOW
from tests.record.samples import as_bytes
from tests.world import make_assignment, make_institution
from yiyang.access.models import Grant, Role
from yiyang.access.readers import Reader
from yiyang.access.services import write_grant
from yiyang.audit.services import PROGRAM, Actor
from yiyang.network.models import Institution, InstitutionKind
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services import import_bundle


def put(*resources: dict[str, Any]) -> None:
    """Store resources with their own ids, as one transaction."""
    entries = [
        {
            "fullUrl": f"https://other.test/fhir/{one['resourceType']}/{one['id']}",
            "resource": one,
            "request": {"method": "PUT", "url": f"{one['resourceType']}/{one['id']}"},
        }
        for one in resources
    ]
    body = as_bytes({"resourceType": "Bundle", "type": "transaction", "entry": entries})
    report = import_bundle(body=body, by=PROGRAM, at=NOW)
    assert report.findings == ()


def patient(fhir_id: str, **elements: Any) -> dict[str, Any]:
    """Return a Patient."""
    return {"resourceType": "Patient", "id": fhir_id, **elements}


def observation(fhir_id: str, subject: str, **elements: Any) -> dict[str, Any]:
    """Return an Observation of a heart rate of 80."""
    return {
        "resourceType": "Observation",
        "id": fhir_id,
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
        "subject": {"reference": f"Patient/{subject}"},
        "effectiveDateTime": "2026-02-01T08:00:00+08:00",
        "valueQuantity": {
            "value": 80,
            "unit": "/min",
            "system": "http://unitsofmeasure.org",
            "code": "/min",
        },
        **elements,
    }


def open_records(institution: Institution, *patients: str) -> None:
    """Let an institution read the whole record of these patients."""
    held = Resource.objects.filter(type="Patient", person__isnull=False)
    if patients:
        held = held.filter(fhir_id__in=patients)
    for person_id in sorted(held.values_list("person_id", flat=True)):
        write_grant(
            person_id=person_id,
            grantee_kind=Grant.GranteeKind.INSTITUTION,
            grantee_id=institution.pk,
            purpose=Grant.Purpose.CARE,
            scope=Grant.Scope.RECORD,
            since=NOW,
            until=None,
            origin_kind="test",
            origin_id=person_id,
            by=PROGRAM,
            at=NOW,
        )


def reader_at(institution: Institution | None = None) -> Reader:
    """Return a family doctor of an institution, as a reader."""
    institution = institution or make_institution(InstitutionKind.CHC)
    assignment = make_assignment(Role.FAMILY_DOCTOR, institution=institution)
    return Reader(assignment, Actor(assignment.account_id, assignment.pk))


def person_of(patient: str) -> Person:
    """Return whose Patient this is."""
    return Resource.objects.get(type="Patient", fhir_id=patient).person
