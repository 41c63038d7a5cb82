"""May an agreement end, or rest, for this reason on this day?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yiyang.policy.book import Reading
from yiyang.rules.agreements.facts import DESK, Reason
from yiyang.rules.registry import rule

IN_FORCE, SUSPENDED = "IN_FORCE", "SUSPENDED"
REST, RESUME = "REST", "RESUME"


@dataclass(frozen=True)
class EndingFacts:
    """Somebody asks, as ``asker`` (SELF, REPRESENTATIVE, DESK), to end a place on a day.

    ``died_on`` is the day of the person's death in the registry, None while they live.
    """

    state: str
    since: date
    until: date | None
    reason: str
    ends_on: date
    asked_on: date
    asker: str
    died_on: date | None = None


@dataclass(frozen=True)
class Ending:
    """Whether it ends, on which first day without it, and every reason against it."""

    accepted: bool
    ends_on: date
    reasons: tuple[Reason, ...]


@rule("agreements.end")
def end(facts: EndingFacts, reading: Reading) -> Ending:
    """Tell whether a place under an agreement ends early, and on which day.

    A death ends it on its own day, a move on the day told; both may lie in the past.  Any other
    reason ends it today or later.  What has begun lasted a day; what has not, never begins.

    Source: HZ-8 (voluntary; change and end); reasons: agreements.end_reasons.
    """
    reasons = []
    known = "agreements.end_reasons" if facts.asker == DESK else "agreements.end_reasons_own"
    if facts.reason not in reading.codes(known):
        reasons.append(Reason("END_REASON_NOT_KNOWN"))
    if facts.state not in (IN_FORCE, SUSPENDED):
        reasons.append(Reason("AGREEMENT_IS_OVER"))
    ends_on = facts.ends_on
    if facts.reason == "DEATH":
        if facts.died_on is None:
            reasons.append(Reason("PERSON_IS_ALIVE"))
        ends_on = facts.died_on or facts.ends_on
    elif facts.reason != "MOVE" and ends_on < facts.asked_on:
        reasons.append(Reason("ENDS_IN_THE_PAST"))
    if facts.until is not None and ends_on >= facts.until:
        reasons.append(Reason("ENDS_AFTER_THE_TERM"))
    return Ending(not reasons, _lasting(ends_on, facts), tuple(reasons))


def _lasting(ends_on: date, facts: EndingFacts) -> date:
    if ends_on <= facts.since:
        begun = facts.since <= facts.asked_on
        return facts.since + timedelta(days=1) if begun else facts.since
    return ends_on


@dataclass(frozen=True)
class RestFacts:
    """A desk asks to let an agreement rest, or to take it up again."""

    wish: str
    state: str
    reason: str
    until: date | None
    asked_on: date


@dataclass(frozen=True)
class Rest:
    """Whether it rests or is taken up again, and every reason against it."""

    accepted: bool
    reasons: tuple[Reason, ...]


@rule("agreements.rest")
def rest(facts: RestFacts, reading: Reading) -> Rest:
    """Tell whether an agreement may rest, or be taken up again, today.

    Source: HZ-8 (mutual rights and duties); reasons: agreements.suspend_reasons.
    """
    reasons = []
    if facts.state != (IN_FORCE if facts.wish == REST else SUSPENDED):
        reasons.append(Reason("STATE_DOES_NOT_ALLOW"))
    if facts.wish == REST and facts.reason not in reading.codes("agreements.suspend_reasons"):
        reasons.append(Reason("SUSPEND_REASON_NOT_KNOWN"))
    if facts.until is not None and facts.until <= facts.asked_on:
        reasons.append(Reason("AGREEMENT_IS_OVER"))
    return Rest(accepted=not reasons, reasons=tuple(reasons))
