"""What is stored is what was sent: every element, every number as written."""

import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Max

from tests.conftest import NOW
from tests.record.reference_sets import (
    MIMIC,
    SYNTHEA,
    example_lines,
    load,
    mimic_files,
    synthea_bundles,
    without_our_meta,
)
from tests.record.samples import as_bytes, elders_bundle, patient
from yiyang.audit.services import PROGRAM
from yiyang.record.models import Resource
from yiyang.record.selectors.resources import body_of
from yiyang.record.services import import_bundle

OF_A_FILE = None if os.environ.get("YIYANG_DRILLS") == "full" else 1000


def take_in(body: bytes) -> dict[str, int]:
    report = import_bundle(body=body, by=PROGRAM, at=NOW)
    assert report.findings == ()
    return dict(report.counts)


def last_key() -> int:
    return Resource.objects.aggregate(last=Max("key"))["last"] or 0


def differences(sent: Iterable[dict[str, Any]], after: int = 0) -> list[str]:
    """Return the names of the resources that are not served as they were sent.

    Args:
        after: the last key before they were stored, to look at no more than these.
    """
    stored = {f"{r.type}/{r.fhir_id}": r for r in Resource.objects.filter(key__gt=after)}
    wrong = []
    for resource in sent:
        name = f"{resource['resourceType']}/{resource['id']}"
        served = load(body_of(stored[name]))
        assert served["meta"]["versionId"] == str(stored[name].version)
        if without_our_meta(served) != without_our_meta(resource):
            wrong.append(name)
    return wrong


def resolved(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a transaction's resources with the bundle's own addresses resolved, by text."""
    text = json.dumps([e["resource"] for e in bundle["entry"]])
    for item in bundle["entry"]:
        name = f"{item['resource']['resourceType']}/{item['resource']['id']}"
        text = text.replace(f'"reference": "{item["fullUrl"]}"', f'"reference": "{name}"')
    return json.loads(text)


@pytest.mark.django_db
def test_a_resource_is_served_with_its_version_and_time_and_otherwise_as_it_came() -> None:
    sent = patient(id="p1", meta={"versionId": "77", "tag": [{"code": "x"}]}, active=True)
    take_in(as_bytes(sent))
    stored = Resource.objects.get()
    served = json.loads(body_of(stored))
    assert served["meta"] == {
        "versionId": "1",
        "lastUpdated": "2026-03-02T02:00:00.000+00:00",
        "tag": [{"code": "x"}],
    }
    assert without_our_meta(served) == without_our_meta(sent)


@pytest.mark.django_db
def test_a_resource_without_meta_gets_one() -> None:
    take_in(as_bytes(elders_bundle()))
    served = json.loads(body_of(Resource.objects.get(type="Patient")))
    assert set(served["meta"]) == {"versionId", "lastUpdated"}


@pytest.mark.django_db
def test_every_official_example_comes_back_as_it_was_sent(shared: Path) -> None:
    lines = [line for line in example_lines(shared) if load(line)["resourceType"] != "Parameters"]
    counts = take_in(b"".join(lines))
    assert counts == dict(Counter(load(line)["resourceType"] for line in lines))
    assert differences(load(line) for line in lines) == []


@pytest.mark.django_db
def test_some_synthetic_elders_come_back_as_they_were_sent(shared: Path) -> None:
    for body in synthea_bundles(shared, 5):
        take_in(body)
        assert differences(resolved(load(body))) == []
    assert not Resource.objects.filter(body__contains='"reference":"urn:').exists()


@pytest.mark.django_db
def test_some_hospital_data_comes_back_as_it_was_sent(shared: Path) -> None:
    for _, body in mimic_files(shared, 25):
        take_in(body)
        assert differences(load(line) for line in body.splitlines()) == []


@pytest.mark.slow
@pytest.mark.django_db
def test_all_synthetic_elders_are_stored_and_their_counts_agree(shared: Path) -> None:
    counts: Counter[str] = Counter()
    for body in synthea_bundles(shared):
        counts.update(take_in(body))
    sent = (one for body in synthea_bundles(shared) for one in resolved(load(body)))
    newest = {
        (one["resourceType"], one["id"]): one for one in sent
    }  # hospitals come again, changed
    assert differences(newest.values()) == []
    published = json.loads((shared / "data/fhir/COUNTS.json").read_text())
    wanted = published[f"dev/{Path(SYNTHEA).name}"]
    assert counts == {kind: n for kind, n in wanted.items() if not kind.startswith("_")}
    assert not Resource.objects.filter(body__contains='"reference":"urn:').exists()
    unclaimed = Resource.objects.filter(person=None).values_list("type", flat=True)
    assert set(unclaimed) == {"Organization", "Practitioner"}


@pytest.mark.drill
@pytest.mark.django_db
def test_hospital_data_is_stored_and_its_counts_agree(shared: Path) -> None:
    published = json.loads((shared / "data/fhir/COUNTS.json").read_text())
    for name, body in mimic_files(shared, OF_A_FILE):
        before, counts = last_key(), take_in(body)
        told = published[f"dev/{Path(MIMIC).name}/{name}"]
        assert counts == {kind: min(n, OF_A_FILE or n) for kind, n in told.items()}
        sent = [load(line) for line in body.splitlines()]
        assert differences(sent, before) == []
    assert not Resource.objects.filter(type="Observation", person=None).exists()
