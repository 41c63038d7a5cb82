"""Agreements as Contract, a person's place under one as Contract and CareTeam, plans as CarePlan.

Source: HL7 FHIR R4 Contract (contract-status), CareTeam, CarePlan.
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
from yiyang.rules.fhir_map.spoken import CARE_PLAN, said

STATUS = {
    "DRAFT": "negotiable",
    "IN_FORCE": "executed",
    "SUSPENDED": "executed",
    "ENDED": "terminated",
}
SIGNATURE = {
    "system": "urn:iso-astm:E1762-95:2013",
    "code": "1.2.840.10065.1.12.1.1",
    "display": "Author's Signature",
}
PARTIES = {"institution": "Organization", "practitioner": "Practitioner"}


@dataclass(frozen=True)
class AgreementFacts:
    """An agreement between institutions; parties as ``{institution, practitioner, team, role}``."""

    number: str
    kind: str
    variety: str
    title_zh: str
    state: str
    since: str | None
    until: str | None
    signed_at: str | None
    end_reason: str
    renews: int | None
    parties: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class MemberFacts:
    """A person's place under an agreement: with whom, in which slot, for which days."""

    key: int
    patient: str
    number: str
    kind: str
    state: str
    slot: str
    institution: int
    practitioner: int | None
    team: int | None
    packages: tuple[str, ...]
    since: str | None
    until: str | None
    signed_at: str | None
    end_reason: str


@dataclass(frozen=True)
class PlanFacts:
    """A person's plan; items as ``{item, count, every_days, is_withdrawn}``."""

    key: int
    patient: str
    state: str
    member: int
    institution: int
    practitioner: int | None
    since: str | None
    until: str | None
    drawn_at: str
    items: tuple[dict[str, Any], ...]


def contract_of(facts: AgreementFacts) -> Resource:
    """Return an agreement between institutions as a Contract; no person is named in it."""
    return present(
        {
            "resourceType": "Contract",
            "identifier": [identifier("agreement", facts.number)],
            "status": STATUS[facts.state],
            "legalState": concept(own("agreement-state"), facts.state),
            "issued": facts.signed_at,
            "applies": period(facts.since, facts.until),
            "expirationType": _ended(facts.end_reason),
            "authority": [
                reference("Organization", "institution", party["institution"])
                for party in facts.parties
                if party["institution"]
            ],
            "title": facts.title_zh,
            "type": concept(own("agreement-kind"), facts.kind),
            "subType": [concept(own("consortium"), facts.variety)] if facts.variety else None,
            "signer": [
                _signer(party, facts.signed_at)
                for party in facts.parties
                if facts.signed_at and not party["team"]  # FHIR lets no team sign
            ],
            "supportingInfo": (
                [reference("Contract", "agreement", facts.renews)] if facts.renews else None
            ),
        }
    )


def contract_of_member(facts: MemberFacts) -> Resource:
    """Return a person's place under an agreement as a Contract of that person."""
    return present(
        {
            "resourceType": "Contract",
            "identifier": [identifier("agreement", facts.number)],
            "status": "terminated" if facts.end_reason else STATUS[facts.state],
            "legalState": concept(own("agreement-state"), facts.state),
            "issued": facts.signed_at,
            "applies": period(facts.since, facts.until),
            "expirationType": _ended(facts.end_reason),
            "subject": [{"reference": facts.patient}],
            "authority": [reference("Organization", "institution", facts.institution)],
            "type": concept(own("agreement-kind"), facts.kind),
            "subType": [concept(own("slot"), facts.slot)],
            "term": [
                {"offer": {"text": code}, "type": concept(own("package"), code)}
                for code in facts.packages
            ],
        }
    )


def team_of_member(facts: MemberFacts) -> Resource:
    """Return who answers for a person under an agreement as a CareTeam."""
    found = (
        ("Practitioner", "practitioner", facts.practitioner),
        ("CareTeam", "team", facts.team),
        ("Organization", "institution", facts.institution),
    )
    is_over = facts.end_reason or facts.state == "ENDED"
    resting = "suspended" if facts.state == "SUSPENDED" else "active"
    return present(
        {
            "resourceType": "CareTeam",
            "status": "inactive" if is_over else resting,
            "category": [concept(own("slot"), facts.slot)],
            "subject": {"reference": facts.patient},
            "period": period(facts.since, facts.until),
            "participant": [
                {"role": [concept(own("slot"), facts.slot)], "member": reference(*who)}
                for who in found
                if who[2]
            ],
            "managingOrganization": [reference("Organization", "institution", facts.institution)],
        }
    )


def care_plan_of(facts: PlanFacts) -> Resource:
    """Return a person's plan as a CarePlan: each item with how often in its days."""
    doctor = facts.practitioner
    return present(
        {
            "resourceType": "CarePlan",
            "status": "active" if facts.state == "CURRENT" else "completed",
            "intent": "plan",
            "title": said(CARE_PLAN),
            "subject": {"reference": facts.patient},
            "period": period(facts.since, facts.until),
            "created": facts.drawn_at,
            "author": (
                reference("Practitioner", "practitioner", doctor)
                if doctor
                else reference("Organization", "institution", facts.institution)
            ),
            "careTeam": [reference("CareTeam", "member", facts.member)],
            "activity": [{"detail": _activity(item)} for item in facts.items],
        }
    )


def _activity(item: dict[str, Any]) -> dict[str, Any]:
    repeat: dict[str, Any] = {}
    if item["count"]:
        repeat["count"] = item["count"]
    if item["every_days"]:
        repeat |= {"frequency": 1, "period": item["every_days"], "periodUnit": "d"}
    return present(
        {
            "code": concept(own("service-item"), item["item"]),
            "status": "cancelled" if item["is_withdrawn"] else "scheduled",
            "scheduledTiming": {"repeat": repeat} if repeat else None,
        }
    )


def _signer(party: dict[str, Any], signed_at: str) -> dict[str, Any]:
    row = next(name for name in PARTIES if party[name])
    who = reference(PARTIES[row], row, party[row])
    return {
        "type": {"system": own("party-role"), "code": party["role"]},
        "party": who,
        "signature": [{"type": [SIGNATURE], "when": signed_at, "who": who}],
    }


def _ended(reason: str) -> dict[str, Any] | None:
    return concept(own("agreement-end"), reason) if reason else None
