"""The order of the day in a clinic.  Source: FD-3.5 (referred patients first), SM-3.7."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from yiyang.policy.book import Reading
from yiyang.rules.booking.terms import INSIDE, Reason, Relation, Via
from yiyang.rules.registry import rule

TIME_FORM = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class Comer:
    """What somebody's place in the queue depends on."""

    via: Via
    colour: str
    is_contracted: bool
    relation: Relation
    has_priority: bool
    has_lost_priority: bool
    slot_at: datetime
    booked_at: datetime
    is_team_specialist: bool = False


@dataclass(frozen=True)
class Turn:
    """The class, and a key that sorts one day's queue as plain text: smaller comes first."""

    queue_class: str
    key: str
    reasons: tuple[Reason, ...]


@rule("booking.order")
def order(comer: Comer, reading: Reading) -> Turn:
    """Return somebody's class in the queue of the day and the key that sorts it.

    RED before urgent referrals, before referrals of people with a family doctor agreement,
    before other referrals, before people with an agreement inside their 1+1+1 combination, before
    everybody else; inside a class by the time of the slot, then by who booked first.  A booking
    by the family doctor is a referral.  Lost priority takes the last class, never an urgent one.

    Source: FD-3.5, SM-3.7; order ``booking.queue.order`` (proposed).
    """
    queue_class, reason = _class_of(comer)
    rank = reading.codes("booking.queue.order").index(queue_class)
    slot = comer.slot_at.astimezone(UTC).strftime(TIME_FORM)
    booked = comer.booked_at.astimezone(UTC).strftime(TIME_FORM)
    reasons = (
        Reason(f"TURN_{queue_class}", {}, "booking.queue.order"),
        *((Reason(reason, {}, "booking.queue.order"),) if reason else ()),
    )
    return Turn(queue_class, f"{rank}-{slot}-{booked}", reasons)


def _class_of(comer: Comer) -> tuple[str, str]:
    if comer.colour == "RED":
        return "RED", ""
    if comer.via == Via.REFERRAL and comer.colour == "ORANGE":
        return "REFERRAL_URGENT", ""
    if comer.has_lost_priority:
        return "PUBLIC", "TURN_PRIORITY_LOST"
    if comer.via in (Via.REFERRAL, Via.FAMILY_DOCTOR):
        return _referred(comer)
    if comer.is_contracted and comer.relation in INSIDE:
        return "CONTRACTED", ""
    return "PUBLIC", "TURN_OUTSIDE_COMBINATION" if comer.is_contracted else ""


def _referred(comer: Comer) -> tuple[str, str]:
    if not comer.has_priority:
        return "PUBLIC", "TURN_NO_PRIORITY_REASON"
    found = "CONTRACTED_REFERRAL" if comer.is_contracted else "REFERRAL"
    return found, "TURN_TEAM_SPECIALIST" if comer.is_team_specialist else ""
