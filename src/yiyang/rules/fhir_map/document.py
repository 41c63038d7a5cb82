"""A patient summary as one FHIR document: what goes with a person to who receives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from yiyang.rules.fhir_map.summary import concept_text
from yiyang.rules.fhir_map.vitals import LOINC

SUMMARY_CODE = "60591-5"  # LOINC: Patient summary Document
XHTML = "http://www.w3.org/1999/xhtml"
EMPTY_REASONS = "http://terminology.hl7.org/CodeSystem/list-empty-reason"


@dataclass(frozen=True)
class Section:
    """One section of the summary: its LOINC code, its title, the resources in it."""

    code: str
    title: str
    types: tuple[str, ...]


# Source: HL7 International Patient Summary 2.0.0; the first three are required there.
SECTIONS = (
    Section("11450-4", "健康问题 Problems", ("Condition",)),
    Section("48765-2", "过敏 Allergies", ("AllergyIntolerance",)),
    Section("10160-0", "用药 Medicines", ("MedicationRequest", "MedicationStatement")),
    Section("8716-3", "生命体征 Vital signs", ("Observation",)),
    Section("11369-6", "接种 Immunisations", ("Immunization",)),
)


def summary_document(
    patient: Mapping[str, Any], found: Sequence[Mapping[str, Any]], *, base: str, at: datetime
) -> dict[str, Any]:
    """Return a Bundle of type document with a Composition, the Patient and what was found.

    Args:
        patient: the Patient resource.
        found: resources of the types of ``SECTIONS``, and Medications that they point to.
        base: address below which this node's resources stand.
        at: when the summary is made; aware.
    """
    composition = _composition(patient, found, at)
    resources = [
        {k: v for k, v in resource.items() if v or k != "meta"}
        for resource in (composition, patient, *found)
    ]
    return {
        "resourceType": "Bundle",
        "identifier": {"system": f"{base}/Bundle", "value": composition["id"]},
        "type": "document",
        "timestamp": at.isoformat(),
        "entry": [
            {"fullUrl": f"{base}/{r['resourceType']}/{r['id']}", "resource": r} for r in resources
        ],
    }


def _composition(
    patient: Mapping[str, Any], found: Sequence[Mapping[str, Any]], at: datetime
) -> dict[str, Any]:
    return {
        "resourceType": "Composition",
        "id": f"summary-{patient['id']}"[:45] + f"-{at:%Y%m%d%H%M%S}",
        "status": "final",
        "type": {"coding": [{"system": LOINC, "code": SUMMARY_CODE}]},
        "subject": {"reference": f"Patient/{patient['id']}"},
        "date": at.isoformat(),
        "author": [{"display": "Yiyang 医养"}],
        "title": "健康摘要 Patient summary",
        "section": [_section(section, found) for section in SECTIONS],
    }


def _section(section: Section, found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    inside = [r for r in found if r["resourceType"] in section.types]
    made: dict[str, Any] = {
        "title": section.title,
        "code": {"coding": [{"system": LOINC, "code": section.code}]},
        "text": {"status": "generated", "div": _table(inside)},
    }
    if inside:
        made["entry"] = [{"reference": f"{r['resourceType']}/{r['id']}"} for r in inside]
    else:
        made["emptyReason"] = {"coding": [{"system": EMPTY_REASONS, "code": "unavailable"}]}
    return made


def _table(inside: Sequence[Mapping[str, Any]]) -> str:
    if not inside:
        return f'<div xmlns="{XHTML}"><p>没有记录 Nothing is recorded</p></div>'
    items = "".join(f"<li>{escape(_words(resource))}</li>" for resource in inside)
    return f'<div xmlns="{XHTML}"><ul>{items}</ul></div>'


def _words(resource: Mapping[str, Any]) -> str:
    for name in ("code", "medicationCodeableConcept", "vaccineCode"):
        if text := concept_text(resource.get(name)):
            return text
    return f"{resource['resourceType']}/{resource['id']}"
