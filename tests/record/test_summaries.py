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
from yiyang.record.selectors import summaries
from yiyang.record.selectors.resources import body_of
from yiyang.record.services import import_bundle, keep_summary
from yiyang.rules.fhir_map.projections.services import ActFacts, procedure_of
from yiyang.rules.fhir_map.sections import PROCEDURES, section_of
from yiyang.rules.fhir_map.sheet import sheet_of
from yiyang.rules.fhir_map.spoken import amount_text
from yiyang.rules.fhir_map.structure import structure_findings
from yiyang.rules.fhir_map.summary import happening_of
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


def of_more(about: dict) -> list[dict]:
    """Return a pacemaker in use, an alert, a directive; and what is none of these any more."""
    name = "http://terminology.hl7.org/CodeSystem/consentscope"

    def consent(code: str, words: str, status: str = "active") -> dict:
        scope = {"coding": [{"system": name, "code": code}]}
        return {
            "resourceType": "Consent", "status": status, "scope": scope, "patient": about,
            "category": [{"text": words}], "dateTime": "2026-01-05", "policyRule": {"text": words},
        }  # fmt: skip

    def flag(status: str, words: str) -> dict:
        return {
            "resourceType": "Flag", "status": status, "subject": about, "code": {"text": words}
        }  # fmt: skip

    device = "urn:uuid:00000000-0000-4000-8000-0000000000d0"
    use = {"resourceType": "DeviceUseStatement", "subject": about, "device": {"reference": device}}
    sent = [
        entry(device, {
            "resourceType": "Device", "patient": about, "type": {"text": "心脏起搏器"},
        }),
        entry(None, {**use, "status": "active", "timingDateTime": "2024-05-06"}),
        entry(None, {**use, "status": "completed"}),
        entry(None, flag("active", "易跌倒")),
        entry(None, flag("inactive", "发热隔离")),
        entry(None, consent("adr", "不做心肺复苏")),
        entry(None, consent("adr", "旧的指示", "inactive")),
        entry(None, consent("patient-privacy", "共享档案")),
    ]  # fmt: skip
    for number, one in enumerate(sent[1:]):
        one["fullUrl"] = f"urn:uuid:00000000-0000-4000-8000-0000000000e{number}"
    return sent


@pytest.mark.django_db
def test_devices_alerts_and_advance_directives_stand_in_the_summary() -> None:
    sent = elders_bundle()
    sent["entry"] += of_more(sent["entry"][2]["resource"]["subject"])
    assert not import_bundle(body=as_bytes(sent), by=PROGRAM, at=NOW).findings
    summary = keep_summary(person_id=Person.objects.get().pk, by=PROGRAM, at=NOW)
    document = read_json(Resource.objects.get(pk=summary.key).body.encode())
    assert structure_findings(document) == []
    lines = {one.en: one.lines("zh") for one in sheet_of(document).sections}
    assert lines["Medical devices"] == ("心脏起搏器 · 2024-05-06",)
    assert lines["Alerts"] == ("易跌倒",)
    assert lines["Advance directives"] == ("不做心肺复苏 · 2026-01-05",)
    names = {e["fullUrl"].split("/fhir/")[1] for e in document["entry"]}
    (use,) = [
        e["resource"] for e in document["entry"]
        if e["resource"]["resourceType"] == "DeviceUseStatement"
    ]  # fmt: skip
    assert use["device"]["reference"] in names


@pytest.mark.django_db
def test_a_section_tells_that_what_is_older_was_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries, "MOST", 1)
    sent = elders_bundle()
    sent["entry"] += of_more(sent["entry"][2]["resource"]["subject"])
    import_bundle(body=as_bytes(sent), by=PROGRAM, at=NOW)
    summary = keep_summary(person_id=Person.objects.get().pk, by=PROGRAM, at=NOW)
    document = read_json(Resource.objects.get(pk=summary.key).body.encode())
    assert structure_findings(document) == []
    cut = {one.en for one in sheet_of(document).sections if one.is_cut}
    assert cut == {"Alerts", "Advance directives", "Medical devices"}
    told = [s["text"]["div"] for s in document["entry"][0]["resource"]["section"]]
    assert sum("Earlier ones are not listed" in one for one in told) == len(cut)


def test_a_service_of_ours_happened_and_is_no_operation() -> None:
    """It stands in the record by its code, for the reader's language; not in the summary."""
    act = ActFacts(
        patient="Patient/p", kind="FOLLOW_UP", item="FOLLOW_UP_DIABETES", institution=1,
        practitioner=None, since="2026-02-01T08:00:00+08:00", until="2026-02-01T08:20:00+08:00",
        is_reversed=False, reason="",
    )  # fmt: skip
    shown = procedure_of(act)
    happened = happening_of(shown)
    assert happened.name == ""
    assert happened.codes == ("HAPPENED_FOLLOW_UP", "ITEM_FOLLOW_UP_DIABETES")
    assert section_of(shown) is None
    assert section_of({**shown, "code": {"text": "髋关节置换"}}) == PROCEDURES


def test_units_are_told_as_people_write_them() -> None:
    assert amount_text({"value": 36.5, "unit": "Cel"}) == "36.5 ℃"
    assert amount_text({"value": 120, "code": "mm[Hg]"}) == "120 mmHg"
    assert amount_text({"value": 72, "unit": "/min"}, "zh") == "72 次/分"
    assert amount_text({"value": 72, "unit": "/min"}, "en") == "72 /min"
