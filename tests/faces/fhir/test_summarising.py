"""``$summary``: the summary as a document, of what the reader may see, and the look written."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.record.samples import as_bytes, elders_bundle
from tests.world import make_institution
from yiyang.access.models import Grant, Role
from yiyang.access.services import write_grant
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.network.models import InstitutionKind
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services import import_bundle
from yiyang.rules.fhir_map.structure import structure_findings
from yiyang.rules.fhir_map.written import read_json


def elder(journey: Journey, scope: str | None) -> tuple[SignedIn, str]:
    """Return a doctor's browser, granted a scope of the elder, and the elder's ``Patient/id``."""
    assert not import_bundle(body=as_bytes(elders_bundle()), by=PROGRAM, at=NOW).findings
    centre = make_institution(InstitutionKind.CHC)
    if scope:
        write_grant(
            person_id=Person.objects.get().pk,
            grantee_kind=Grant.GranteeKind.INSTITUTION,
            grantee_id=centre.pk,
            purpose=Grant.Purpose.CARE,
            scope=scope,
            since=NOW,
            until=None,
            origin_kind="test",
            origin_id=1,
            by=PROGRAM,
            at=NOW,
        )
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)
    return doctor, f"Patient/{Resource.objects.get(type='Patient').fhir_id}"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_see_the_summary_is_given_it_and_the_look_is_written(
    journey: Journey, method: str
) -> None:
    doctor, name = elder(journey, Grant.Scope.SUMMARY)
    stored = Resource.objects.count()
    answer = getattr(doctor, method)(f"/fhir/{name}/$summary")
    document = read_json(answer.content)
    assert (answer.status_code, document["type"]) == (200, "document")
    assert structure_findings(document) == []
    composition = document["entry"][0]["resource"]
    assert composition["subject"] == {"reference": name}
    assert [s["code"]["coding"][0]["code"] for s in composition["section"]] == [
        "11450-4", "48765-2", "10160-0", "8716-3"
    ]  # fmt: skip
    assert "青霉素" in composition["section"][1]["text"]["div"]
    assert document["entry"][0]["fullUrl"].startswith("http://testserver/fhir/Composition/")
    look = Entry.objects.get(action="record.read")
    assert look.person_id == Person.objects.get().pk
    assert Resource.objects.count() == stored


@pytest.mark.django_db
def test_the_summary_of_somebody_not_open_to_the_reader_is_not_there(journey: Journey) -> None:
    doctor, name = elder(journey, None)
    hidden = doctor.get(f"/fhir/{name}/$summary")
    assert hidden.status_code == 404
    assert hidden.content == doctor.get("/fhir/Patient/no-such/$summary").content
    assert not Entry.objects.filter(action="record.read").exists()


@pytest.mark.django_db
def test_a_summary_alone_opens_no_resource(journey: Journey) -> None:
    doctor, name = elder(journey, Grant.Scope.SUMMARY)
    assert doctor.get(f"/fhir/{name}").status_code == 404


def _patient_shown(journey: Journey, scope: str) -> tuple[dict[str, object], str]:
    doctor, name = elder(journey, scope)
    answer = doctor.get(f"/fhir/{name}/$summary")
    entries = read_json(answer.content)["entry"]
    return entries[1]["resource"], answer.content.decode()


@pytest.mark.django_db
def test_who_may_see_the_summary_alone_is_shown_what_its_scope_lists(journey: Journey) -> None:
    number = "A-17"
    shown, text = _patient_shown(journey, Grant.Scope.SUMMARY)
    assert number not in text
    assert [one["value"] for one in shown["identifier"]] == ["****"]
    stored = Resource.objects.get(type="Patient")
    assert number in stored.body
    listed = {"resourceType", "id", "identifier", "name", "gender", "birthDate"}
    assert set(shown) <= listed


@pytest.mark.django_db
def test_who_may_see_the_whole_record_is_shown_the_summary_unmasked(journey: Journey) -> None:
    shown, _ = _patient_shown(journey, Grant.Scope.RECORD)
    assert [one["value"] for one in shown["identifier"]] == ["A-17"]
