"""Orders of examinations and tests as ServiceRequest.  Source: HL7 FHIR R4 ServiceRequest."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.rules.fhir_map.projections.terms import (
    Resource,
    coding,
    concept,
    identifier,
    own,
    present,
    reference,
)

STATUSES = {"ORDERED": "active", "DONE": "completed", "CANCELLED": "revoked"}
ITEMS = own("examination")


@dataclass(frozen=True)
class OrderFacts:
    """An item that was ordered; ``case`` is the re-examination case, "" where none was needed."""

    key: int
    patient: str
    item: str
    coded_as: str
    state: str
    case: str
    words: str
    institution: int
    practitioner: int
    decided_at: str


def request_of_order(facts: OrderFacts) -> Resource:
    """Return an order; why it was ordered though a result was offered stands as its reason."""
    case = concept(own("reexamination-case"), facts.case) if facts.case else None
    if case and facts.words:
        case["text"] = facts.words
    return present(
        {
            "resourceType": "ServiceRequest",
            "identifier": [
                {
                    **identifier("order", str(facts.key)),
                    "assigner": reference("Organization", "institution", facts.institution),
                }
            ],
            "status": STATUSES[facts.state],
            "intent": "order",
            "code": {"coding": [coding(*_coded(facts.coded_as)), coding(ITEMS, facts.item)]},
            "subject": {"reference": facts.patient},
            "authoredOn": facts.decided_at,
            "requester": reference("Practitioner", "practitioner", facts.practitioner),
            "reasonCode": [case] if case else None,
        }
    )


def _coded(written: str) -> tuple[str, str]:
    system, _, code = written.rpartition("|")
    return system, code
