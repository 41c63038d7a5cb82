"""What a person's resources say, for reading: problems, medicines, allergies, stays, events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiyang.kernel.messages import Text
from yiyang.rules.fhir_map.doses import doses_text
from yiyang.rules.fhir_map.moments import period_of
from yiyang.rules.fhir_map.projections.beds import KIND_NAMES
from yiyang.rules.fhir_map.projections.services import ACT_NAMES
from yiyang.rules.fhir_map.projections.terms import own
from yiyang.rules.fhir_map.spoken import codes_of, concept_text

# The codes that texts name, by system, with what stands before them; None: all that there are.
NAMED: Mapping[str, tuple[str, frozenset[str] | None]] = {
    own("act-kind"): ("HAPPENED_", frozenset(ACT_NAMES)),
    own("bed-kind"): ("", frozenset(KIND_NAMES)),
    own("service-item"): ("ITEM_", None),
}
# Classes of stays and visits (HL7 v3 ActCode).
CLASSES = frozenset({"IMP", "ACUTE", "NONAC", "AMB", "EMER", "HH", "OBSENC", "SS", "VR"})
ACTIVE = frozenset({"active", "recurrence", "relapse"})
IN_USE = frozenset({"active", "on-hold", "intended", "unknown"})


@dataclass(frozen=True)
class Problem:
    """A condition of the person; ``since`` as it was written."""

    name: str
    since: str
    is_active: bool


@dataclass(frozen=True)
class Medicine:
    """A medicine ordered or taken, with how it is taken."""

    name: str
    dose: str | Text
    since: str
    is_active: bool


@dataclass(frozen=True)
class Allergy:
    """Something the person does not tolerate; ``is_high_risk`` where a reaction may kill."""

    name: str
    reaction: str
    is_high_risk: bool


@dataclass(frozen=True)
class Happening:
    """Something that took place: a stay or visit, a procedure, an immunisation, a report.

    ``codes`` are texts' codes: what is written in systems of our own, and kinds of stays, are
    named in the reader's language; ``name`` is what somebody else wrote.  ``house`` names the
    Organization that stands in ``where``, once somebody has looked it up.
    """

    kind: str  # ENCOUNTER, ACT, PROCEDURE, IMMUNIZATION, REPORT
    name: str
    since: datetime | None
    until: datetime | None
    where: str | Text
    codes: tuple[str, ...] = ()
    house: str = ""


def problem_of(condition: dict[str, Any]) -> Problem:
    """Return a Condition; without a clinical status it lasts until it is said to have ended."""
    status = set(codes_of(condition.get("clinicalStatus")))
    ended = any(name.startswith("abatement") for name in condition)
    since = condition.get("onsetDateTime") or condition.get("recordedDate") or ""
    is_active = bool(status & ACTIVE) if status else not ended
    return Problem(concept_text(condition.get("code")), str(since)[:10], is_active)


def medicine_of(order: dict[str, Any], names: dict[str, str]) -> Medicine:
    """Return a MedicationRequest or MedicationStatement.

    Args:
        names: name of a medicine by ``Medication/id``, for orders that point to one.
    """
    reference = order.get("medicationReference", {})
    name = concept_text(order.get("medicationCodeableConcept")) or names.get(
        str(reference.get("reference")), str(reference.get("display", ""))
    )
    since = order.get("authoredOn") or order.get("effectiveDateTime") or order.get("dateAsserted")
    if isinstance(order.get("effectivePeriod"), dict):
        since = since or order["effectivePeriod"].get("start")
    return Medicine(name, _taken(order), str(since or "")[:10], order.get("status") in IN_USE)


def _taken(order: dict[str, Any]) -> str | Text:
    """Return how a medicine is taken: in both languages where the words are our own."""
    zh, en = doses_text(order, "zh"), doses_text(order, "en")
    return zh if zh == en else Text(zh, en)


def allergy_of(allergy: dict[str, Any]) -> Allergy:
    """Return an AllergyIntolerance with its reactions."""
    reactions = [
        concept_text(m) for r in allergy.get("reaction", ()) for m in r.get("manifestation", ())
    ]
    return Allergy(
        concept_text(allergy.get("code")),
        "; ".join(r for r in reactions if r),
        allergy.get("criticality") == "high",
    )


def is_refuted(resource: dict[str, Any]) -> bool:
    """Tell whether a resource was entered in error or has been refuted."""
    verified = set(codes_of(resource.get("verificationStatus")))
    return resource.get("status") == "entered-in-error" or bool(
        verified & {"entered-in-error", "refuted"}
    )


NOT_HAPPENED = frozenset({"planned", "cancelled", "preparation", "not-done", "registered"})


def has_happened(resource: dict[str, Any]) -> bool:
    """Tell whether an Encounter, Procedure, Immunization or report is of something that was."""
    return resource.get("status") not in NOT_HAPPENED


def happening_of(resource: dict[str, Any]) -> Happening:
    """Return an Encounter, Procedure, Immunization or DiagnosticReport."""
    reader = {
        "Encounter": _encounter,
        "Procedure": _procedure,
        "Immunization": _immunization,
        "DiagnosticReport": _report,
    }[resource["resourceType"]]
    return reader(resource)


def _encounter(encounter: dict[str, Any]) -> Happening:
    types = [(t, codes_named(t)) for t in encounter.get("type", ())]
    name = "; ".join(text for t, found in types if not found and (text := concept_text(t)))
    codes = tuple(code for _, found in types for code in found)
    if not name and not codes:
        name, codes = _class(encounter.get("class", {}))
    since, until = _ends(encounter.get("period"))
    provider = encounter.get("serviceProvider", {})
    where, house = (str(provider.get(part, "")) for part in ("display", "reference"))
    return Happening("ENCOUNTER", name, since, until, where, codes, house)


def _class(coding: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return what a stay is by its class: the words of another, or a text's code."""
    code = str(coding.get("code") or "")
    if code in CLASSES:
        return "", (f"ENCOUNTER_{code}",)
    return str(coding.get("display") or code), ()


def _procedure(procedure: dict[str, Any]) -> Happening:
    since, until = _ends(procedure.get("performedPeriod"))
    since = since or _moment(procedure.get("performedDateTime"))
    codes = codes_named(procedure.get("code"))
    name = "" if codes else concept_text(procedure.get("code"))
    return Happening("ACT" if codes else "PROCEDURE", name, since, until, "", codes)


def codes_named(concept: Any) -> tuple[str, ...]:
    """Return the texts' codes of what a concept says in systems of our own, kinds first."""
    codings = concept.get("coding", ()) if isinstance(concept, dict) else ()
    found = [
        f"{prefix}{coding.get('code')}"
        for system, (prefix, known) in NAMED.items()
        for coding in codings
        if coding.get("system") == system and (known is None or coding.get("code") in known)
    ]
    return tuple(found)


def _immunization(given: dict[str, Any]) -> Happening:
    name = concept_text(given.get("vaccineCode"))
    return Happening("IMMUNIZATION", name, _moment(given.get("occurrenceDateTime")), None, "")


def _report(report: dict[str, Any]) -> Happening:
    since = _moment(report.get("effectiveDateTime")) or _moment(report.get("issued"))
    return Happening("REPORT", concept_text(report.get("code")), since, None, "")


def _ends(period: Any) -> tuple[datetime | None, datetime | None]:
    if not isinstance(period, dict):
        return None, None
    return _moment(period.get("start")), _moment(period.get("end"))


def _moment(text: Any) -> datetime | None:
    period = period_of(text) if isinstance(text, str) else None
    return period[0] if period else None
