"""The order of the people who wait.

Source: JA-2.2.2 (designated institutions and the emergency green channel go first; JA part II(2));
the classes and the order inside one are the product's proposal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from yiyang.policy.book import Reading
from yiyang.rules.placement.terms import URGENT, Colour, Reason, Trigger
from yiyang.rules.registry import rule

HIGHEST_LEVEL = 9
SAFEST = ("RED", "TERMINAL", "ORANGE", "CARE_ENV_WORSE", "OTHER")  # where the book has no order
TIME_FORM = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class Waiting:
    """What the order depends on; ``need_level`` 0 to 9, higher needs more care."""

    trigger: Trigger
    colour: Colour
    need_level: int
    lives_alone: bool
    has_carer: bool | None
    low_income: bool
    special_family: bool
    requested_at: datetime


@dataclass(frozen=True)
class QueuePlace:
    """``key`` sorts the whole list as plain text; a smaller key is served first."""

    queue_class: str
    key: str
    reasons: tuple[Reason, ...]


@rule("placement.queue")
def queue(waiting: Waiting, reading: Reading) -> QueuePlace:
    """Return a person's class and sorting key in the waiting list.

    Red alarms first, then people at the end of life, orange alarms, people whose care at home
    broke down while they live alone or have no carer, everybody else; inside a class the higher
    need, then low income or a special family, then who asked first.

    Raises:
        NotInForce: the order has no value; never for a red or orange alarm, which takes ``SAFEST``.

    Source: JA-2.2.2; order ``placement.queue.order`` (proposed).
    """
    if waiting.colour in URGENT:
        order = reading.safest("placement.queue.order", SAFEST)
    else:
        order = reading.codes("placement.queue.order")
    queue_class = _class_of(waiting)
    preferred = waiting.low_income or waiting.special_family
    level = min(max(waiting.need_level, 0), HIGHEST_LEVEL)
    asked = waiting.requested_at.astimezone(UTC).strftime(TIME_FORM)
    key = f"{order.index(queue_class)}-{HIGHEST_LEVEL - level}-{0 if preferred else 1}-{asked}"
    reasons = [Reason(f"QUEUE_{queue_class}", {}, "placement.queue.order")]
    if level:
        reasons.append(Reason("QUEUE_NEED_LEVEL", {"level": level}, "placement.queue.order"))
    if preferred:
        reasons.append(Reason("QUEUE_PREFERRED", {}, "placement.queue.order"))
    return QueuePlace(queue_class, key, tuple(reasons))


def _class_of(waiting: Waiting) -> str:
    if waiting.colour == Colour.RED:
        return "RED"
    if waiting.trigger == Trigger.TERMINAL:
        return "TERMINAL"
    if waiting.colour == Colour.ORANGE:
        return "ORANGE"
    alone = waiting.lives_alone or waiting.has_carer is False
    if waiting.trigger == Trigger.CARE_ENV_WORSE and alone:
        return "CARE_ENV_WORSE"
    return "OTHER"
