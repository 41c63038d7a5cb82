"""The summary that goes with a person: whole, sealed by its digest, found in their record."""

import hashlib
import json

import pytest

from tests.conftest import NOW
from tests.record.samples import as_bytes, elders_bundle, entry
from tests.world import make_person
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.selectors.resources import body_of
from yiyang.record.services import import_bundle, keep_summary
from yiyang.rules.fhir_map.structure import structure_findings
from yiyang.rules.fhir_map.written import read_json


@pytest.mark.django_db
def test_a_summary_holds_what_is_active_and_belongs_to_the_person() -> None:
    past = elders_bundle()
    past["entry"][4]["resource"]["status"] = "stopped"
    import_bundle(body=as_bytes(past), by=PROGRAM, at=NOW)
    person = Person.objects.get()
    summary = keep_summary(person_id=person.pk, by=PROGRAM, at=NOW)
    stored = Resource.objects.get(pk=summary.key)
    assert (stored.person, stored.also_about) == (person, [])
    assert hashlib.sha256(stored.body.encode()).hexdigest() == summary.digest
    document = read_json(body_of(stored))
    assert structure_findings(document) == []
    kinds = [e["resource"]["resourceType"] for e in document["entry"]]
    assert kinds[:5] == ["Composition", "Patient", "Device", "Condition", "AllergyIntolerance"]
    assert kinds[5:] == ["Observation"] * 3
    assert '"value":36.5' in stored.body
    assert Entry.objects.get(action="record.summarise").person_id == person.pk


@pytest.mark.django_db
def test_what_was_not_done_or_was_cancelled_is_no_part_of_a_summary() -> None:
    sent = elders_bundle()
    about = sent["entry"][2]["resource"]["subject"]
    sent["entry"] += [
        entry(f"urn:uuid:00000000-0000-4000-8000-0000000000f{number}", {
            "resourceType": "Immunization", "status": status, "patient": about,
            "vaccineCode": {"text": status}, "occurrenceDateTime": "2025-10-01",
        })
        for number, status in enumerate(("completed", "not-done"))
    ]  # fmt: skip
    import_bundle(body=as_bytes(sent), by=PROGRAM, at=NOW)
    summary = keep_summary(person_id=Person.objects.get().pk, by=PROGRAM, at=NOW)
    document = json.loads(Resource.objects.get(pk=summary.key).body)
    given = [e["resource"] for e in document["entry"]]
    assert [r["status"] for r in given if r["resourceType"] == "Immunization"] == ["completed"]


@pytest.mark.django_db
def test_every_entry_of_a_section_stands_in_the_document() -> None:
    import_bundle(body=as_bytes(elders_bundle()), by=PROGRAM, at=NOW)
    summary = keep_summary(person_id=Person.objects.get().pk, by=PROGRAM, at=NOW)
    document = json.loads(Resource.objects.get(pk=summary.key).body)
    names = {e["fullUrl"].split("/fhir/")[1] for e in document["entry"]}
    sections = document["entry"][0]["resource"]["section"]
    pointed = {r["reference"] for s in sections for r in s.get("entry", ())}
    assert pointed < names
    assert len(pointed) == 6
    assert [s["code"]["coding"][0]["code"] for s in sections] == [
        "11450-4", "48765-2", "10160-0", "8716-3"
    ]  # fmt: skip
    assert not [s for s in sections if "emptyReason" in s]


@pytest.mark.django_db
def test_somebody_nothing_is_known_of_has_a_summary_that_says_so() -> None:
    summary = keep_summary(person_id=make_person().pk, by=PROGRAM, at=NOW)
    document = json.loads(Resource.objects.get(pk=summary.key).body)
    sections = document["entry"][0]["resource"]["section"]
    assert len(sections) == 3 and all("emptyReason" in s for s in sections)
    assert document["entry"][1]["resource"]["name"] == [{"text": "张桂英"}]
