"""What a section of a summary says to a person: a list in XHTML, everything in it escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from yiyang.rules.fhir_map.doses import doses_text
from yiyang.rules.fhir_map.spoken import (
    EN,
    ZH,
    codes_of,
    concept_text,
    days_text,
    in_language,
    period_text,
    said,
    value_text,
)
from yiyang.rules.fhir_map.summary import allergy_of
from yiyang.rules.fhir_map.vitals import SIGN_SYSTEMS, sign_names, value_words

XHTML = "http://www.w3.org/1999/xhtml"
NAMED_BY = ("code", "medicationCodeableConcept", "vaccineCode")
DATED_BY = (
    "onsetDateTime",
    "effectiveDateTime",
    "performedDateTime",
    "occurrenceDateTime",
    "authoredOn",
    "recordedDate",
    "timingDateTime",
    "dateTime",
    "date",
)
PERIODS = ("performedPeriod", "effectivePeriod", "onsetPeriod", "timingPeriod", "period")
# What keeps a line from being read as a fact that stands: by the codes of a resource's states.
STATES = {
    "unconfirmed": ("未证实", "unconfirmed"),
    "provisional": ("初步诊断", "provisional"),
    "differential": ("待鉴别", "one of several possible"),
    "inactive": ("不活动", "inactive"),
    "remission": ("缓解期", "in remission"),
    "resolved": ("已缓解", "resolved"),
    "recurrence": ("复发", "recurrence"),
    "relapse": ("复发", "relapse"),
    "on-hold": ("暂停", "on hold"),
    "intended": ("计划中", "intended"),
    "unknown": ("状态不详", "status unknown"),
    "preliminary": ("初步结果", "preliminary"),
    "partial": ("部分结果", "partial"),
    "in-progress": ("进行中", "in progress"),
}
HIGH_RISK = ("高风险", "high risk")
Resource = Mapping[str, Any]


def narrative_of(
    members: Sequence[Resource], named: Mapping[str, Resource], *, is_cut: bool = False
) -> str:
    """Return the narrative of a section in both languages.

    Args:
        named: Medication and Device by name, for what points to one.
        is_cut: there was too much, and what is older was left out.
    """
    lines = lines_of(members, named)
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    told = f"<ul>{items}</ul>" if lines else "<p>没有记录 No information is recorded</p>"
    rest = "<p>较早的未列入 Earlier ones are not listed</p>" if is_cut else ""
    return f'<div xmlns="{XHTML}">{told}{rest}</div>'


def lines_of(
    members: Sequence[Resource], named: Mapping[str, Resource], language: str = ""
) -> list[str]:
    """Return a line for each resource that says something itself: a panel's members do.

    Args:
        language: ``zh`` or ``en`` for the names of vital signs; empty: both.
    """
    return [
        _line(one, named, language)
        for one in members
        if "hasMember" not in one or _value(one, language)
    ]


def _line(resource: Resource, named: Mapping[str, Resource], language: str) -> str:
    """Return one resource as one line: its name, what it says, in what state, its days."""
    parts = (
        _sign(resource, language) or _name(resource, named, language),
        _value(resource, language),
        *_reactions(resource, language),
        concept_text(resource.get("severity")),
        doses_text(resource, language),
        *_states(resource, language),
        _days(resource),
    )
    return " · ".join(part for part in parts if part)


def _reactions(resource: Resource, language: str) -> tuple[str, ...]:
    if resource["resourceType"] != "AllergyIntolerance":
        return ()
    allergy = allergy_of(dict(resource))
    return allergy.reaction, said(HIGH_RISK, language) if allergy.is_high_risk else ""


def _states(resource: Resource, language: str) -> list[str]:
    codes = [str(resource.get("status"))]
    for name in ("clinicalStatus", "verificationStatus"):
        codes += codes_of(resource.get(name))
    return [said(STATES[code], language) for code in codes if code in STATES]


def _sign(holder: Resource, language: str) -> str:
    """Return the name of a vital sign, by its code; empty for anything else."""
    code = holder.get("code")
    codings = code.get("coding", ()) if isinstance(code, dict) else ()
    for coding in codings:
        names = sign_names().get(str(coding.get("code")))
        if names and coding.get("system") in SIGN_SYSTEMS:
            return {ZH: names[0], EN: names[1]}.get(language, " ".join(names))
    return ""


def _name(resource: Resource, named: Mapping[str, Resource], language: str) -> str:
    for name in NAMED_BY:
        if text := concept_text(resource.get(name)):
            return in_language(text, language)
    categories = resource.get("category") if resource["resourceType"] == "Consent" else None
    reference = resource.get("medicationReference") or resource.get("device") or {}
    meant = _name_of(named.get(str(reference.get("reference")), {}))
    called = (
        meant or str(reference.get("display", "")) or "; ".join(map(concept_text, categories or ()))
    )
    words = resource.get("title") or resource.get("summary") or resource.get("description")
    title = in_language(str(words), language) if words else ""
    return called or title or f"{resource['resourceType']}/{resource['id']}"


def _name_of(thing: Resource) -> str:
    """Return what a Medication or a Device is called."""
    names = [str(one.get("name", "")) for one in thing.get("deviceName", ())]
    return concept_text(thing.get("code") or thing.get("type")) or next(iter(names), "")


def _value(resource: Resource, language: str) -> str:
    words = value_words(resource)
    own = said(words, language) if words else value_text(resource, language)
    parts = [
        f"{_sign(part, language) or concept_text(part.get('code'))} {value}".strip()
        for part in resource.get("component", ())
        if (value := value_text(part, language))
    ]
    return "; ".join([own, *parts] if own else parts)


def _days(resource: Resource) -> str:
    """Return the day, or the first and the last; of a problem that has gone, until when it was."""
    begin = next((resource[n] for n in DATED_BY if isinstance(resource.get(n), str)), None)
    if begin is not None:
        return days_text(begin, resource.get("abatementDateTime"))
    return next((period_text(resource[name]) for name in PERIODS if name in resource), "")
