"""What a section of a summary says to a person: a list in XHTML, everything in it escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from yiyang.rules.fhir_map.summary import concept_text
from yiyang.rules.fhir_map.vitals import SIGN_SYSTEMS, sign_names

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


ZH, EN = "zh", "en"


def narrative_of(members: Sequence[Resource], medicines: Mapping[str, Resource]) -> str:
    """Return the narrative of a section in both languages.

    Args:
        medicines: Medication by ``Medication/id``, for orders that point to one.
    """
    lines = lines_of(members, medicines)
    if not lines:
        return f'<div xmlns="{XHTML}"><p>没有记录 No information is recorded</p></div>'
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<div xmlns="{XHTML}"><ul>{items}</ul></div>'


def lines_of(
    members: Sequence[Resource], medicines: Mapping[str, Resource], language: str = ""
) -> list[str]:
    """Return a line for each resource that says something itself: a panel's members do.

    Args:
        language: ``zh`` or ``en`` for the names of vital signs; empty: both.
    """
    return [
        _line(one, medicines, language)
        for one in members
        if "hasMember" not in one or _value(one, language)
    ]


def _line(resource: Resource, medicines: Mapping[str, Resource], language: str) -> str:
    """Return one resource as one line: its name, its value or dose, its day."""
    name = _sign(resource, language) or _name(resource, medicines)
    parts = (name, _value(resource, language), _dose(resource), _day(resource))
    return " · ".join(part for part in parts if part)


def _sign(holder: Resource, language: str) -> str:
    """Return the name of a vital sign, by its code; empty for anything else."""
    code = holder.get("code")
    codings = code.get("coding", ()) if isinstance(code, dict) else ()
    for coding in codings:
        names = sign_names().get(str(coding.get("code")))
        if names and coding.get("system") in SIGN_SYSTEMS:
            return {ZH: names[0], EN: names[1]}.get(language, " ".join(names))
    return ""


def _name(resource: Resource, medicines: Mapping[str, Resource]) -> str:
    for name in NAMED_BY:
        if text := concept_text(resource.get(name)):
            return text
    reference = resource.get("medicationReference", {})
    medicine = medicines.get(str(reference.get("reference")), {})
    named = concept_text(medicine.get("code")) or str(reference.get("display", ""))
    words = resource.get("title") or resource.get("summary") or resource.get("description")
    return named or str(words or f"{resource['resourceType']}/{resource['id']}")


def _value(resource: Resource, language: str) -> str:
    own = _measured(resource)
    parts = [
        f"{_sign(part, language) or concept_text(part.get('code'))} {value}".strip()
        for part in resource.get("component", ())
        if (value := _measured(part))
    ]
    return "; ".join([own, *parts] if own else parts)


def _measured(holder: Resource) -> str:
    quantity = holder.get("valueQuantity")
    if isinstance(quantity, dict) and "value" in quantity:
        number = getattr(quantity["value"], "text", quantity["value"])
        return f"{number} {quantity.get('unit') or quantity.get('code') or ''}".strip()
    if isinstance(holder.get("valueBoolean"), bool):
        return "是 Yes" if holder["valueBoolean"] else "否 No"
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
