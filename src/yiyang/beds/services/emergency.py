"""The green channel: act first, documents after.

A red alarm goes to the nearest capable emergency department that has a bed: evaluated, ranked
and reserved in one step, with everything still owed noted with its deadline.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.beds import facts
from yiyang.beds.errors import NoFreeBed
from yiyang.beds.models import BedClaim, Transfer
from yiyang.beds.services.evaluation import evaluate_transfer
from yiyang.beds.services.holds import hold_bed
from yiyang.beds.services.offers import escalate_no_capacity
from yiyang.beds.services.steps import ask_desk, audit, reading_for
from yiyang.cases.services import add_event
from yiyang.decisions.services import Subject, decide
from yiyang.policy.book import Reading
from yiyang.rules.placement.rank import Ranking, rank
from yiyang.rules.placement.terms import Kind

NURSE, RESPOND = "NURSE", "RESPOND"


@transaction.atomic
def open_green_channel(*, transfer: Transfer, by: Actor, at: datetime) -> BedClaim | None:
    """Evaluate a red alarm and reserve the nearest capable hospital's bed at once.

    Returns:
        The reservation; None where no capable hospital has a free bed, and the case stands
        before the coordinator as ``NO_CAPACITY`` while the ambulance goes to the nearest
        emergency department all the same.  The timeline names the one it goes to.
    """
    evaluation = evaluate_transfer(transfer=transfer, declared={}, by=by, at=at)
    reading = reading_for(transfer, at, urgent=True)
    _call_nurse(transfer, reading, by, at)
    transfer.wanted_kind = evaluation.proposed[0].value
    transfer.save(update_fields=["wanted_kind"])
    search = facts.search_for(transfer, at)
    subject = Subject("transfer", transfer.pk, transfer.person_id)
    decided = decide(rank, search, reading=reading, subject=subject, at=at)
    claim = _first_free(transfer, decided.result, by, at)
    goes_to = claim.bed.institution_id if claim else _nearest(decided.result)
    add_event(
        case=transfer.case,
        action="CALL_EMERGENCY",
        by=by,
        at=at,
        params={"institution": goes_to},
        decision=decided.decision,
    )
    if claim is None:
        escalate_no_capacity(transfer, reading, by, at)
    audit("green_channel", transfer, by, at, institution=goes_to)
    return claim


def _nearest(ranking: Ranking) -> int | None:
    return ranking.offers[0].institution if ranking.offers else None


def _call_nurse(transfer: Transfer, reading: Reading, by: Actor, at: datetime) -> None:
    """Ask the nurses of the institution where the person lives; a nurse who raised it is there."""
    care = facts.stay_of(transfer.person_id).care
    if care is None or care.bed.kind != Kind.INSTITUTION_BED or transfer.requester == NURSE:
        return
    institution = care.bed.institution
    clock = "transfer.clock.respond.{urgency}"
    ask_desk(
        transfer, institution, RESPOND, "ALARM_RAISED", reading, by, at, clock=clock, role=NURSE
    )


def _first_free(transfer: Transfer, ranking: Ranking, by: Actor, at: datetime) -> BedClaim | None:
    for offer in ranking.offers:
        if not offer.free:
            continue
        try:
            return hold_bed(transfer=transfer, institution_id=offer.institution, by=by, at=at)
        except NoFreeBed:
            continue  # taken a moment ago: the next nearest
    return None
