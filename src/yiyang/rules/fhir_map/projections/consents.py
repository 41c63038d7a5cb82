"""What a person said about who may see them, as Consent.  Source: HL7 FHIR R4 Consent."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.rules.fhir_map.projections.terms import (
    TERMINOLOGY,
    Resource,
    coding,
    concept,
    own,
    period,
    present,
    reference,
)

SCOPE = f"{TERMINOLOGY}/consentscope"
LOINC = "http://loinc.org"
ROLE = f"{TERMINOLOGY}/v3-ParticipationType"
STATUS = {
    "WAITING": "proposed",
    "IN_FORCE": "active",
    "WITHDRAWN": "inactive",
    "REPLACED": "inactive",
    "REFUSED": "rejected",
}


@dataclass(frozen=True)
class ConsentFacts:
    """One word of a person about their record; the account of a relative is not named."""

    patient: str
    state: str
    kind: str
    purpose: str
    scope: str
    categories: tuple[str, ...]
    grantee_kind: str
    institution: int | None
    client: str
    since: str | None
    until: str | None
    made_at: str
    signed_at: str | None
    text_version: str
    replaces: int | None


def consent_of(facts: ConsentFacts) -> Resource:
    """Return a consent with one provision: what it opens or forbids, to whom, how long."""
    return present(
        {
            "resourceType": "Consent",
            "status": STATUS[facts.state],
            "scope": concept(SCOPE, "patient-privacy"),
            "category": [concept(LOINC, "59284-0", "Consent Document")],
            "patient": {"reference": facts.patient},
            "dateTime": facts.signed_at or facts.made_at,
            "policyRule": concept(own("consent-text"), facts.text_version or "1"),
            "sourceReference": (
                reference("Consent", "consent", facts.replaces) if facts.replaces else None
            ),
            "provision": present(
                {
                    "type": "permit" if facts.kind == "PERMIT" else "deny",
                    "period": period(facts.since, facts.until),
                    "actor": [_grantee(facts)],
                    "purpose": ([coding(own("purpose"), facts.purpose)] if facts.purpose else None),
                    "class": [coding(own("category"), name) for name in facts.categories],
                    "code": [concept(own("scope"), facts.scope)] if facts.scope else None,
                }
            ),
        }
    )


def _grantee(facts: ConsentFacts) -> Resource:
    role = concept(ROLE, "IRCP", "information recipient")
    if facts.institution:
        who = reference("Organization", "institution", facts.institution)
    else:
        who = {"display": facts.client or facts.grantee_kind}
    return {"role": role, "reference": who}
