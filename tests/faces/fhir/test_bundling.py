"""Transactions are done whole or not at all, batches entry by entry."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tests.faces.fhir.sending import Sender, patient, pulse, staff, system
from tests.journey import Journey
from tests.record.reference_sets import synthea_bundles
from tests.record.samples import ELDER, bundle, elders_bundle, entry
from yiyang.audit.models import Entry
from yiyang.record.models import Resource
from yiyang.record.services import transactions
from yiyang.record.services.store import put_drafts

OTHER = "urn:uuid:00000000-0000-4000-8000-00000000000a"


def asked(method: str, url: str, resource: dict[str, Any] | None = None, **request: str) -> dict:
    made: dict[str, Any] = {"request": {"method": method, "url": url, **request}}
    return made | ({"resource": resource} if resource else {})


def codes(answer: Any) -> list[tuple[str, str]]:
    return [
        (i["details"]["coding"][0]["code"], i.get("expression", [""])[0])
        for i in answer.json()["issue"]
    ]


@pytest.mark.django_db
def test_an_elders_bundle_is_stored_and_every_address_leads_into_the_store(
    journey: Journey,
) -> None:
    sender = system(journey)
    sent = elders_bundle()
    div = f'<div xmlns="http://www.w3.org/1999/xhtml"><a href="{ELDER}">她</a></div>'
    sent["entry"][2]["resource"]["text"] = {"status": "generated", "div": div}
    answer = sender.post("", sent)
    assert answer.status_code == 200, answer.content
    made = answer.json()["entry"]
    assert [e["response"]["status"] for e in made] == ["201"] * 8
    assert made[0]["response"]["location"].startswith("Patient/")
    assert not Resource.objects.filter(body__contains="urn:uuid").exists()
    person = made[0]["response"]["location"].partition("/_history")[0]
    assert f'href=\\"{person}\\"' in Resource.objects.get(type="Condition").body
    found = sender.get(f"Observation?subject={person}")
    assert found.json()["total"] == 3


@pytest.mark.django_db
def test_a_transaction_that_is_tried_again_begins_with_what_was_sent(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def overtaken_once(*args: Any, **options: Any) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise IntegrityError("resource_once")
        put_drafts(*args, **options)

    monkeypatch.setattr(transactions, "put_drafts", overtaken_once)
    sender = system(journey)
    sent = bundle(entry(ELDER, patient()), entry(OTHER, pulse(ELDER)))
    answer = sender.post("", sent)
    assert answer.status_code == 200 and len(tries) == 2, answer.content
    person = answer.json()["entry"][0]["response"]["location"].partition("/_history")[0]
    assert f'"{person}"' in Resource.objects.get(type="Observation").body


@pytest.mark.django_db
def test_a_fault_in_one_entry_undoes_them_all_and_is_placed(journey: Journey) -> None:
    sender, other = system(journey), staff(journey)
    person = sender.create(patient())
    name = sender.create(pulse(person))
    before = Resource.objects.count()
    cases = [
        (entry(OTHER, pulse(person, colour="red")), "UNKNOWN_ELEMENT", ".resource.colour"),
        (entry(OTHER, pulse("urn:uuid:none")), "REFERENCE_NOWHERE", ".resource.subject.reference"),
        (
            entry(OTHER, pulse("Patient?identifier=x|none")),
            "REFERENCE_UNCLEAR",
            ".resource.subject.reference",
        ),
        (asked("FLY", "Patient"), "ENTRY_METHOD", ".request.method"),
        (asked("POST", "Nonsense", pulse(person)), "ENTRY_URL", ".request.url"),
        (asked("PUT", "Patient/1", patient(id="2")), "ENTRY_OTHER_ID", ".resource.id"),
        (asked("PUT", name, pulse(person, id=name[12:]), ifMatch='W/"7"'), "VERSION_DIFFERS", ""),
        (asked("DELETE", "Observation/none"), "FHIR_NOT_FOUND", ""),
    ]
    for wrong, code, place in cases:
        sent = bundle(entry(OTHER, pulse(person)), wrong)
        sent["entry"][0]["fullUrl"] = "urn:uuid:00000000-0000-4000-8000-00000000000b"
        answer = sender.post("", sent)
        assert answer.status_code >= 400, code
        assert (code, f"Bundle.entry[1]{place}") in codes(answer)
    twice = sender.post("", bundle(asked("DELETE", name), asked("DELETE", name)))
    assert [code for code, _ in codes(twice)] == ["ENTRY_TWICE"]
    hidden = other.post("", bundle(entry(OTHER, pulse(person))))
    assert hidden.status_code in (403, 404)
    assert Resource.objects.count() == before
    assert set(Resource.objects.values_list("version", flat=True)) <= {1, 2}


@pytest.mark.django_db
def test_a_transaction_deletes_creates_updates_patches_and_reads_in_this_order(
    journey: Journey,
) -> None:
    sender = system(journey)
    person = sender.create(patient())
    first, second, third = (sender.create(pulse(person, n)) for n in (61, 62, 63))
    steps = base64.b64encode(
        b'[{"op":"replace","path":"/valueQuantity/value","value":7.00}]'
    ).decode()
    binary = {
        "resourceType": "Binary",
        "contentType": "application/json-patch+json",
        "data": steps,
    }
    sent = bundle(
        asked("GET", f"Observation?subject={person}"),
        asked("PATCH", third, binary),
        asked("PUT", second, pulse(person, 99, id=second[12:]), ifMatch='W/"1"'),
        asked("POST", "Observation", pulse(person, 64)),
        asked("DELETE", first),
        asked("GET", third),
    )
    answer = sender.post("", sent)
    assert answer.status_code == 200, answer.content
    made = answer.json()["entry"]
    statuses = [e["response"]["status"] for e in made]
    assert statuses == ["200", "200", "200", "201", "204", "200"]
    assert made[0]["resource"]["total"] == 3
    assert b'"value":7.00' in answer.content


@pytest.mark.django_db
def test_a_read_that_fails_undoes_the_whole_transaction(journey: Journey) -> None:
    """Each entry has 2xx or 3xx, or nothing is done (R4, http.html, transaction processing)."""
    sender = system(journey)
    person = sender.create(patient())
    before = Entry.objects.filter(action="record.read").count()
    sent = bundle(
        asked("GET", person),
        asked("POST", "Observation", pulse(person, 64)),
        asked("GET", "Patient/none"),
    )
    answer = sender.post("", sent)
    assert answer.status_code == 404
    assert codes(answer) == [("FHIR_NOT_FOUND", "Bundle.entry[2]")]
    assert not Resource.objects.filter(type="Observation").exists()
    assert Entry.objects.filter(action="record.read").count() == before
    assert sender.post("", bundle(asked("GET", "Observation?date=zz"))).status_code == 400


@pytest.mark.django_db
def test_one_condition_makes_one_resource_also_within_a_bundle(journey: Journey) -> None:
    sender = system(journey)
    condition = "identifier=https://hospital.test/patients|A-17"
    sent = bundle(
        entry(ELDER, patient(), ifNoneExist=condition),
        entry(OTHER, patient(), ifNoneExist=condition),
        entry("urn:uuid:00000000-0000-4000-8000-00000000000c", pulse(OTHER)),
    )
    for _ in range(2):
        answer = sender.post("", sent)
        assert answer.status_code == 200, answer.content
    assert Resource.objects.filter(type="Patient").count() == 1
    person = Resource.objects.get(type="Patient")
    subjects = {
        json.loads(o.body)["subject"]["reference"]
        for o in Resource.objects.filter(type="Observation")
    }
    assert subjects == {f"Patient/{person.fhir_id}"}


@pytest.mark.django_db
def test_a_batch_does_what_it_can_and_tells_of_each_entry(journey: Journey) -> None:
    sender = system(journey)
    person = sender.create(patient())
    sent = bundle(
        asked("POST", "Observation", pulse(person, 64)),
        asked("POST", "Observation", pulse(person, colour="red")),
        asked("GET", person),
        asked("GET", "Observation?_summary=count"),
        asked("DELETE", "Patient/none"),
        {"request": 5},
        asked("POST", "", bundle()),
        asked("GET", "../accounts/login/"),
        kind="batch",
    )
    made = sender.post("", sent).json()["entry"]
    statuses = [e["response"]["status"] for e in made]
    assert statuses == ["201", "422", "200", "200", "404", "400", "400", "404"]
    assert made[2]["resource"]["id"] == person.partition("/")[2]
    assert made[2]["response"]["lastModified"][:19] in made[2]["resource"]["meta"]["lastUpdated"]
    assert Resource.objects.filter(type="Observation").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["batch", "transaction"])
def test_an_address_in_a_bundle_need_not_be_escaped(journey: Journey, kind: str) -> None:
    sender = system(journey)
    sender.create(patient(name=[{"text": "李素珍"}]))
    urls = ("Patient?name=李", "Patient?name=%E6%9D%8E", "Patient?name=王", "Patient/李")
    urls = urls[:3] if kind == "transaction" else urls  # there the last one would fail the whole
    answer = sender.post("", bundle(*(asked("GET", url) for url in urls), kind=kind))
    assert answer.status_code == 200, answer.content
    made = answer.json()["entry"]
    assert [e.get("resource", {}).get("total") for e in made] == [1, 1, 0, None][: len(urls)]
    assert kind == "transaction" or made[3]["response"]["status"] in ("400", "404")
    torn = b'{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":'
    assert sender.post("", torn + b'"Patient?name=\\ud800"}}]}').status_code in (200, 400, 422)


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["Patient/$export", "Patient/%24export", "%24export?_type=Patient"])
def test_no_bundle_asks_for_an_export_however_its_address_is_written(
    journey: Journey, url: str
) -> None:
    sender = system(journey)
    whole = sender.post("", bundle(asked("GET", url)))
    assert codes(whole) == [("ENTRY_URL", "Bundle.entry[0].request.url")]
    (one,) = sender.post("", bundle(asked("GET", url), kind="batch")).json()["entry"]
    (issue,) = one["response"]["outcome"]["issue"]
    assert issue["details"]["coding"][0]["code"] == "ENTRY_URL"


@pytest.mark.django_db
def test_a_bundle_beyond_reason_is_refused_with_its_place(journey: Journey) -> None:
    sender = system(journey)
    many = b'{"resourceType":"Bundle","type":"batch","entry":[' + b"{}," * 1_000_001 + b"{}]}"
    answer = sender.post("", many)
    assert answer.status_code == 413
    assert codes(answer) == [("FHIR_TOO_LARGE", "Bundle.entry")]
    some = {"resourceType": "Bundle", "type": "transaction", "entry": [{}] * 10_001}
    assert codes(sender.post("", some)) == [("TOO_MANY_ENTRIES", "Bundle.entry")]


def published(shared: Path) -> dict[str, int]:
    found = json.loads((shared / "data/fhir/COUNTS.json").read_text())
    counts = found["dev/synthea-r4-elderly-dev.tar.gz"]
    return {kind: n for kind, n in counts.items() if not kind.startswith("_")}


def send_all(sender: Sender, shared: Path, most: int | None) -> dict[str, int]:
    counts: dict[str, int] = {}
    for body in synthea_bundles(shared, most):
        answer = sender.post("", body)
        assert answer.status_code == 200, answer.content[:2000]
        for made in answer.json()["entry"]:
            kind = made["response"]["location"].partition("/")[0]
            counts[kind] = counts.get(kind, 0) + 1
    assert not Resource.objects.filter(body__contains='"reference":"urn:').exists()
    return counts


@pytest.mark.django_db
def test_some_synthetic_elders_are_stored_by_transaction(journey: Journey, shared: Path) -> None:
    counts = send_all(system(journey), shared, 4)
    assert counts["Patient"] >= 1


@pytest.mark.slow
@pytest.mark.django_db
def test_all_synthetic_elders_are_stored_by_transaction(journey: Journey, shared: Path) -> None:
    assert send_all(system(journey), shared, None) == published(shared)


@pytest.mark.django_db
def test_a_longer_transaction_needs_no_more_statements(journey: Journey) -> None:
    """Neither for what is written and kept in the audit trail, nor for what stays as it was."""
    sender = system(journey)
    person = sender.create(patient())

    def said(count: int) -> tuple[int, int]:
        names = [f"Observation/many-{count}-{n}" for n in range(count)]
        sent = bundle(
            *(asked("PUT", name, {**pulse(person), "id": name.partition("/")[2]}) for name in names)
        )
        statements = []
        for status in ("201", "200"):
            with CaptureQueriesContext(connection) as noted:
                answer = sender.post("", sent)
            made = answer.json()["entry"]
            assert {e["response"]["status"] for e in made} == {status}
            assert {e["response"]["etag"] for e in made} == {'W/"1"'}
            where = [e["response"]["location"] for e in made]
            assert where == [f"{name}/_history/1" for name in names]
            statements.append(len(noted))
        return statements[0], statements[1]

    assert said(12) == said(24)
    kept = Entry.objects.filter(subject_kind="resource", action__startswith="record.")
    assert kept.filter(action="record.unchanged").count() == 36
    assert kept.filter(action="record.create").count() == 1 + 36
