"""One line of the access log as AuditEvent: made when it is read, never stored.

Source: HL7 FHIR R4 AuditEvent; IHE BALP ``IHE.BasicAudit.PatientRead``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.projections.terms import (
    TERMINOLOGY,
    Resource,
    coding,
    concept,
    own,
    present,
    reference,
)

DICOM = "http://dicom.nema.org/resources/ontology/DCM"
REST = coding(f"{TERMINOLOGY}/audit-event-type", "rest", "RESTful Operation")
READ = coding("http://hl7.org/fhir/restful-interaction", "read", "read")
PARTICIPATION = f"{TERMINOLOGY}/v3-ParticipationType"
ENTITY_TYPE = f"{TERMINOLOGY}/audit-entity-type"
OBJECT_ROLE = f"{TERMINOLOGY}/object-role"
PROGRAM = "program"  # nobody: the program itself
BY_NAME = "1"  # of network-type: the address is a machine's name


@dataclass(frozen=True)
class LookFacts:
    """Who looked at a person, in which role, for whom, when and at what; no name of anybody."""

    key: int
    patient: str
    at: str
    role: str
    institution: int | None
    what: str
    host: str


def audit_event_of(facts: LookFacts) -> Resource:
    """Return one look as an AuditEvent."""
    house = facts.institution
    who = (
        reference("Organization", "institution", house)
        if house
        else {"display": facts.role or PROGRAM}
    )
    return {
        "resourceType": "AuditEvent",
        "id": f"look-{facts.key}",
        "type": REST,
        "subtype": [READ],
        "action": "R",
        "recorded": facts.at,
        "outcome": "0",
        "agent": [
            _machine("110153", "Source Role ID", facts, requestor=False),
            _machine("110152", "Destination Role ID", facts, requestor=False),
            present(
                {
                    "type": concept(PARTICIPATION, "IRCP", "information recipient"),
                    "role": [concept(own("role"), facts.role)] if facts.role else None,
                    "who": who,
                    "requestor": True,
                }
            ),
        ],
        "source": {"observer": {"display": facts.host}},
        "entity": [
            {
                "what": {"reference": facts.patient},
                "type": coding(ENTITY_TYPE, "1", "Person"),
                "role": coding(OBJECT_ROLE, "1", "Patient"),
            },
            {
                "what": {"display": facts.what or "?"},
                "type": coding(ENTITY_TYPE, "2", "System Object"),
                "role": coding(OBJECT_ROLE, "4", "Domain Resource"),
            },
        ],
    }


def _machine(code: str, display: str, facts: LookFacts, *, requestor: bool) -> dict[str, Any]:
    return {
        "type": concept(DICOM, code, display),
        "who": {"display": facts.host},
        "requestor": requestor,
        "network": {"address": facts.host, "type": BY_NAME},
    }
