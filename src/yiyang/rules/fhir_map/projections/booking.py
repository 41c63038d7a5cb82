"""Clinics, their sessions and bookings as Schedule, Slot and Appointment.  Source: HL7 FHIR R4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.projections.terms import (
    Resource,
    concept,
    identifier,
    own,
    present,
    reference,
)

APPOINTMENT = {
    "BOOKED": ("booked", "accepted"),
    "CHECKED_IN": ("checked-in", "accepted"),
    "CALLED": ("arrived", "accepted"),
    "SEEN": ("fulfilled", "accepted"),
    "CANCELLED": ("cancelled", "declined"),
    "NO_SHOW": ("noshow", "accepted"),
    "LEFT_UNSEEN": (
        "arrived",
        "accepted",
    ),  # R4 has no word for it: they were there, nothing was done
}


@dataclass(frozen=True)
class ClinicFacts:
    """A clinic of an institution."""

    code: str
    kind: str
    name_zh: str
    institution: int
    practitioner: int | None
    is_open: bool


@dataclass(frozen=True)
class SessionFacts:
    """A stretch of a clinic's time."""

    clinic: int
    since: str
    until: str
    total: int
    taken: int
    is_open: bool


@dataclass(frozen=True)
class BookingFacts:
    """One slot taken for a person."""

    patient: str
    state: str
    clinic_kind: str
    session: int
    institution: int
    practitioner: int | None
    referral: int | None
    since: str
    until: str
    booked_at: str


def schedule_of(facts: ClinicFacts) -> Resource:
    """Return a clinic as a Schedule of its place, and of the doctor whose hours they are."""
    doctor = facts.practitioner
    return present(
        {
            "resourceType": "Schedule",
            "identifier": [identifier("clinic", f"{facts.institution}/{facts.code}")],
            "active": facts.is_open,
            "serviceType": [concept(own("clinic-kind"), facts.kind, facts.name_zh)],
            "actor": [
                reference("Location", "institution", facts.institution),
                *([reference("Practitioner", "practitioner", doctor)] if doctor else []),
            ],
        }
    )


def slot_of(facts: SessionFacts) -> Resource:
    """Return a session as one Slot: free while it has a place left."""
    is_free = facts.is_open and facts.taken < facts.total
    return present(
        {
            "resourceType": "Slot",
            "schedule": reference("Schedule", "clinic", facts.clinic),
            "status": "free" if is_free else "busy" if facts.is_open else "busy-unavailable",
            "start": facts.since,
            "end": facts.until,
            "comment": f"{facts.taken}/{facts.total}",
        }
    )


def appointment_of(facts: BookingFacts) -> Resource:
    """Return a booking as an Appointment, based on the referral it was given for."""
    status, answer = APPOINTMENT[facts.state]
    actors: list[dict[str, Any]] = [
        {"reference": facts.patient},
        reference("Location", "institution", facts.institution),
    ]
    if facts.practitioner:
        actors.append(reference("Practitioner", "practitioner", facts.practitioner))
    return present(
        {
            "resourceType": "Appointment",
            "status": status,
            "serviceType": [concept(own("clinic-kind"), facts.clinic_kind)],
            "start": facts.since,
            "end": facts.until,
            "slot": [reference("Slot", "session", facts.session)],
            "created": facts.booked_at,
            "basedOn": (
                [reference("ServiceRequest", "referral", facts.referral)]
                if facts.referral
                else None
            ),
            "participant": [{"actor": actor, "status": answer} for actor in actors],
        }
    )
