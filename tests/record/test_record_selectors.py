"""What a record shows, and to whom."""

import json
from pathlib import Path

import pytest
from django.http import Http404

from tests.conftest import NOW
from tests.record.reference_sets import synthea_bundles
from tests.record.samples import as_bytes, bundle, elders_bundle, entry, observation, patient
from tests.world import make_assignment, make_grant, make_institution, make_place
from yiyang.access.models import Assignment, Grant, Role
from yiyang.audit.services import PROGRAM
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.selectors.record import record_for, summary_for
from yiyang.record.selectors.resources import visible_resources
from yiyang.record.services import import_bundle
from yiyang.rules.fhir_map.summary import Allergy, Medicine, Problem


def take_in(document: object) -> None:
    assert import_bundle(body=as_bytes(document), by=PROGRAM, at=NOW).findings == ()


def reader_of(person: Person, scope: str) -> Assignment:
    home = make_institution()
    make_grant(person, home, scope)
    return make_assignment(Role.NURSE, institution=home)


@pytest.mark.django_db
def test_a_record_holds_what_the_resources_say() -> None:
    take_in(elders_bundle())
    person = Person.objects.get()
    record = record_for(reader_of(person, Grant.Scope.RECORD), person.pk, NOW)
    assert record.problems == (Problem("慢性心力衰竭", "2019", True),)
    assert record.allergies == (Allergy("青霉素", "", True),)
    assert record.medicines == (
        Medicine("呋塞米片 20 mg", "每日一次，一次一片", "2026-02-27", True),
    )
    assert [(m.key, m.value) for m in record.latest] == [
        ("resp_rate", "18"),
        ("pulse", "88"),
        ("temperature", "36.5"),
    ]
    assert [(s.codes, s.since and s.since.isoformat()) for s in record.stays] == [
        (("ENCOUNTER_IMP",), "2026-02-19T16:00:00+00:00")
    ]


@pytest.mark.django_db
def test_what_was_refuted_or_entered_in_error_is_left_out() -> None:
    document = elders_bundle()
    verified = {"coding": [{"code": "refuted"}]}
    document["entry"][2]["resource"]["verificationStatus"] = verified
    document["entry"][4]["resource"]["status"] = "entered-in-error"
    take_in(document)
    person = Person.objects.get()
    record = record_for(reader_of(person, Grant.Scope.RECORD), person.pk, NOW)
    assert (record.problems, record.medicines) == ((), ())


@pytest.mark.django_db
def test_a_medicine_that_an_order_points_to_is_named() -> None:
    take_in(
        {
            "resourceType": "Medication",
            "id": "m1",
            "code": {"coding": [{"display": "氨氯地平片"}]},
        }
    )
    document = elders_bundle()
    order = document["entry"][4]["resource"]
    del order["medicationCodeableConcept"]
    order["medicationReference"] = {"reference": "Medication/m1"}
    take_in(document)
    person = Person.objects.get()
    record = record_for(reader_of(person, Grant.Scope.RECORD), person.pk, NOW)
    assert [m.name for m in record.medicines] == ["氨氯地平片"]


@pytest.mark.django_db
def test_a_coordinator_of_the_place_sees_the_summary_and_not_the_record() -> None:
    take_in(elders_bundle())
    person = Person.objects.get()
    Person.objects.filter(pk=person.pk).update(place=make_place("310106006"))
    coordinator = make_assignment(Role.COORDINATOR, place=make_place("310106"))
    assert summary_for(coordinator, person.pk, NOW).allergies
    with pytest.raises(Http404):
        record_for(coordinator, person.pk, NOW)


@pytest.mark.django_db
def test_a_deleted_resource_and_one_about_two_people_are_not_visible() -> None:
    shared = observation("8867-4", 90, "/min", id="o1")
    shared["subject"] = {"reference": "Patient/p1"}
    shared["performer"] = [{"reference": "Patient/p2"}]
    entries = [
        entry("urn:uuid:1", patient("B-1", id="p1")),
        entry("urn:uuid:2", patient("B-2", id="p2")),
        entry("urn:uuid:3", shared),
    ]
    take_in(bundle(*entries))
    person = Resource.objects.get(fhir_id="p1").person
    reader = reader_of(person, Grant.Scope.RECORD)
    assert [r.fhir_id for r in visible_resources(reader)] == ["p1"]
    Resource.objects.filter(fhir_id="p1").update(deleted_at=NOW)
    assert not visible_resources(reader).exists()


@pytest.mark.django_db
def test_elders_of_other_systems_have_a_record_that_reads(shared: Path) -> None:
    for body in synthea_bundles(shared, 4):  # those of hospitals and of doctors come first
        import_bundle(body=body, by=PROGRAM, at=NOW)
    assert Person.objects.count() == 2
    for person in Person.objects.all():
        record = record_for(reader_of(person, Grant.Scope.RECORD), person.pk, NOW)
        kinds = json.loads(Resource.objects.get(type="Patient", person=person).body)
        assert kinds["resourceType"] == "Patient"
        assert record.stays and record.timeline and record.latest and record.problems
        assert all(p.name for p in record.problems)
        assert all(m.name for m in record.medicines)
