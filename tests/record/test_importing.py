"""A bundle is stored whole or not at all, and every fault is told."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from tests.at_once import at_once
from tests.conftest import NOW
from tests.record.samples import (
    ELDER,
    NUMBERS,
    STAY,
    as_bytes,
    bundle,
    elders_bundle,
    entry,
    observation,
    patient,
)
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.people.models import Identifier, Person
from yiyang.record.models import ImportedFile, Resource, ResourceVersion, TokenIndex
from yiyang.record.services import ImportReport, bundles, import_bundle


def take_in(document: Any) -> ImportReport:
    body = document if isinstance(document, bytes) else as_bytes(document)
    return import_bundle(body=body, by=PROGRAM, at=NOW)


def nothing_was_written() -> bool:
    tables = (Resource, ResourceVersion, TokenIndex, Person, Identifier, ImportedFile, Entry)
    return not any(table.objects.exists() for table in tables)


@pytest.mark.django_db
def test_a_bundle_becomes_resources_of_one_person_with_its_references_resolved() -> None:
    report = take_in(elders_bundle())
    assert report.findings == ()
    assert report.counts["Observation"] == 3
    person = Person.objects.get()
    assert (person.name, person.sex, str(person.born_on)) == ("李素珍", "2", "1941-05-06")
    assert Resource.objects.filter(person=person).count() == 8
    problem = json.loads(Resource.objects.get(type="Condition").body)
    assert problem["subject"] == {"reference": "Patient/" + ELDER.removeprefix("urn:uuid:")}
    assert problem["encounter"] == {"reference": "Encounter/" + STAY.removeprefix("urn:uuid:")}
    assert not Resource.objects.filter(body__contains="urn:uuid").exists()


@pytest.mark.django_db
def test_an_import_leaves_one_audit_row_with_its_counts_and_no_content() -> None:
    take_in(elders_bundle())
    row = Entry.objects.get(action="record.import")
    assert row.person_id == Person.objects.get().pk
    assert "李素珍" not in bytes(row.payload.body).decode()


@pytest.mark.django_db
def test_the_same_bundle_again_changes_nothing() -> None:
    take_in(elders_bundle())
    again = take_in(as_bytes(elders_bundle()) + b"\n")  # other bytes, the same content
    assert again.outcomes == {"UNCHANGED": 8}
    assert take_in(elders_bundle()).seen_before
    assert not ResourceVersion.objects.exists()
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a_changed_resource_becomes_a_new_version_and_is_found_by_its_new_values() -> None:
    take_in(elders_bundle())
    changed = elders_bundle()
    changed["entry"][2]["resource"]["clinicalStatus"]["coding"][0]["code"] = "resolved"
    report = take_in(changed)
    assert report.outcomes == {"UNCHANGED": 7, "CHANGED": 1}
    problem = Resource.objects.get(type="Condition")
    assert problem.version == 2
    assert '"active"' in problem.versions.get(version=1).body
    assert '"resolved"' in problem.body
    keys = [r.key for r in Resource.objects.all()]
    assert TokenIndex.objects.filter(resource_id=problem.key).exists()
    assert not TokenIndex.objects.exclude(resource_id__in=keys).exists()


@pytest.mark.django_db
def test_numbers_stay_as_they_were_written() -> None:
    body = as_bytes(elders_bundle()).replace(b"36.5", b"36.50").replace(b": 88,", b": 8.8e1,")
    assert take_in(body).findings == ()
    bodies = "".join(Resource.objects.values_list("body", flat=True))
    assert '"value":36.50,' in bodies
    assert '"value":8.8e1,' in bodies


def cut_short(good: bytes) -> bytes:
    return good[: len(good) // 2]


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut short": (cut_short, "JSON_BROKEN"),
    "empty": (lambda good: b"", "JSON_BROKEN"),
    "in GB18030": (lambda good: good.decode().encode("gb18030"), "JSON_NOT_UTF8"),
    "not a number": (lambda good: good.replace(b"36.5", b"NaN"), "JSON_NOT_A_NUMBER"),
    "a huge number": (lambda good: good.replace(b"36.5", b"1e99999999"), "JSON_NUMBER_TOO_LARGE"),
    "a key twice": (lambda good: b'{"type": "x",' + good[1:], "JSON_DUPLICATE_KEY"),
    "nested without end": (lambda good: b'{"a":' * 200_000, "JSON_TOO_DEEP"),
    "half a character": (
        lambda good: good.replace("慢性".encode(), b"\\ud83d"),
        "JSON_FORBIDDEN_CHARACTER",
    ),
    "a control character": (
        lambda good: good.replace("慢性".encode(), b"\\u0000"),
        "JSON_FORBIDDEN_CHARACTER",
    ),
    "a list": (lambda good: b"[" + good + b"]", "NOT_A_RESOURCE"),
    "an unknown type": (
        lambda good: good.replace(b'"Condition"', b'"Conditions"'),
        "TYPE_NOT_SERVED",
    ),
    "another address": (
        lambda good: good.replace(b'"url": "Condition"', b'"url": "Goal"'),
        "BUNDLE_URL",
    ),
    "a delete": (lambda good: good.replace(b'"POST"', b'"DELETE"', 1), "BUNDLE_METHOD"),
    "a type that is no text": (
        lambda good: good.replace(b'"transaction"', b'{"a": []}'),
        "BUNDLE_TYPE",
    ),
    "a history": (lambda good: good.replace(b'"transaction"', b'"history"'), "BUNDLE_TYPE"),
    "a null": (lambda good: good.replace(b'"2019"', b"null"), "NULL_VALUE"),
    "an empty object": (lambda good: good.replace(b'"2019"', b"{}"), "EMPTY_VALUE"),
    "a reference nowhere": (
        lambda good: good.replace(STAY.encode(), b"urn:uuid:nobody", 1),
        "REFERENCE_NOWHERE",
    ),
    "entries of another shape": (
        lambda good: good.replace(b'"entry": [', b'"entry": [17, '),
        "NOT_A_RESOURCE",
    ),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.django_db
def test_refuses_whole_a_bundle_that_is(name: str) -> None:
    spoil, code = BAD[name]
    report = take_in(spoil(as_bytes(elders_bundle())))
    assert code in {f.code for f in report.findings}
    assert nothing_was_written()


@pytest.mark.django_db
def test_every_fault_is_told_with_its_place_and_nothing_of_the_person() -> None:
    spoiled = elders_bundle()
    spoiled["entry"][2]["resource"]["onsetDateTime"] = None
    spoiled["entry"][3]["resource"]["id"] = "not an id"
    spoiled["entry"][5]["resource"]["code"] = {}
    places = [(f.code, f.where) for f in take_in(spoiled).findings]
    assert places == [
        ("NULL_VALUE", "entry 2, Condition.onsetDateTime"),
        ("BAD_ID", "entry 3, AllergyIntolerance.id"),
        ("EMPTY_VALUE", "entry 5, Observation.code"),
    ]


@pytest.mark.django_db
def test_a_bundle_with_too_many_entries_is_refused_with_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bundles, "MOST_ENTRIES", 7)
    (finding,) = take_in(elders_bundle()).findings
    assert (finding.code, finding.message.params["limit"]) == ("TOO_MANY_ENTRIES", 7)
    assert nothing_was_written()


@pytest.mark.django_db
def test_two_different_resources_of_one_name_are_refused() -> None:
    one, other = patient(id="p1"), patient(id="p1", gender="male")
    report = take_in(bundle(entry("urn:uuid:1", one), entry("urn:uuid:2", other)))
    assert [f.code for f in report.findings] == ["DUPLICATE_ENTRY"]
    assert nothing_was_written()


@pytest.mark.django_db
def test_a_conditional_reference_finds_what_is_stored_or_the_bundle_is_refused() -> None:
    take_in(elders_bundle())
    measured = observation("8867-4", 90, "/min")
    measured["subject"] = {"reference": f"Patient?identifier={NUMBERS}|A-17"}
    assert take_in(bundle(entry("urn:uuid:9", measured))).findings == ()
    assert Resource.objects.filter(type="Observation", person__isnull=False).count() == 4
    before = Resource.objects.count()
    for query in (
        f"identifier={NUMBERS}|A-18",
        "name=Li",
        f"identifier={NUMBERS}|A-17&active=true",
    ):
        measured["subject"] = {"reference": f"Patient?{query}"}
        report = take_in(bundle(entry("urn:uuid:9", measured)))
        assert [f.code for f in report.findings] == ["REFERENCE_UNCLEAR"]
        assert report.findings[0].where == "entry 0, Observation.subject.reference"
    assert Resource.objects.count() == before


@pytest.mark.django_db
def test_create_if_none_exists_makes_no_second_patient() -> None:
    take_in(elders_bundle())
    again = patient(id="another")
    condition = f"identifier={NUMBERS}|A-17"
    measured = observation("8867-4", 90, "/min")
    report = take_in(
        bundle(entry(ELDER, again, ifNoneExist=condition), entry("urn:uuid:9", measured))
    )
    assert report.findings == ()
    assert Resource.objects.filter(type="Patient").count() == 1
    assert Resource.objects.filter(type="Observation", person__isnull=False).count() == 4


@pytest.mark.django_db
def test_a_resource_never_moves_from_one_persons_record_to_anothers() -> None:
    take_in(elders_bundle())
    other = patient("B-2", id="other", name=[{"text": "王建国"}], birthDate="1938-01-02")
    stolen = observation("8867-4", 90, "/min", id="00000000-0000-4000-8000-000000000004")
    stolen["subject"] = {"reference": "Patient/other"}
    people = Person.objects.count()
    report = take_in(bundle(entry("urn:uuid:1", other), entry("urn:uuid:2", stolen)))
    assert [f.code for f in report.findings] == ["RECORD_MOVED"]
    assert Person.objects.count() == people
    assert not Resource.objects.filter(fhir_id="other").exists()


@pytest.mark.django_db
def test_an_identifier_known_with_another_birth_is_left_for_somebody_to_settle() -> None:
    take_in(elders_bundle())
    report = take_in(bundle(entry("urn:uuid:1", patient(id="p2", birthDate="1950-01-01"))))
    assert [f.code for f in report.findings] == ["PERSON_DIFFERS"]
    assert not Resource.objects.filter(fhir_id="p2").exists()


@pytest.mark.django_db
def test_two_senders_of_one_person_meet_in_one_record() -> None:
    take_in(elders_bundle())
    take_in(bundle(entry("urn:uuid:1", patient(id="p2"))))
    assert Person.objects.count() == 1
    assert Resource.objects.filter(type="Patient", person=Person.objects.get()).count() == 2


@pytest.mark.django_db
def test_lines_of_resources_are_taken_in_and_a_broken_line_is_named() -> None:
    lines = [patient(id="p1"), observation("8867-4", 90, "/min", id="o1")]
    lines[1]["subject"] = {"reference": "Patient/p1"}
    good = b"\n".join(as_bytes(line) for line in lines)
    report = take_in(good + b"\n" + b'{"resourceType": "Obs')
    assert [(f.code, f.where) for f in report.findings] == [("JSON_BROKEN", "line 3")]
    assert nothing_was_written()
    assert take_in(good).counts == {"Observation": 1, "Patient": 1}


@pytest.mark.django_db
def test_what_came_before_its_patient_joins_the_record_when_the_patient_comes() -> None:
    measured = observation("8867-4", 90, "/min", id="o1")
    measured["subject"] = {"reference": "Patient/late"}
    take_in(measured)
    assert Resource.objects.get(fhir_id="o1").person_id is None
    take_in(patient(id="late"))
    assert Resource.objects.get(fhir_id="o1").person == Person.objects.get()


@pytest.mark.django_db
def test_a_resource_that_speaks_of_two_people_names_both() -> None:
    shared = observation("8867-4", 90, "/min", id="o1")
    shared["subject"] = {"reference": "Patient/p1"}
    shared["performer"] = [{"reference": "Patient/p2"}]
    document = bundle(
        entry("urn:uuid:1", patient("B-1", id="p1")),
        entry("urn:uuid:2", patient("B-2", id="p2")),
        entry("urn:uuid:3", shared),
    )
    assert take_in(document).findings == ()
    stored = Resource.objects.get(fhir_id="o1")
    people = dict(Resource.objects.filter(type="Patient").values_list("fhir_id", "person_id"))
    assert (stored.person_id, stored.also_about) == (people["p1"], [people["p2"]])


@pytest.mark.django_db(transaction=True)
def test_eight_senders_of_one_bundle_at_once_store_it_once() -> None:
    bodies = [as_bytes(elders_bundle()) + b" " * n for n in range(8)]
    reports = at_once(*(partial(import_bundle, body=body, by=PROGRAM, at=NOW) for body in bodies))
    assert [report.findings for report in reports] == [()] * 8
    assert Resource.objects.count() == 8
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_changes_are_numbered_in_an_order_that_cannot_miss_one() -> None:
    take_in(elders_bundle())
    with connection.cursor() as cursor:
        cursor.execute("select count(distinct (xid, seq)), min(xid), max(xid) from record_resource")
        count, first, last = cursor.fetchone()
        cursor.execute("select (pg_current_xact_id()::text)::bigint")
        assert (count, first, last) == (8, last, cursor.fetchone()[0])
