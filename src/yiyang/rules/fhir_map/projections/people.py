"""Residents and their relatives as Patient and RelatedPerson; no number that knows them.

Source: HL7 FHIR R4 Patient, RelatedPerson; v3 RoleCode (relation).
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.rules.fhir_map.patient import GENDERS
from yiyang.rules.fhir_map.projections.terms import (
    TERMINOLOGY,
    Resource,
    coding,
    own,
    present,
)

ROLE_CODE = f"{TERMINOLOGY}/v3-RoleCode"
RELATIONS = {
    "SPOUSE": ("SPS", "spouse"),
    "CHILD": ("CHILD", "child"),
    "SIBLING": ("SIB", "sibling"),
    "OTHER_KIN": ("FAMMEMB", "family member"),
    "GUARDIAN": ("GUARD", "guardian"),
}


@dataclass(frozen=True)
class PersonFacts:
    """Who somebody is; nothing of the numbers by which others know them."""

    name: str
    sex: str
    born_on: str | None
    died_at: str | None


@dataclass(frozen=True)
class RelativeFacts:
    """A relative or representative of a person."""

    patient: str
    name: str
    relation: str
    phone: str
    is_representative: bool
    is_carer: bool


def patient_of(facts: PersonFacts) -> Resource:
    """Return a person of whom no other system sent a Patient."""
    return present(
        {
            "resourceType": "Patient",
            "name": [{"text": facts.name}],
            "gender": GENDERS.get(facts.sex, "unknown"),
            "birthDate": facts.born_on,
            "deceasedDateTime": facts.died_at,
        }
    )


def related_person_of(facts: RelativeFacts) -> Resource:
    """Return a relative with the relation in HL7's and in our code."""
    codes = [coding(own("relation"), facts.relation)]
    if facts.relation in RELATIONS:
        codes.insert(0, coding(ROLE_CODE, *RELATIONS[facts.relation]))
    roles = [
        {"coding": [coding(own("relation"), name)]}
        for name, has in (("REPRESENTATIVE", facts.is_representative), ("CARER", facts.is_carer))
        if has
    ]
    return present(
        {
            "resourceType": "RelatedPerson",
            "active": True,
            "patient": {"reference": facts.patient},
            "relationship": [{"coding": codes}, *roles],
            "name": [{"text": facts.name}],
            "telecom": [{"system": "phone", "value": facts.phone}] if facts.phone else None,
        }
    )
