"""A sensitive category that a person has closed is in no answer, however it is asked."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.record.samples import as_bytes, observation, patient
from tests.world import actor_of, make_assignment, make_grant, make_institution
from yiyang.access.models import Assignment, Denial, Grant, Role
from yiyang.access.readers import Reader
from yiyang.audit.services import PROGRAM
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.record.selectors.reading import open_to_summary, readable
from yiyang.record.selectors.record import record_for, summary_for
from yiyang.record.selectors.summaries import summary_resources
from yiyang.record.services import import_bundle
from yiyang.rules.consents.categories import pattern_of

pytestmark = pytest.mark.django_db
ICD_10 = "http://hl7.org/fhir/sid/icd-10"
SINCE = DateTimeTZRange(datetime(2020, 1, 1, tzinfo=UTC), None)


def condition(name: str, code: str, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Condition",
        "id": name,
        "subject": {"reference": "Patient/elder"},
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": {"coding": [{"system": ICD_10, "code": code}], "text": name},
        **more,
    }


@pytest.fixture
def person() -> Person:
    labelled = {"meta": {"security": [{"system": "urn:label", "code": "PSY"}]}}
    resources = [
        {**patient(), "id": "elder"},
        condition("heart", "I50.0"), condition("mind", "F20.0"), condition("dementia", "F01"),
        condition("virus", "B20.1"), condition("said", "Z99", **labelled),
    ]  # fmt: skip
    lines = b"\n".join(json.dumps(resource).encode() for resource in resources)
    assert import_bundle(body=lines, by=PROGRAM, at=NOW).findings == ()
    return Person.objects.get()


def deny(person: Person, institution: Institution | None, *categories: str) -> Denial:
    reading = Reading(shipped_book(), NOW.date(), "310106")
    return Denial.objects.create(
        person=person, institution=institution, categories=list(categories), span=SINCE,
        pattern=pattern_of(categories, reading), kept=["stay"], origin_kind="test", origin_id=1,
    )  # fmt: skip


def reader(person: Person, home: Institution, **grant: Any) -> Assignment:
    make_grant(person, home, **grant)
    return make_assignment(Role.NURSE, institution=home)


def conditions(assignment: Assignment) -> set[str]:
    found = readable(Reader(assignment, actor_of(assignment)))
    return set(found.filter(type="Condition").values_list("fhir_id", flat=True))


ALL = {"heart", "mind", "dementia", "virus", "said"}


def test_a_closed_category_is_in_no_answer_and_the_rest_is(person: Person) -> None:
    home, other = make_institution(), make_institution()
    nurse, elsewhere = reader(person, home), reader(person, other)
    assert conditions(nurse) == ALL
    deny(person, home, "PSY")
    assert conditions(nurse) == {"heart", "virus"}
    assert conditions(elsewhere) == ALL, "the denial names another institution"
    named = {problem.name for problem in record_for(nurse, person.pk, NOW).problems}
    assert named == {"heart", "virus"}
    named = {problem.name for problem in summary_for(nurse, person.pk, NOW).problems}
    assert named == {"heart", "virus"}
    shown = open_to_summary(Reader(nurse, actor_of(nurse))).filter(type="Condition")
    assert set(shown.values_list("fhir_id", flat=True)) == {"heart", "virus"}


def test_closed_to_every_institution_it_is_open_to_the_person_in_need_and_where_kept(
    person: Person,
) -> None:
    deny(person, None, "PSY", "HIV")
    nurse = reader(person, make_institution())
    assert conditions(nurse) == {"heart"}
    assert conditions(reader(person, make_institution(), origin_kind="stay")) == ALL
    own = make_assignment(Role.RESIDENT)
    make_grant(person, own.account, purpose=Grant.Purpose.SELF)
    assert conditions(own) == ALL
    make_grant(person, nurse.account, purpose=Grant.Purpose.EMERGENCY)
    assert conditions(nurse) == ALL


def test_a_vital_sign_of_a_closed_category_is_not_on_the_pages_either(person: Person) -> None:
    at = {"subject": {"reference": "Patient/elder"}, "effectiveDateTime": "2026-02-27T09:30:00Z"}
    labelled = {"meta": {"security": [{"system": "urn:label", "code": "PSY"}]}}
    later = {"effectiveDateTime": "2026-02-28T09:30:00Z"}
    for resource in (
        observation("8867-4", 71, "/min", id="open", **at),
        observation("8867-4", 99, "/min", id="closed", **at | later | labelled),
    ):
        assert import_bundle(body=as_bytes(resource), by=PROGRAM, at=NOW).findings == ()
    nurse = reader(person, make_institution())
    own = open_to_summary(Reader(nurse, actor_of(nurse)))

    def shown() -> list[list[str]]:
        pages = [read(nurse, person.pk, NOW).vitals for read in (record_for, summary_for)]
        sheet = [
            body["valueQuantity"]["value"]
            for body in summary_resources(own, person.pk, NOW).resources
            if body["resourceType"] == "Observation"
        ]
        return [*([m.value for m in vitals] for vitals in pages), [str(v) for v in sheet]]

    assert shown() == [["99", "71"], ["99"], ["99"]]
    deny(person, None, "PSY")
    assert shown() == [["71"], ["71"], ["71"]]


def test_a_denial_that_is_over_or_of_another_closes_nothing(person: Person) -> None:
    nurse = reader(person, make_institution())
    denial = deny(person, None, "PSY")
    denial.span = DateTimeTZRange(SINCE.lower, datetime(2021, 1, 1, tzinfo=UTC))
    denial.save()
    assert conditions(nurse) == ALL
