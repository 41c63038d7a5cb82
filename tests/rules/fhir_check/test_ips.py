"""The International Patient Summary: official documents accepted, each single fault refused."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.rules.fhir_check.published import IPS_BUNDLE, definitions
from yiyang.rules.fhir_check import Asked, check
from yiyang.rules.fhir_check.issues import has_error
from yiyang.rules.fhir_map.written import read_json

NAMES = ("Bundle-IPS-examples-Bundle-01.json", "Bundle-bundle-minimal.json")
ASKED = Asked(profiles=(IPS_BUNDLE,))
Document = dict[str, Any]


def official(shared: Path, name: str) -> Document:
    return read_json((shared / "data/fhir/ips" / name).read_bytes())


def resource(document: Document, kind: str) -> Document:
    return next(e["resource"] for e in document["entry"] if e["resource"]["resourceType"] == kind)


def section(document: Document, code: str) -> Document:
    sections = resource(document, "Composition")["section"]
    return next(s for s in sections if s["code"]["coding"][0]["code"] == code)


@pytest.mark.parametrize("name", NAMES)
def test_an_official_document_is_accepted(shared: Path, name: str) -> None:
    assert not has_error(check(official(shared, name), ASKED, definitions(shared)))


def test_every_official_single_resource_is_accepted(shared: Path) -> None:
    path = shared / "data/fhir/ips/ips-2.0.0-single-resource-examples.ndjson.gz"
    with gzip.open(path) as lines:
        read = [read_json(line) for line in lines]
    known = definitions(shared)
    assert len(read) == 39
    assert [r["id"] for r in read if has_error(check(r, Asked(), known))] == []


def without(code: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        resource(document, "Composition")["section"].remove(section(document, code))

    return change


def set_in(kind: str, **values: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        found = resource(document, kind)
        for name, value in values.items():
            found.pop(name, None)
            if value is not None:
                found[name] = value

    return change


def dangling_entry(document: Document) -> None:
    section(document, "11450-4")["entry"] = [{"reference": "Condition/nowhere"}]


def dangling_subject(document: Document) -> None:
    resource(document, "Condition")["subject"]["reference"] = "Patient/nowhere"


def wrong_target(document: Document) -> None:
    entry = next(e for e in document["entry"] if e["resource"]["resourceType"] == "Patient")
    section(document, "48765-2")["entry"] = [{"reference": entry["fullUrl"]}]


def no_patient(document: Document) -> None:
    document["entry"] = [e for e in document["entry"] if e["resource"]["resourceType"] != "Patient"]


def no_section_text(document: Document) -> None:
    del section(document, "10160-0")["text"]


def other_code(document: Document) -> None:
    section(document, "10160-0")["code"]["coding"][0]["code"] = "10160-1"


def twice(document: Document) -> None:
    document["entry"].append(document["entry"][1])


CHANGES = {
    "no problems": without("11450-4"),
    "no allergies": without("48765-2"),
    "no medicines": without("10160-0"),
    "wrong type": set_in("Patient", gender=1),
    "wrong gender": set_in("Patient", gender="unclear"),
    "missing name": set_in("Patient", name=None),
    "name of nothing": set_in("Patient", name=[{"use": "official"}]),
    "missing birth date": set_in("Patient", birthDate=None),
    "bad date": set_in("Patient", birthDate="1972-13-41"),
    "no day of February": set_in("Patient", birthDate="1972-02-30"),
    "unknown element": set_in("Patient", colour="red"),
    "no status": set_in("Composition", status=None),
    "wrong status": set_in("Composition", status="done"),
    "another document": set_in(
        "Composition", type={"coding": [{"system": "http://loinc.org", "code": "34133-9"}]}
    ),
    "no subject": set_in("Composition", subject=None),
    "no author": set_in("Composition", author=None),
    "dangling entry": dangling_entry,
    "dangling subject": dangling_subject,
    "wrong target": wrong_target,
    "no patient": no_patient,
    "no narrative": no_section_text,
    "another section": other_code,
    "entry twice": twice,
    "no timestamp": lambda document: document.pop("timestamp"),
    "no identifier": lambda document: document.pop("identifier"),
    "no document": lambda document: document.update(type="collection"),
    "script": lambda d: section(d, "11450-4")["text"].update(
        div='<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script></div>'
    ),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_single_fault_is_refused(
    shared: Path, change: Callable[[Document], Any], name: str
) -> None:
    document = official(shared, name)
    change(document)
    assert has_error(check(document, ASKED, definitions(shared)))


def test_what_an_open_slice_lets_pass_is_warned_of(shared: Path) -> None:
    document = official(shared, NAMES[1])
    resource(document, "Condition").pop("code")
    found = check(document, ASKED, definitions(shared))
    assert not has_error(found)
    told = {(i.finding.code, i.finding.message.params.get("name")) for i in found}
    assert ("ELEMENT_TOO_FEW", "code") in told
