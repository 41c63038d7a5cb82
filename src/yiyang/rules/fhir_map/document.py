"""A patient summary as one FHIR document: what goes with a person to who receives them.

Source: HL7 International Patient Summary 2.0.0; what its profiles ask for and a source did not
send is said to be unknown (data-absent-reason), never made up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from yiyang.rules.calendar import CHINA
from yiyang.rules.fhir_map.narrative import narrative_of
from yiyang.rules.fhir_map.sections import LOINC, NAMED, SECTIONS, Section, section_of

SUMMARY_CODE = "60591-5"  # LOINC: Patient summary Document
IPS = "http://hl7.org/fhir/uv/ips/StructureDefinition"
EMPTY_REASONS = "http://terminology.hl7.org/CodeSystem/list-empty-reason"
ABSENT = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "unknown",
        }
    ]
}
SUBJECTS = ("subject", "patient")
# What the profiles require beyond R4: the element, and the primitive that may stand for it.
OWED = {
    "Condition": (("code", "code"),),
    "AllergyIntolerance": (("code", "code"), ("clinicalStatus", "clinicalStatus")),
    "Procedure": (("code", "code"), ("performed", "_performedDateTime")),
    "DeviceUseStatement": (("timing", "_timingDateTime"),),
    "MedicationStatement": (("effective", "_effectiveDateTime"),),
    "Patient": (("name", "name"), ("birthDate", "_birthDate")),
}
AUTHOR = "Device/yiyang"
NEWEST_ONLY = (
    "urn:yiyang:fhir/StructureDefinition/newest-only"  # of a section: what is older is not in it
)
Resource = Mapping[str, Any]


def summary_document(
    patient: Resource,
    found: Sequence[Resource],
    *,
    base: str,
    at: datetime,
    cut: Collection[Section] = (),
) -> dict[str, Any]:
    """Return a Bundle of type document with a Composition, the Patient and what was found.

    Args:
        patient: the Patient resource.
        found: resources of this person, and what they point to by name (``NAMED``); any other
            that fits no section is left out.
        base: address below which this node's resources stand.
        at: when the summary is made; aware.
        cut: sections of which what is older was left out, because there was too much.
    """
    name = f"Patient/{patient['id']}"
    inside = [
        (section_of(one), _completed(_of_one(one, name)))
        for one in found
        if section_of(one) or one["resourceType"] in NAMED
    ]
    composition = _composition(name, inside, at, cut)
    resources = [composition, _completed(patient), _author(), *(r for _, r in inside)]
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [f"{IPS}/Bundle-uv-ips"]},
        "identifier": {"system": f"{base}/Bundle", "value": composition["id"]},
        "type": "document",
        "timestamp": composition["date"],
        "entry": [
            {
                "fullUrl": f"{base}/{r['resourceType']}/{r['id']}",
                "resource": {k: v for k, v in r.items() if v or k != "meta"},
            }
            for r in resources
        ],
    }


def _name(resource: Resource) -> str:
    return f"{resource['resourceType']}/{resource['id']}"


def _of_one(resource: Resource, name: str) -> Resource:
    """Return a resource whose subject is the one Patient of the document.

    Sources may each have sent a Patient of their own for the same person.
    """
    for key in SUBJECTS:
        subject = resource.get(key)
        if isinstance(subject, dict) and str(subject.get("reference")).startswith("Patient/"):
            return {**resource, key: {**subject, "reference": name}}
    return resource


def _completed(resource: Resource) -> Resource:
    """Return a resource that says of what it owes and does not hold that it is unknown."""
    added: dict[str, Any] = {}
    for stem, name in OWED.get(resource["resourceType"], ()):
        if not any(key.removeprefix("_").startswith(stem) for key in resource):
            added[name] = [ABSENT] if name == "name" else ABSENT
    return {**resource, **added}


def _author() -> Resource:
    kind, identity = AUTHOR.split("/")
    name = {"name": "Yiyang 医养", "type": "user-friendly-name"}
    return {"resourceType": kind, "id": identity, "deviceName": [name]}


def _composition(
    name: str,
    inside: Sequence[tuple[Section | None, Resource]],
    at: datetime,
    cut: Collection[Section],
) -> dict[str, Any]:
    named = {_name(r): r for _, r in inside if r["resourceType"] in NAMED}
    sections = [
        _section(section, members, named, is_cut=section in cut)
        for section in SECTIONS
        if (members := [r for s, r in inside if s == section])
        or section.is_required
        or section in cut
    ]
    return {
        "resourceType": "Composition",
        "id": f"summary-{name.removeprefix('Patient/')}"[:45] + f"-{at:%Y%m%d%H%M%S}",
        "meta": {"profile": [f"{IPS}/Composition-uv-ips"]},
        "status": "final",
        "type": {"coding": [{"system": LOINC, "code": SUMMARY_CODE}]},
        "subject": {"reference": name},
        "date": at.astimezone(CHINA).isoformat(timespec="seconds"),
        "author": [{"reference": AUTHOR, "display": "Yiyang 医养"}],
        "title": "健康摘要 Patient summary",
        "section": sections,
    }


def _section(
    section: Section, members: Sequence[Resource], named: Mapping[str, Resource], *, is_cut: bool
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "title": section.title,
        "code": {"coding": [{"system": LOINC, "code": section.code}]},
        "text": {"status": "generated", "div": narrative_of(members, named, is_cut=is_cut)},
    }
    if is_cut:
        made["extension"] = [{"url": NEWEST_ONLY, "valueBoolean": True}]
    if members:
        made["entry"] = [{"reference": _name(r)} for r in members]
    else:
        made["emptyReason"] = {"coding": [{"system": EMPTY_REASONS, "code": "unavailable"}]}
    return made
