"""Practitioners, their posts and teams as Practitioner, PractitionerRole and CareTeam.

Source: HL7 FHIR R4.  Licence numbers are not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.projections.terms import (
    Resource,
    concept,
    identifier,
    own,
    period,
    present,
    reference,
)


@dataclass(frozen=True)
class PractitionerFacts:
    """Somebody who gives care."""

    code: str
    name: str
    profession: str
    specialty: str


@dataclass(frozen=True)
class PostFacts:
    """Somebody's post at an institution; ``until`` is the last day."""

    practitioner: int
    institution: int
    duty: str
    specialty: str
    since: str | None
    until: str | None


@dataclass(frozen=True)
class TeamFacts:
    """A team with its members: ``{practitioner, duty, leads}``."""

    code: str
    name_zh: str
    name_en: str
    institution: int
    is_open: bool
    members: tuple[dict[str, Any], ...]


def practitioner_of(facts: PractitionerFacts) -> Resource:
    """Return somebody who gives care."""
    return present(
        {
            "resourceType": "Practitioner",
            "identifier": [identifier("practitioner", facts.code)],
            "active": True,
            "name": [{"text": facts.name}],
            "qualification": [{"code": concept(own("profession"), facts.profession)}],
        }
    )


def role_of(facts: PostFacts) -> Resource:
    """Return a post as a PractitionerRole."""
    specialty = concept(own("specialty"), facts.specialty) if facts.specialty else None
    return present(
        {
            "resourceType": "PractitionerRole",
            "period": period(facts.since, facts.until),
            "practitioner": reference("Practitioner", "practitioner", facts.practitioner),
            "organization": reference("Organization", "institution", facts.institution),
            "code": [concept(own("duty"), facts.duty)],
            "specialty": [specialty] if specialty else None,
            "location": [reference("Location", "institution", facts.institution)],
        }
    )


def team_of(facts: TeamFacts) -> Resource:
    """Return a service team, of no one person."""
    return present(
        {
            "resourceType": "CareTeam",
            "identifier": [identifier("team", facts.code)],
            "status": "active" if facts.is_open else "inactive",
            "name": facts.name_zh,
            "participant": [
                {
                    "role": [
                        concept(own("duty"), member["duty"]),
                        *([concept(own("duty"), "LEAD")] if member["leads"] else []),
                    ],
                    "member": reference("Practitioner", "practitioner", member["practitioner"]),
                }
                for member in facts.members
            ],
            "managingOrganization": [reference("Organization", "institution", facts.institution)],
        }
    )
