"""Reading one resource through the FHIR face."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.journey import Journey
from tests.world import make_institution, make_person
from yiyang.access.models import Grant, Role
from yiyang.access.services import write_grant
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.network.models import InstitutionKind
from yiyang.record.services.importing import import_bundle

PATIENT = b'{"resourceType":"Patient","id":"p1","name":[{"text":"Li"}],"gender":"female"}'


@pytest.mark.django_db
def test_a_doctor_with_a_grant_reads_a_patient_and_leaves_a_row(journey: Journey) -> None:
    assert not import_bundle(body=PATIENT, by=PROGRAM, at=NOW).findings
    centre = make_institution(InstitutionKind.CHC)
    other = make_person("王五")
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)
    hidden = doctor.get("/fhir/Patient/p1")
    assert hidden.status_code == 404
    assert hidden.content == doctor.get("/fhir/Patient/no-such").content
    person_id = Entry.objects.filter(action="people.register").exclude(person_id=other.pk).get()
    write_grant(
        person_id=person_id.person_id,
        grantee_kind=Grant.GranteeKind.INSTITUTION,
        grantee_id=centre.pk,
        purpose=Grant.Purpose.CARE,
        scope=Grant.Scope.RECORD,
        since=NOW,
        until=None,
        origin_kind="test",
        origin_id=1,
        by=PROGRAM,
        at=NOW,
    )
    seen = doctor.get("/fhir/Patient/p1")
    assert seen.status_code == 200
    assert seen.headers["ETag"] == 'W/"1"'
    assert seen.json()["gender"] == "female" and seen.json()["meta"]["versionId"] == "1"
    assert Entry.objects.filter(action="record.read", person_id=person_id.person_id).count() == 1
