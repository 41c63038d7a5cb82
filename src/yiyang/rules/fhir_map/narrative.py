"""What a section of a summary says to a person: a list in XHTML, everything in it escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from yiyang.rules.fhir_map.summary import concept_text

XHTML = "http://www.w3.org/1999/xhtml"
NAMED_BY = ("code", "medicationCodeableConcept", "vaccineCode")
DATED_BY = (
    "onsetDateTime",
    "effectiveDateTime",
    "performedDateTime",
    "occurrenceDateTime",
    "authoredOn",
    "recordedDate",
    "date",
)
PERIODS = ("performedPeriod", "effectivePeriod", "onsetPeriod", "period")
DAY = 10
Resource = Mapping[str, Any]


def narrative_of(members: Sequence[Resource], medicines: Mapping[str, Resource]) -> str:
    """Return the narrative of a section in both languages.

    Args:
        medicines: Medication by ``Medication/id``, for orders that point to one.
    """
    if not members:
        return f'<div xmlns="{XHTML}"><p>没有记录 No information is recorded</p></div>'
    items = "".join(f"<li>{escape(line_of(one, medicines))}</li>" for one in members)
    return f'<div xmlns="{XHTML}"><ul>{items}</ul></div>'


def line_of(resource: Resource, medicines: Mapping[str, Resource]) -> str:
    """Return one resource as one line: its name, its value or dose, its day."""
    parts = (_name(resource, medicines), _value(resource), _dose(resource), _day(resource))
    return " · ".join(part for part in parts if part)


def _name(resource: Resource, medicines: Mapping[str, Resource]) -> str:
    for name in NAMED_BY:
        if text := concept_text(resource.get(name)):
            return text
    reference = resource.get("medicationReference", {})
    medicine = medicines.get(str(reference.get("reference")), {})
    named = concept_text(medicine.get("code")) or str(reference.get("display", ""))
    words = resource.get("title") or resource.get("summary") or resource.get("description")
    return named or str(words or f"{resource['resourceType']}/{resource['id']}")


def _value(resource: Resource) -> str:
    own = _measured(resource)
    parts = [
        f"{concept_text(part.get('code'))} {value}".strip()
        for part in resource.get("component", ())
        if (value := _measured(part))
    ]
    return "; ".join([own, *parts] if own else parts)


def _measured(holder: Resource) -> str:
    quantity = holder.get("valueQuantity")
    if isinstance(quantity, dict) and "value" in quantity:
        number = getattr(quantity["value"], "text", quantity["value"])
        return f"{number} {quantity.get('unit') or quantity.get('code') or ''}".strip()
    for name in ("valueString", "valueInteger", "valueDateTime", "conclusion"):
        if name in holder:
            return str(holder[name])
    return concept_text(holder.get("valueCodeableConcept"))


def _dose(resource: Resource) -> str:
    doses = resource.get("dosageInstruction") or resource.get("dosage") or ()
    return "; ".join(str(d["text"]) for d in doses if isinstance(d, dict) and "text" in d)


def _day(resource: Resource) -> str:
    for name in DATED_BY:
        if isinstance(resource.get(name), str):
            return str(resource[name])[:DAY]
    for name in PERIODS:
        if isinstance(resource.get(name), dict):
            return str(resource[name].get("start", ""))[:DAY]
    return ""
