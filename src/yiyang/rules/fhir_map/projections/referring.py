"""Transfers and referrals as ServiceRequest, what is asked of a receiver as Task.

Source: HL7 FHIR R4 ServiceRequest, Task; the pair and its states as in HL7 BSeR 2.0.0
(``referral-servicerequest``, ``referral-task``, ``TaskBusinessStatusCS``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.projections.beds import ICD_10
from yiyang.rules.fhir_map.projections.terms import (
    TERMINOLOGY,
    Resource,
    coding,
    concept,
    own,
    present,
    reference,
)

SNOMED = "http://snomed.info/sct"
REFERRAL_CODE = coding(SNOMED, "3457005", "Patient referral")
TRANSFER_CODE = coding(SNOMED, "107724000", "Patient transfer")
FULFILL = coding("http://hl7.org/fhir/CodeSystem/task-code", "fulfill")
IDENTIFIER_TYPE = f"{TERMINOLOGY}/v2-0203"
BUSINESS_STATUS = "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS"
PRIORITIES = {"RED": "stat", "ORANGE": "urgent", "YELLOW": "asap"}
ORGANIZATION = ("Organization", "institution")

# State of the case → status of the request and of the task, and BSeR's code of the business.
REFERRAL_STATES = {
    "CREATED": ("draft", "draft", "2.0"),
    "ADVICE_ASKED": ("active", "requested", "2.0"),
    "ADVISED": ("active", "on-hold", "2.0"),
    "SUBMITTED": ("active", "requested", "2.0"),
    "ACCEPTED": ("active", "accepted", "3.0"),
    "ARRIVED": ("active", "in-progress", "5.1.4"),
    "LOOP_CLOSED": ("completed", "completed", "7.0"),
    "TURNED_DOWN": ("revoked", "rejected", "4.0"),
    "MISSED": ("revoked", "failed", "5.1.2"),
    "WITHDRAWN": ("revoked", "cancelled", "6.0"),
    "SETTLED": ("completed", "cancelled", "6.0"),
}
TRANSFER_STATES = {
    "REJECTED": "revoked",
    "CANCELLED": "revoked",
    "EXPIRED": "active",
    "CLOSED": "completed",
    "OUTSIDE": "completed",
}
OFFER_STATES = {
    "PROPOSED": ("draft", "2.0"),
    "ASKED": ("requested", "2.0"),
    "ACCEPTED": ("accepted", "3.0"),
    "DECLINED": ("rejected", "4.0"),
    "LAPSED": ("cancelled", "6.0"),
}


@dataclass(frozen=True)
class ReferralFacts:
    """A referral with its case."""

    key: int
    patient: str
    state: str
    urgency: str
    direction: str
    reason: str
    sender: int
    practitioner: int | None
    receiver: int
    diagnosis: str
    done: str
    question: str
    summary: str
    advice: str
    refusal: str
    booking: int | None
    previous: int | None
    opened_at: str
    submitted_at: str | None
    changed_at: str
    report: str
    report_diagnosis: str


@dataclass(frozen=True)
class TransferFacts:
    """A transfer with its case."""

    key: int
    patient: str
    state: str
    colour: str
    trigger: str
    reason: str
    wanted_kind: str
    needs: tuple[str, ...]
    sender: int | None
    receiver: int | None
    outside: str
    opened_at: str


@dataclass(frozen=True)
class OfferFacts:
    """An institution asked for a bed in a transfer."""

    key: int
    patient: str
    transfer: int
    sender: int
    institution: int
    bed_kind: str
    state: str
    colour: str
    refusal: str
    opened_at: str
    answered_at: str | None


def request_of_referral(facts: ReferralFacts) -> Resource:
    """Return a referral as the ServiceRequest that its Task is about."""
    status, _, _ = REFERRAL_STATES[facts.state]
    diagnosis = _reason(own("referral-reason"), facts.reason, facts.diagnosis)
    replied = facts.previous
    return present(
        {
            "resourceType": "ServiceRequest",
            "identifier": [_number("PLAC", "referral", facts.key, facts.sender)],
            "basedOn": [reference("ServiceRequest", "referral", replied)] if replied else None,
            "status": status,
            "intent": "order",
            "category": [concept(own("referral-direction"), facts.direction)],
            "priority": PRIORITIES.get(facts.urgency, "routine"),
            "code": {"coding": [REFERRAL_CODE]},
            "subject": {"reference": facts.patient},
            "authoredOn": facts.submitted_at or facts.opened_at,
            "requester": _requester(facts),
            "performer": [reference(*ORGANIZATION, facts.receiver)],
            "reasonCode": [diagnosis],
            "note": _notes(("done", facts.done), ("question", facts.question)),
            "supportingInfo": (
                [reference("Appointment", "booking", facts.booking)] if facts.booking else None
            ),
        }
    )


def task_of_referral(facts: ReferralFacts) -> Resource:
    """Return what the receiver is to do with a referral, and what became of it."""
    _, status, business = REFERRAL_STATES[facts.state]
    return present(
        {
            "resourceType": "Task",
            "identifier": [_number("PLAC", "referral", facts.key, facts.sender)],
            "status": status,
            "statusReason": {"text": facts.refusal} if facts.refusal else None,
            "businessStatus": concept(BUSINESS_STATUS, business),
            "intent": "order",
            "priority": PRIORITIES.get(facts.urgency, "routine"),
            "code": {"coding": [FULFILL]},
            "focus": reference("ServiceRequest", "referral", facts.key),
            "for": {"reference": facts.patient},
            "authoredOn": facts.submitted_at or facts.opened_at,
            "lastModified": facts.changed_at,
            "requester": _requester(facts),
            "owner": reference(*ORGANIZATION, facts.receiver),
            "output": _outputs(facts),
        }
    )


def request_of_transfer(facts: TransferFacts) -> Resource:
    """Return a transfer between the kinds of beds as a ServiceRequest."""
    sender = facts.sender
    performer = (
        [reference(*ORGANIZATION, facts.receiver)]
        if facts.receiver
        else [{"display": facts.outside}]
        if facts.outside
        else None
    )
    wanted = own("bed-kind"), facts.wanted_kind
    return present(
        {
            "resourceType": "ServiceRequest",
            "identifier": [_number("PLAC", "transfer", facts.key, sender)],
            "status": TRANSFER_STATES.get(facts.state, "active"),
            "intent": "order",
            "category": [concept(own("transfer-state"), facts.state)],
            "priority": PRIORITIES.get(facts.colour, "routine"),
            "code": {"coding": [TRANSFER_CODE]},
            "orderDetail": [
                *([concept(*wanted)] if facts.wanted_kind else []),
                *(concept(own("capability"), code) for code in facts.needs),
            ],
            "subject": {"reference": facts.patient},
            "authoredOn": facts.opened_at,
            "requester": reference(*ORGANIZATION, sender) if sender else None,
            "performer": performer,
            "reasonCode": [_reason(own("transfer-trigger"), facts.trigger, "")],
        }
    )


def task_of_offer(facts: OfferFacts) -> Resource:
    """Return what an institution is asked in a transfer: to take the person into a bed."""
    status, business = OFFER_STATES[facts.state]
    refused = facts.refusal
    return present(
        {
            "resourceType": "Task",
            "identifier": [_number("PLAC", "offer", facts.key, facts.sender)],
            "status": status,
            "statusReason": (
                {**concept(own("offer-refusal"), refused), "text": refused} if refused else None
            ),
            "businessStatus": concept(BUSINESS_STATUS, business),
            "intent": "order",
            "priority": PRIORITIES.get(facts.colour, "routine"),
            "code": {"coding": [FULFILL]},
            "focus": reference("ServiceRequest", "transfer", facts.transfer),
            "for": {"reference": facts.patient},
            "authoredOn": facts.opened_at,
            "lastModified": facts.answered_at,
            "requester": reference(*ORGANIZATION, facts.sender),
            "owner": reference(*ORGANIZATION, facts.institution),
            "input": [
                {
                    "type": {"text": "bed-kind"},
                    "valueCodeableConcept": concept(own("bed-kind"), facts.bed_kind),
                }
            ],
        }
    )


def _number(kind: str, row: str, key: int, assigner: int | None) -> dict[str, Any]:
    made = {
        "type": concept(IDENTIFIER_TYPE, kind),
        "system": own(row),
        "value": str(key),
    }
    return {**made, "assigner": reference(*ORGANIZATION, assigner)} if assigner else made


def _requester(facts: ReferralFacts) -> dict[str, str]:
    if facts.practitioner:
        return reference("Practitioner", "practitioner", facts.practitioner)
    return reference(*ORGANIZATION, facts.sender)


def _reason(system: str, code: str, diagnosis: str) -> dict[str, Any]:
    codes = [coding(ICD_10, diagnosis)] if diagnosis else []
    return {"coding": [*codes, coding(system, code)], "text": diagnosis or code}


def _notes(*said: tuple[str, str]) -> list[dict[str, str]]:
    return [{"text": f"{name}: {text}"} for name, text in said if text]


def _outputs(facts: ReferralFacts) -> list[dict[str, Any]]:
    """Return what came back: advice, the place in a clinic, the report; and what goes along."""
    texts = {
        "advice": facts.advice,
        "report": facts.report,
        "report-diagnosis": facts.report_diagnosis,
        "discharge-summary": facts.summary,
    }
    made: list[dict[str, Any]] = [
        {"type": _kind_of_output(name), "valueString": text} for name, text in texts.items() if text
    ]
    if facts.booking:
        place = reference("Appointment", "booking", facts.booking)
        made.append({"type": _kind_of_output("appointment"), "valueReference": place})
    return made


def _kind_of_output(name: str) -> dict[str, Any]:
    return {**concept(own("referral-output"), name), "text": name}
