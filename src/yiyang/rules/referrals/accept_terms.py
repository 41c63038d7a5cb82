"""On which terms a receiver may accept a referral.  Source: FD-3.5, YRD-4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yiyang.policy.book import Reading
from yiyang.rules.booking.terms import Reason
from yiyang.rules.referrals.may_refer import Direction
from yiyang.rules.registry import rule

WITHIN = "referral.visit_within"


@dataclass(frozen=True)
class Acceptance:
    """A receiver who would accept: the day of the slot given (None for a referral down)."""

    direction: Direction
    urgency: str
    has_priority: bool
    is_contracted: bool
    submitted_on: date
    slot_on: date | None


@dataclass(frozen=True)
class Terms:
    """Whether the acceptance is good, how it goes in the queue, and by when the visit is."""

    is_allowed: bool
    is_urgent: bool
    has_priority: bool
    latest_on: date
    reasons: tuple[Reason, ...]


@rule("referrals.accept_terms")
def accept_terms(facts: Acceptance, reading: Reading) -> Terms:
    """Tell whether a referral may be accepted with a slot, and the priority it goes with.

    A referral up or outside is accepted only with a slot, no later than the book allows; a
    referral down needs none: the family doctor contacts the person.  A wish of the patient has
    no priority, however it came; urgency gives priority always.

    Source: FD-3.5 (referred patients first), YRD-4; limits ``referral.visit_within`` (proposed).
    """
    days = int(reading.table(WITHIN)[facts.urgency])
    latest = facts.submitted_on + timedelta(days=days)
    urgent = facts.urgency == "ORANGE"
    against = []
    if facts.direction != Direction.DOWN:
        if facts.slot_on is None:
            against.append(Reason("ACCEPT_SLOT_MISSING"))
        elif facts.slot_on > latest:
            limit = {"latest": latest.isoformat()}
            against.append(Reason("ACCEPT_SLOT_TOO_LATE", limit, WITHIN))
    if against:
        return Terms(False, urgent, facts.has_priority, latest, tuple(against))
    reasons = [Reason("ACCEPT_URGENT" if urgent else "ACCEPT_PLANNED", {}, WITHIN)]
    priority = urgent or facts.has_priority
    if priority and facts.is_contracted:
        reasons.append(Reason("ACCEPT_CONTRACTED_FIRST", {}, "booking.queue.order"))
    if not priority:
        reasons.append(Reason("ACCEPT_NO_PRIORITY", {}, "referral.no_priority_reasons"))
    return Terms(True, urgent, priority, latest, tuple(reasons))
