"""Beds as Location and claims on them as Encounter.

Source: HL7 FHIR R4 Location, Encounter; HL7 v2 table 0116 (bed status); v3 ActCode (encounter).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.projections.institutions import PHYSICAL_TYPE
from yiyang.rules.fhir_map.projections.terms import (
    TERMINOLOGY,
    Resource,
    coding,
    concept,
    identifier,
    own,
    period,
    present,
    reference,
)

BED_STATUS = f"{TERMINOLOGY}/v2-0116"
ACT_CODE = f"{TERMINOLOGY}/v3-ActCode"
ICD_10 = "http://hl7.org/fhir/sid/icd-10"
# The table has no code for a bed reserved or kept: nobody lies in it; our own state stands beside.
STATUS = {
    "FREE": ("U", "Unoccupied"),
    "HELD": ("U", "Unoccupied"),
    "OCCUPIED": ("O", "Occupied"),
    "KEPT": ("U", "Unoccupied"),
    "CLEANING": ("H", "Housekeeping"),
    "OUT_OF_SERVICE": ("C", "Closed"),
}
CLASS = {
    "HOSPITAL_BED": ("IMP", "inpatient encounter"),
    "PALLIATIVE_BED": ("IMP", "inpatient encounter"),
    "INSTITUTION_BED": ("NONAC", "inpatient non-acute"),
}
KIND_NAMES = {
    "HOME_CARE_BED": "家庭养老床位",
    "INSTITUTION_BED": "养老机构床位",
    "HOME_MEDICAL_BED": "家庭病床",
    "HOSPITAL_BED": "医院床位",
    "PALLIATIVE_BED": "安宁疗护床位",
    "HOME_PALLIATIVE": "居家安宁疗护",
}
AT_HOME = ("HH", "home health")


@dataclass(frozen=True)
class BedFacts:
    """A bed, or a slot of who serves people at home."""

    key: int
    code: str
    institution: int
    ward: int | None
    kind: str
    room: str
    sex_rule: str
    isolation: bool
    nursing_type: bool
    dementia_unit: bool
    state: str


@dataclass(frozen=True)
class ClaimFacts:
    """A person's claim on a bed: reserved, occupied or kept, from a moment until another."""

    key: int
    patient: str
    bed: int
    bed_kind: str
    institution: int
    kind: str
    since: str
    until: str | None
    is_active: bool
    end_reason: str
    responsible: int | None
    diagnosis: str
    transfer: int | None


def location_of(facts: BedFacts) -> Resource:
    """Return a bed as a Location; who lies in it is not said."""
    within = (
        reference("Location", "ward", facts.ward)
        if facts.ward
        else reference("Location", "institution", facts.institution)
    )
    return present(
        {
            "resourceType": "Location",
            "extension": [{"url": own("bed-state"), "valueCode": facts.state}],
            "identifier": [identifier("bed", facts.code)],
            "status": "suspended" if facts.state == "OUT_OF_SERVICE" else "active",
            "operationalStatus": coding(BED_STATUS, *STATUS[facts.state]),
            "name": facts.code,
            "description": facts.room,
            "mode": "instance",
            "type": [kind_of_bed(facts.kind), *_features(facts)],
            "physicalType": concept(PHYSICAL_TYPE, "bd", "Bed"),
            "managingOrganization": reference("Organization", "institution", facts.institution),
            "partOf": within,
        }
    )


def kind_of_bed(kind: str) -> dict[str, Any]:
    """Return a kind of bed with its name."""
    return concept(own("bed-kind"), kind, KIND_NAMES.get(kind, ""))


def _features(facts: BedFacts) -> list[dict[str, Any]]:
    named = {
        "ISOLATION": facts.isolation,
        "NURSING_TYPE": facts.nursing_type,
        "DEMENTIA_UNIT": facts.dementia_unit,
        f"FOR_{facts.sex_rule}": facts.sex_rule != "ANY",
    }
    return [concept(own("bed-feature"), name) for name, has in named.items() if has]


def stay_of(facts: ClaimFacts) -> Resource:
    """Return a claim as an Encounter: planned while reserved, on leave while kept.

    A reservation that is admitted is the same Encounter, now in progress; one that ended
    otherwise is cancelled.  What stood before is in the resource's history.
    """
    status = status_of(facts)
    span = period(facts.since, facts.until)
    diagnosis = concept(ICD_10, facts.diagnosis) if facts.diagnosis else None
    ended = concept(own("claim-end"), facts.end_reason) if facts.end_reason else None
    return present(
        {
            "resourceType": "Encounter",
            "status": status,
            "class": coding(ACT_CODE, *CLASS.get(facts.bed_kind, AT_HOME)),
            "type": [kind_of_bed(facts.bed_kind)],
            "subject": {"reference": facts.patient},
            "basedOn": (
                [reference("ServiceRequest", "transfer", facts.transfer)]
                if facts.transfer
                else None
            ),
            "participant": (
                [{"individual": reference("Practitioner", "practitioner", facts.responsible)}]
                if facts.responsible
                else None
            ),
            "period": span,
            "reasonCode": [diagnosis] if diagnosis else None,
            "hospitalization": {"dischargeDisposition": ended} if ended else None,
            "location": [
                {
                    "location": reference("Location", "bed", facts.bed),
                    "status": _place_status(status),
                    "period": span,
                }
            ],
            "serviceProvider": reference("Organization", "institution", facts.institution),
        }
    )


def status_of(facts: ClaimFacts) -> str:
    """Return the status of a claim's Encounter (http://hl7.org/fhir/encounter-status)."""
    if facts.kind == "HOLD":
        return "planned" if facts.is_active else "cancelled"
    if not facts.is_active:
        return "finished"
    return "onleave" if facts.kind == "KEEP" else "in-progress"


def _place_status(status: str) -> str:
    return {"planned": "reserved", "onleave": "reserved", "in-progress": "active"}.get(
        status, "completed"
    )
