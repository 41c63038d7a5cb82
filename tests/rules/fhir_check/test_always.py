"""What needs no definitions: bundles, contained resources, values; each told at its place."""

from __future__ import annotations

from typing import Any

import pytest

from yiyang.rules.fhir_check import check

REF = {"reference": "#a"}
NARRATIVE = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'
UUID = "urn:uuid:5b3f1a52-7f0e-4c57-9d7c-0a1f2d3e4b5c"


def faults(resource: dict[str, Any]) -> set[tuple[str, str]]:
    return {(i.finding.code, i.finding.where) for i in check(resource) if i.severity == "error"}


def person(**elements: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", **elements}


def bundle(kind: str, *entries: dict[str, Any], **elements: Any) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries), **elements}


def aged(**ends: Any) -> dict[str, Any]:
    return {"resourceType": "Condition", "subject": {"display": "x"}, "onsetRange": ends}


HOME = {"resourceType": "Organization", "id": "a", "name": "x"}
LINK = "<a href='javascript:x'>1</a>"
POST = {"method": "POST", "url": "Patient"}


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        (person(id="a b"), ("BAD_ID", "Patient.id")),
        (person(birthDate="2023-02-29"), ("WRONG_TYPE", "Patient.birthDate")),
        (person(managingOrganization=REF), ("REFERENCE_DANGLING",
                                            "Patient.managingOrganization.reference")),
        (person(contained=[HOME]), ("CONTAINED_UNUSED", "Patient.contained[0]")),
        (person(contained=[HOME, HOME], managingOrganization=REF),
         ("CONTAINED_TWICE", "Patient.contained[1]")),
        (person(contained=[{**HOME, "meta": {"versionId": "1"}}], managingOrganization=REF),
         ("CONTAINED_META", "Patient.contained[0]")),
        (person(extension=[{"url": "urn:x:y"}]), ("EXTENSION_VALUE", "Patient.extension[0]")),
        (person(name=[{"period": {"start": "2025", "end": "2024"}}]),
         ("PERIOD_BACKWARDS", "Patient.name[0].period")),
        (aged(low={"value": 40, "unit": "a"}, high={"value": 30, "unit": "a"}),
         ("RANGE_BACKWARDS", "Condition.onsetRange")),
        (person(photo=[{"data": "AAAA", "size": 4}]), ("ATTACHMENT_SIZE", "Patient.photo[0].size")),
        (person(photo=[{"data": "A*A"}]), ("WRONG_TYPE", "Patient.photo[0].data")),
        (person(text={"status": "generated", "div": NARRATIVE.format("<script>1</script>")}),
         ("XHTML_FORBIDDEN", "Patient.text.div")),
        (person(text={"status": "generated", "div": NARRATIVE.format(LINK)}),
         ("XHTML_FORBIDDEN", "Patient.text.div")),
        (person(text={"status": "generated", "div": NARRATIVE.format("<p>1")}),
         ("XHTML_BROKEN", "Patient.text.div")),
        (person(text={"status": "generated", "div": NARRATIVE.format(" ")}),
         ("XHTML_EMPTY", "Patient.text.div")),
        (bundle("transaction", {"resource": person()}), ("BUNDLE_PART", "Bundle.entry[0]")),
        (bundle("collection", {"resource": person(), "request": POST}),
         ("BUNDLE_PART", "Bundle.entry[0]")),
        (bundle("collection", *[{"fullUrl": UUID, "resource": person()}] * 2),
         ("FULL_URL_TWICE", "Bundle.entry[1].fullUrl")),
        (bundle("collection", {"fullUrl": "http://x/Patient/1", "resource": person(id="2")}),
         ("FULL_URL_OTHER", "Bundle.entry[0].fullUrl")),
        (bundle("document", {"resource": person()}), ("BUNDLE_FIRST", "Bundle.entry[0]")),
        (bundle("message", {"resource": person()}), ("BUNDLE_FIRST", "Bundle.entry[0]")),
        (bundle("searchset", {"resource": person()}),
         ("MISSING_ELEMENT", "Bundle.entry[0].resource")),
        (bundle("transaction", {"request": POST, "fullUrl": UUID, "resource": person(
            managingOrganization={"reference": UUID[:-1] + "d"})}),
         ("REFERENCE_DANGLING", "Bundle.entry[0].resource.managingOrganization.reference")),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(resource: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected in faults(resource)


@pytest.mark.parametrize(
    "resource",
    [
        person(contained=[HOME], managingOrganization=REF, birthDate="2024-02-29"),
        person(_birthDate={"extension": [{"url": "urn:x:y", "valueCode": "unknown"}]}),
        person(photo=[{"data": "AAAA", "size": 3}]),
        aged(low={"value": 30, "unit": "a"}, high={"value": 30, "unit": "a"}),
        aged(low={"value": 40, "unit": "mo"}, high={"value": 30, "unit": "a"}),
        aged(low={"value": 40, "unit": "a"}),
        person(text={"status": "generated", "div": NARRATIVE.format("<p>李 <b>1</b><br/></p>")}),
        bundle("collection", {"fullUrl": UUID, "resource": person(id="1")}),
        bundle("transaction", {"request": POST, "fullUrl": UUID, "resource": person(
            link=[{"type": "seealso", "other": {"reference": UUID}}])}),
    ],
)  # fmt: skip
def test_a_sound_resource_has_no_fault(resource: dict[str, Any]) -> None:
    assert faults(resource) == set()


def test_faults_deep_inside_a_bundle_are_told_there() -> None:
    inner = bundle("collection", {"resource": person(id="a b")})
    outer = bundle("collection", {"resource": inner})
    assert faults(outer) == {("BAD_ID", "Bundle.entry[0].resource.entry[0].resource.id")}
