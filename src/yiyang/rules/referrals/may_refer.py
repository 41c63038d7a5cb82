"""Whether somebody may be referred, and in which direction.

Source: YRD-4 (vertical integration), FD-3.5, SM-3.7 (1+1+1); minimum fields proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yiyang.policy.book import Reading
from yiyang.rules.booking.terms import INSIDE, Reason, Relation
from yiyang.rules.registry import rule

HOSPITAL_KINDS_KEY = "referral.receiver_kinds"
NEWS2_KEY = "green_channel.news2_red"


class Direction(StrEnum):
    """Up to a hospital, down to primary care, or up outside the signed combination."""

    UP = "UP"
    DOWN = "DOWN"
    OUTSIDE = "OUTSIDE"


@dataclass(frozen=True)
class Referred:
    """A referral as it would be sent; ``news2`` is the total, None where it was not measured.

    ``relation`` is how the receiver stands to the person's agreement (for a referral up).
    """

    reason: str
    urgency: str
    sender_kind: str
    receiver_kind: str
    relation: Relation
    is_contracted: bool
    diagnosis: str
    news2: int | None
    done: str
    question: str
    consent: bool
    has_open_referral: bool
    has_died: bool = False


@dataclass(frozen=True)
class MayRefer:
    """Whether it may be sent, in which direction, with which priority, and why."""

    is_allowed: bool
    direction: Direction
    has_priority: bool
    reasons: tuple[Reason, ...]


@rule("referrals.may_refer")
def may_refer(facts: Referred, reading: Reading) -> MayRefer:
    """Tell whether a referral may be sent, and every reason against it at once.

    The reason's list gives up or down.  Up to an institution outside the 1+1+1 combination of a
    person who signed one is a referral outside, which keeps its priority because the family
    doctor makes it.  An emergency is no referral: 120 is called.

    Source: YRD-4, FD-3.5, SM-3.7; reasons and fields ``referral.*``.
    """
    listed = reading.table("referral.reasons")
    is_down = facts.reason in listed["DOWN"]
    direction = _direction(facts, is_down=is_down)
    against = [
        *_emergency(facts, reading),
        *_missing(facts, reading),
        *_receiver(facts, "DOWN" if is_down else "UP", reading),
    ]
    if not is_down and facts.reason not in listed["UP"]:
        against.append(Reason("REFER_UNKNOWN_REASON", {}, "referral.reasons"))
    priority = facts.reason not in reading.codes("referral.no_priority_reasons")
    if against:
        return MayRefer(False, direction, priority, tuple(against))
    return MayRefer(True, direction, priority, tuple(_for(facts, direction, priority)))


def _direction(facts: Referred, *, is_down: bool) -> Direction:
    if is_down:
        return Direction.DOWN
    outside = facts.is_contracted and facts.relation not in INSIDE
    return Direction.OUTSIDE if outside else Direction.UP


def _emergency(facts: Referred, reading: Reading) -> list[Reason]:
    found = []
    if facts.reason in reading.codes("referral.emergency_reasons"):
        found.append(Reason("REFER_CALL_120", {}, "referral.emergency_reasons"))
    red = int(str(reading.lenient().line(NEWS2_KEY).value))
    if facts.news2 is not None and facts.news2 >= red:
        found.append(Reason("REFER_GREEN_CHANNEL", {"limit": red}, NEWS2_KEY))
    return found


def _missing(facts: Referred, reading: Reading) -> list[Reason]:
    given = {
        "DIAGNOSIS": bool(facts.diagnosis.strip()),
        "NEWS2": facts.news2 is not None,
        "DONE": bool(facts.done.strip()),
        "QUESTION": bool(facts.question.strip()),
        "CONSENT": facts.consent,
    }
    wanted = reading.codes("referral.fields")
    return [
        Reason("REFER_FIELD_MISSING", {"field": f"FIELD_{field}"}, "referral.fields")
        for field in wanted
        if not given[field]
    ]


def _receiver(facts: Referred, way: str, reading: Reading) -> list[Reason]:
    found = []
    if facts.receiver_kind not in reading.table(HOSPITAL_KINDS_KEY)[way]:
        found.append(Reason("REFER_WRONG_RECEIVER", {}, HOSPITAL_KINDS_KEY))
    if facts.has_open_referral:
        found.append(Reason("REFER_OPEN_ALREADY"))
    if facts.has_died:
        found.append(Reason("REFER_PERSON_DIED"))
    return found


def _for(facts: Referred, direction: Direction, priority: bool) -> list[Reason]:
    found = [Reason(f"REFER_{direction.value}")]
    if direction == Direction.UP and facts.is_contracted:
        found.append(Reason("REFER_INSIDE_COMBINATION"))
    if direction == Direction.OUTSIDE:
        found.append(Reason("REFER_BY_FAMILY_DOCTOR"))
    if facts.relation == Relation.CONSORTIUM:
        found.append(Reason("REFER_SAME_CONSORTIUM"))
    if not priority:
        found.append(Reason("REFER_NO_PRIORITY", {}, "referral.no_priority_reasons"))
    return found
