"""Consultations: how soon one is answered, who may answer it, and whether it was in time.

Source: FD-4.5; ``care.consultation.*`` and the clocks ``care.clock.answer.*``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

PLANNED, YELLOW = "PLANNED", "YELLOW"


@dataclass(frozen=True)
class Asked:
    """A question: what it is about and by which channel it comes."""

    kind: str
    channel: str


@dataclass(frozen=True)
class Promise:
    """Whether it is taken, how urgent it is, as what item of the catalogue it counts."""

    accepted: bool
    urgency: str
    item: str
    reasons: tuple[Message, ...]


@rule("care.consultation")
def promise_answer(facts: Asked, reading: Reading) -> Promise:
    """Tell whether a question is taken, how soon it is answered and what it counts as.

    Raises:
        NotInForce: the book lacks the channels, the kinds or what they count as.

    Source: FD-4.5 (face to face, phone, social software, platform; assessment, guidance,
    education, prevention, psychology).
    """
    reasons = []
    if facts.channel not in reading.codes("care.consultation.channels"):
        reasons.append(Message("CHANNEL_NOT_OFFERED"))
    if facts.kind not in reading.codes("care.consultation.kinds"):
        reasons.append(Message("KIND_NOT_OFFERED"))
    soon = facts.kind in reading.codes("care.consultation.soon_kinds")
    items = reading.table("care.consultation.items")
    item = items.get(facts.kind) or items["OTHER"]
    return Promise(not reasons, YELLOW if soon else PLANNED, item, tuple(reasons))


@dataclass(frozen=True)
class Answering:
    """Who answers, when, and by when it was promised (None: no promise was made)."""

    profession: str
    answered_at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True)
class Answered:
    """Whether this answer is taken, and whether it came within the promised time."""

    accepted: bool
    in_time: bool
    reasons: tuple[Message, ...]


@rule("care.answer")
def judge_answer(facts: Answering, reading: Reading) -> Answered:
    """Tell whether somebody may answer a consultation, and whether the promise was kept.

    Source: FD-4.5; ``care.consultation.professions``.
    """
    reasons = []
    if facts.profession not in reading.codes("care.consultation.professions"):
        reasons.append(Message("PROFESSION_MAY_NOT_ANSWER"))
    in_time = facts.due_at is None or facts.answered_at <= facts.due_at
    return Answered(not reasons, in_time, tuple(reasons))
