"""Which sections a patient summary has, and which of a person's resources stand in each.

Source: HL7 International Patient Summary 2.0.0, Composition; the first three are required.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.projections.terms import own
from yiyang.rules.fhir_map.summary import medicine_of, problem_of

LOINC = "http://loinc.org"
ACT_KIND = own("act-kind")
CURRENT_PLANS = frozenset({"active", "on-hold"})
DONE = frozenset({"completed", "in-progress"})


@dataclass(frozen=True)
class Section:
    """One section of the summary: its LOINC code and its title in both languages."""

    code: str
    title: str
    is_required: bool = False


PROBLEMS = Section("11450-4", "健康问题 Problems", is_required=True)
ALLERGIES = Section("48765-2", "过敏 Allergies", is_required=True)
MEDICINES = Section("10160-0", "用药 Medicines", is_required=True)
ALERTS = Section("104605-1", "警示 Alerts")
VITALS = Section("8716-3", "生命体征 Vital signs")
IMMUNISATIONS = Section("11369-6", "接种 Immunisations")
RESULTS = Section("30954-2", "检查检验结果 Results")
PROCEDURES = Section("47519-4", "手术与操作 Procedures")
DEVICES = Section("46264-8", "医疗器械 Medical devices")
PAST = Section("11348-0", "既往问题 Past problems")
FUNCTION = Section("47420-5", "功能状况 Functional status")
SOCIAL = Section("29762-2", "社会史 Social history")
PLAN = Section("18776-5", "照护计划 Plan of care")
DIRECTIVES = Section("42348-3", "预先指示 Advance directives")
SECTIONS = (
    PROBLEMS,
    ALLERGIES,
    MEDICINES,
    ALERTS,
    VITALS,
    IMMUNISATIONS,
    RESULTS,
    PROCEDURES,
    DEVICES,
    PAST,
    FUNCTION,
    SOCIAL,
    PLAN,
    DIRECTIVES,
)
NAMED = frozenset({"Medication", "Device"})  # stand in the document for what points to them
IN_USE = frozenset({"active", "intended", "on-hold"})
# A Consent that says what is to be done when the person cannot say it any more, by its scope or
# category (HL7 v3 ActCode, consentscope, consentcategorycodes, LOINC); others are no part of it.
DIRECTING = frozenset({"adr", "acd", "dnr", "emrgonly", "hcd", "polst", DIRECTIVES.code})
# Where what was left out of a group would have stood, by type or category.
OF_GROUP = {
    "Condition": (PROBLEMS, PAST),
    "MedicationRequest": (MEDICINES,),
    "MedicationStatement": (MEDICINES,),
    "Consent": (DIRECTIVES,),
}
BY_CATEGORY = {
    "vital-signs": VITALS,
    "laboratory": RESULTS,
    "imaging": RESULTS,
    "social-history": SOCIAL,
}
BY_TYPE = {
    "AllergyIntolerance": ALLERGIES,
    "Immunization": IMMUNISATIONS,
    "DiagnosticReport": RESULTS,
    "ClinicalImpression": FUNCTION,
}
BY_STATUS = {
    "CarePlan": (PLAN, CURRENT_PLANS),
    "Procedure": (PROCEDURES, DONE),
    "DeviceUseStatement": (DEVICES, IN_USE),
    "Flag": (ALERTS, frozenset({"active"})),
}


def section_of(resource: Mapping[str, Any]) -> Section | None:
    """Return the section that a resource stands in; None where it is no part of a summary."""
    kind = resource["resourceType"]
    if kind == "Observation":
        return _of_observation(resource)
    if kind == "Condition":
        return PROBLEMS if problem_of(dict(resource)).is_active else PAST
    if kind in ("MedicationRequest", "MedicationStatement"):
        return MEDICINES if medicine_of(dict(resource), {}).is_active else None
    if kind == "Consent":
        return DIRECTIVES if is_directive(resource) else None
    if kind in BY_STATUS:
        section, states = BY_STATUS[kind]
        is_part = resource.get("status") in states and not _is_service(resource)
        return section if is_part else None
    return BY_TYPE.get(kind)


def _is_service(procedure: Mapping[str, Any]) -> bool:
    """Tell whether a Procedure shows an act of the ledger: a visit, a follow-up, no operation."""
    codings = procedure.get("code", {}).get("coding", ())
    return any(coding.get("system") == ACT_KIND for coding in codings)


def is_directive(consent: Mapping[str, Any]) -> bool:
    """Tell whether a Consent is an advance directive that is in force."""
    concepts = [consent.get("scope", {}), *consent.get("category", ())]
    codes = {coding.get("code") for one in concepts for coding in one.get("coding", ())}
    return consent.get("status") == "active" and bool(codes & DIRECTING)


def sections_of(group: str) -> tuple[Section, ...]:
    """Return the sections in which resources of a type, or of a category, may stand."""
    by_status = {kind: section for kind, (section, _) in BY_STATUS.items()}
    found = (BY_CATEGORY | BY_TYPE | by_status).get(group)
    return OF_GROUP.get(group) or ((found,) if found else ())


def _of_observation(observation: Mapping[str, Any]) -> Section | None:
    for category in observation.get("category", ()):
        for coding in category.get("coding", ()):
            if coding.get("code") in BY_CATEGORY:
                return BY_CATEGORY[coding["code"]]
    return None
