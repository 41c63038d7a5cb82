"""The transfers of the last weeks as closed cases, with their timeline and ledger acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from yiyang.demo.accounts import Accounts
from yiyang.demo.plan import Plan
from yiyang.demo.rows import (
    ActRow,
    AssignmentRow,
    BedRow,
    CaseRow,
    ClaimRow,
    During,
    EventRow,
    TransferRow,
)
from yiyang.demo.stays import Stays
from yiyang.demo.trips import Trip

FLOW_VERSION = "1"
# The steps of an urgent transfer to hospital: who does what, from which state to which, and
# how many minutes before or after the admission.
STEPS = (
    ("CASE_OPENED", "", "REQUESTED", "COORDINATOR", -170),
    ("TRIAGE", "REQUESTED", "TRIAGED", "COORDINATOR", -150),
    ("EVALUATE", "TRIAGED", "EVALUATED", "COORDINATOR", -110),
    ("HOLD", "EVALUATED", "MATCHED", "COORDINATOR", -75),
    ("SEND_RECORDS", "MATCHED", "RECORDS_SENT", "COORDINATOR", -50),
    ("ADMIT", "RECORDS_SENT", "ADMITTED", "HOSPITAL_DESK", 0),
    ("RECONCILE", "ADMITTED", "RECONCILED", "HOSPITAL_DESK", 300),
    ("CLOSE", "RECONCILED", "CLOSED", "HOSPITAL_DESK", 300),
)


class Told(NamedTuple):
    """One transfer of the past."""

    case: CaseRow
    events: tuple[EventRow, ...]
    transfer: TransferRow


def history(plan: Plan, working: Accounts, found: Stays, district: int) -> Iterator[Told]:
    """Yield a closed transfer for each hospital stay that has ended, oldest first."""
    random = plan.random("history")
    beds = {bed.id: bed for bed in found.beds}
    coordinator = working.first("COORDINATOR")
    for key, trip in enumerate(found.trips, 1):
        desk = working.first("HOSPITAL_DESK", beds[trip.hospital.bed_id].institution_id)
        yield _told(
            random, key, trip, {"COORDINATOR": coordinator, "HOSPITAL_DESK": desk}, district
        )


def acts(found: Stays, told: list[Told]) -> Iterator[ActRow]:
    """Yield the ledger acts of the past: each stay that has ended, each transfer delivered."""
    beds = {bed.id: bed for bed in found.beds}
    for claim in found.claims:
        if claim.kind == "OCCUPY" and not claim.is_active:
            yield _act_of_stay(claim, beds[claim.bed_id])
    where = {claim.id: beds[claim.bed_id].institution_id for claim in found.claims}
    for one in told:
        transfer, case = one.transfer, one.case
        span = During(case.opened_at, case.closed_at)
        yield ActRow(
            "TRANSFER", transfer.person_id, where[transfer.to_claim_id], span, "TRANSFER",
            "transfer", str(transfer.id), case.closed_at,
        )  # fmt: skip


def _told(
    random: Random, key: int, trip: Trip, who: dict[str, AssignmentRow], district: int
) -> Told:
    admitted = trip.stay.since
    slower = random.uniform(0.6, 1.4)
    events = tuple(
        _event(key, step, who[step[3]], admitted + timedelta(minutes=step[4] * slower))
        for step in STEPS
    )
    case = CaseRow(
        key, "TRANSFER", FLOW_VERSION, "CLOSED", len(STEPS) - 1, trip.elder.id, district,
        "ORANGE", events[0].at, events[-1].at,
    )  # fmt: skip
    transfer = TransferRow(
        id=key, case_id=key, person_id=trip.elder.id, trigger="HEALTH_WORSE", colour="ORANGE",
        requester="CARE_DESK" if trip.care_before else "FAMILY_DOCTOR", reason="",
        wanted_kind="HOSPITAL_BED",
        from_claim_id=trip.care_before.id if trip.care_before else None,
        to_claim_id=trip.hospital.id, queue_class="ORANGE", need_level=trip.elder.level,
    )  # fmt: skip
    return Told(case, events, transfer)


def _event(
    key: int, step: tuple[str, str, str, str, int], by: AssignmentRow, at: datetime
) -> EventRow:
    action, before, after = step[:3]
    return EventRow(key, at.replace(microsecond=0), by.account_id, by.id, action, before, after, {})


def _act_of_stay(claim: ClaimRow, bed: BedRow) -> ActRow:
    return ActRow(
        f"STAY_{bed.kind}", claim.person_id, bed.institution_id, claim.span, "STAY",
        "bed_claim", str(claim.id), claim.span.until,
    )  # fmt: skip
