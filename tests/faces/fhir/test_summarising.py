"""``$summary``: the summary as a document, of what the reader may see, and the look written."""

from __future__ import annotations

import json

import pytest

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.record.samples import NUMBERS, as_bytes, elders_bundle
from tests.world import make_grant, make_institution, make_person
from yiyang.access.models import Grant, Role
from yiyang.access.services import write_grant
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.network.models import InstitutionKind
from yiyang.people.models import Person
from yiyang.record.models import Resource, TokenIndex
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


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [f"{NUMBERS}|A-17", "A-17"], ids=["of a system", "of any system"])
def test_an_identifier_finds_whose_summary_it_is(journey: Journey, asked: str) -> None:
    doctor, name = elder(journey, Grant.Scope.SUMMARY)
    path = "/fhir/Patient/$summary"
    answer = doctor.get(path, {"identifier": asked})
    composition = read_json(answer.content)["entry"][0]["resource"]
    assert (answer.status_code, composition["subject"]) == (200, {"reference": name})
    named = [{"name": "identifier", "valueString": asked}]
    sent = json.dumps({"resourceType": "Parameters", "parameter": named})
    assert doctor.post(path, sent, content_type="application/fhir+json").status_code == 200
    assert [e.person_id for e in Entry.objects.filter(action="record.read")] == [
        Person.objects.get().pk
    ] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["https://other.test/|A-17", "|A-17", f"{NUMBERS}|A-18"])
def test_another_identifier_finds_nobody(journey: Journey, asked: str) -> None:
    doctor, _ = elder(journey, Grant.Scope.SUMMARY)
    assert doctor.get("/fhir/Patient/$summary", {"identifier": asked}).status_code == 404
    assert not Entry.objects.filter(action="record.read").exists()


@pytest.mark.django_db
def test_an_identifier_of_somebody_not_open_is_answered_as_one_of_nobody(journey: Journey) -> None:
    doctor, _ = elder(journey, None)
    answers = [
        doctor.get("/fhir/Patient/$summary", {"identifier": f"{NUMBERS}|{number}"})
        for number in ("A-17", "A-18")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert not Entry.objects.filter(action="record.read").exists()


@pytest.mark.django_db
def test_an_identifier_of_several_people_gives_nobodys_summary(journey: Journey) -> None:
    doctor, _ = elder(journey, Grant.Scope.SUMMARY)
    first = Resource.objects.get(type="Patient")
    other = make_person("王秀英")
    second = Resource.objects.create(
        type="Patient", fhir_id="other", version=1, body=first.body, digest=first.digest,
        person=other, origin="OWN", updated_at=NOW,
    )  # fmt: skip
    index = TokenIndex.objects.filter(resource=first).values("param", "system", "code")
    TokenIndex.objects.bulk_create([TokenIndex(resource=second, **row) for row in index])
    asked = {"identifier": f"{NUMBERS}|A-17"}
    assert doctor.get("/fhir/Patient/$summary", asked).status_code == 200
    make_grant(other, doctor.assignment.institution, Grant.Scope.SUMMARY)
    answer = doctor.get("/fhir/Patient/$summary", asked)
    assert answer.status_code == 412
    assert answer.json()["issue"][0]["code"] == "multiple-matches"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["", "?identifier=", "?identifier=x|", "?identifier=a&identifier=b"]
)
def test_a_summary_of_nobody_named_is_a_fault_of_the_request(journey: Journey, query: str) -> None:
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=make_institution(InstitutionKind.CHC))
    answer = doctor.get(f"/fhir/Patient/$summary{query}")
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["location"] == ["http.identifier"]
