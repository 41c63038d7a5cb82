"""Acts of the ledger as Procedure, visits at home as Encounter.  Source: HL7 FHIR R4."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.rules.fhir_map.projections.beds import ACT_CODE, AT_HOME
from yiyang.rules.fhir_map.projections.terms import (
    Resource,
    coding,
    concept,
    own,
    period,
    present,
    reference,
)

HOME_VISIT = "HOME_VISIT"
ACT_NAMES = {
    "OUTPATIENT_VISIT": "门诊就诊",
    "HOME_VISIT": "上门服务",
    "FOLLOW_UP": "随访",
    "CONSULTATION": "健康咨询",
    "SERVICE": "签约服务",
}
VISIT = {
    "ASKED": "planned",
    "ACCEPTED": "planned",
    "PLANNED": "planned",
    "UNDER_WAY": "in-progress",
    "DONE": "finished",
    "REFUSED": "cancelled",
    "CANCELLED": "cancelled",
}


@dataclass(frozen=True)
class ActFacts:
    """One delivered act of care, which may have been taken back."""

    patient: str
    kind: str
    item: str
    institution: int
    practitioner: int | None
    since: str
    until: str
    is_reversed: bool
    reason: str


@dataclass(frozen=True)
class VisitFacts:
    """One visit at home; ``since`` and ``until`` are its checks."""

    patient: str
    state: str
    institution: int
    practitioner: int | None
    second: int | None
    since: str | None
    until: str | None
    items: tuple[str, ...]
    end_reason: str


def procedure_of(facts: ActFacts) -> Resource:
    """Return an act as a Procedure; one that was taken back is entered in error."""
    house = reference("Organization", "institution", facts.institution)
    doctor = facts.practitioner
    codes = [coding(own("service-item"), facts.item)] if facts.item else []
    name = " ".join(part for part in (ACT_NAMES.get(facts.kind, facts.kind), facts.item) if part)
    return present(
        {
            "resourceType": "Procedure",
            "status": "entered-in-error" if facts.is_reversed else "completed",
            "statusReason": concept(own("reversal"), facts.reason) if facts.reason else None,
            "code": {"coding": [*codes, coding(own("act-kind"), facts.kind)], "text": name},
            "subject": {"reference": facts.patient},
            "performedPeriod": period(facts.since, facts.until),
            "performer": [
                {
                    "actor": reference("Practitioner", "practitioner", doctor),
                    "onBehalfOf": house,
                }
                if doctor
                else {"actor": house}
            ],
        }
    )


def encounter_of(facts: VisitFacts) -> Resource:
    """Return a visit at home as an Encounter."""
    workers = [worker for worker in (facts.practitioner, facts.second) if worker]
    reason = concept(own("visit-end"), facts.end_reason) if facts.end_reason else None
    return present(
        {
            "resourceType": "Encounter",
            "status": VISIT[facts.state],
            "class": coding(ACT_CODE, *AT_HOME),
            "type": [
                concept(own("act-kind"), HOME_VISIT, ACT_NAMES[HOME_VISIT]),
                *(concept(own("service-item"), item) for item in facts.items),
            ],
            "subject": {"reference": facts.patient},
            "participant": [
                {"individual": reference("Practitioner", "practitioner", worker)}
                for worker in workers
            ],
            "period": period(facts.since, facts.until),
            "reasonCode": [reason] if reason else None,
            "serviceProvider": reference("Organization", "institution", facts.institution),
        }
    )
