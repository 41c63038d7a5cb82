"""Our own summaries are International Patient Summaries: they pass the check that others' do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.record.reference_sets import synthea_bundles
from tests.record.samples import as_bytes, elders_bundle
from tests.record.test_summaries import of_more
from tests.rules.fhir_check.published import IPS_BUNDLE, definitions
from tests.world import make_person
from yiyang.audit.services import PROGRAM
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.selectors.resources import body_of
from yiyang.record.services import import_bundle, keep_summary, record_vitals
from yiyang.rules.fhir_check import Asked, check
from yiyang.rules.fhir_check.issues import Severity
from yiyang.rules.fhir_map.written import read_json

ASKED = Asked(profiles=(IPS_BUNDLE,))


def summary_of(person: Person) -> dict:
    kept = keep_summary(person_id=person.pk, by=PROGRAM, at=NOW)
    return read_json(body_of(Resource.objects.get(pk=kept.key)))


def errors(document: dict, shared: Path) -> list[tuple[str, str, object]]:
    return [
        (i.finding.code, i.finding.where, i.finding.message.params)
        for i in check(document, ASKED, definitions(shared))
        if i.severity is Severity.ERROR
    ]


@pytest.mark.django_db
def test_the_summary_of_an_elder_is_one(shared: Path) -> None:
    import_bundle(body=as_bytes(elders_bundle()), by=PROGRAM, at=NOW)
    person = Person.objects.get()
    assert errors(summary_of(person), shared) == []
    measured = {
        "resp_rate": "18", "spo2": "95", "oxygen": "NO", "systolic": "130", "diastolic": "80",
        "pulse": "72", "consciousness": "A", "temperature": "36.5",
    }  # fmt: skip
    record_vitals(person_id=person.pk, vitals=measured, measured_at=NOW, by=PROGRAM, at=NOW)
    document = summary_of(person)
    assert errors(document, shared) == []
    vitals = document["entry"][0]["resource"]["section"][3]
    assert "脉搏 Pulse · 72 /min" in vitals["text"]["div"]
    assert "收缩压 Systolic pressure 130" in vitals["text"]["div"]


@pytest.mark.django_db
def test_the_summary_with_devices_alerts_and_directives_is_one(shared: Path) -> None:
    sent = elders_bundle()
    sent["entry"] += of_more(sent["entry"][2]["resource"]["subject"])
    import_bundle(body=as_bytes(sent), by=PROGRAM, at=NOW)
    document = summary_of(Person.objects.get())
    assert len(document["entry"][0]["resource"]["section"]) == 7
    assert errors(document, shared) == []


@pytest.mark.django_db
def test_the_summary_of_somebody_nothing_is_known_of_is_one(shared: Path) -> None:
    assert errors(summary_of(make_person()), shared) == []


@pytest.mark.django_db
def test_the_summaries_of_synthetic_elders_are_some(shared: Path) -> None:
    elders = [one for one in synthea_bundles(shared) if b'"Patient"' in one[:5000]]
    for bundle in sorted(elders, key=len)[:2]:
        assert not import_bundle(body=bundle, by=PROGRAM, at=NOW).findings
    assert Person.objects.count() == 2
    sections: Counter[str] = Counter()
    for person in Person.objects.all():
        document = summary_of(person)
        assert errors(document, shared) == []
        composition = document["entry"][0]["resource"]
        sections.update(s["code"]["coding"][0]["code"] for s in composition["section"])
    assert {"8716-3", "11369-6", "30954-2", "47519-4", "11348-0", "18776-5"} <= set(sections)
