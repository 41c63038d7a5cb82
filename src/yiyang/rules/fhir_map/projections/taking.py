"""A message that another node sent and that took effect here, as Provenance.

It says from where and when something came into a person's record and on whose consent; what
came is named by its kinds alone, so that it tells nothing of what a person has closed.

Source: HL7 FHIR R4 Provenance; provenance-participant-type of HL7.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.rules.fhir_map.projections.terms import (
    TERMINOLOGY,
    Resource,
    coding,
    concept,
    identifier,
    own,
    present,
    reference,
)

PARTICIPANT = f"{TERMINOLOGY}/provenance-participant-type"
URN = "urn:ietf:rfc:3986"


@dataclass(frozen=True)
class TakenFacts:
    """A message as it was taken in; ``contents`` are its kinds, ``consent`` a key of ours."""

    patient: str
    node: str
    node_name: str
    message_id: str
    contents: tuple[str, ...]
    consent: int | None
    taken_at: str


def provenance_of(facts: TakenFacts) -> Resource:
    """Return what a taken message says of the record it went into."""
    message = {"identifier": {"system": URN, "value": f"urn:uuid:{facts.message_id}"}}
    entities = [{"role": "source", "what": message}]
    if facts.consent is not None:
        consent = reference("Consent", "consent", facts.consent)
        entities.append({"role": "source", "what": consent})
    return present(
        {
            "resourceType": "Provenance",
            "target": [{"reference": facts.patient}],
            "recorded": facts.taken_at,
            "activity": {
                "coding": [coding(own("exchange-content"), kind) for kind in facts.contents]
                or [coding(own("exchange-content"), "CONSENT")],
            },
            "agent": [_author(facts.node, facts.node_name)],
            "entity": entities,
        }
    )


def _author(node: str, name: str) -> Resource:
    who = {"identifier": identifier("node", node), "display": name}
    return {"type": concept(PARTICIPANT, "author"), "who": who}
