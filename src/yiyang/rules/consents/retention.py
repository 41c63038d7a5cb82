"""Until when something must be kept, and what may then be erased.

Source: domain sheet on records (retention); PIPL art. 19 (no longer than necessary), 47 (erasure on
withdrawal, except what an act keeps), 55-56.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiyang.kernel.messages import Message
from yiyang.kernel.period import years_after
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

KEY = "consents.retention"


@dataclass(frozen=True)
class KeptFacts:
    """A thing of a kind, and the last day it was needed; ``withdrawn``: its consent is over."""

    kind: str
    last_on: date
    withdrawn: bool = False


@dataclass(frozen=True)
class Keeping:
    """Whether it may be erased on the day of the book, and the first day it may."""

    may_erase: bool
    from_on: date
    reasons: tuple[Message, ...]


@rule("consents.may_erase")
def may_erase(facts: KeptFacts, reading: Reading) -> Keeping:
    """Tell whether something may be erased on the day of the reading.

    A withdrawn consent shortens nothing that an act keeps: what has no years in the book goes at
    once when its consent is withdrawn, and stays otherwise.

    Raises:
        NotInForce: the book says nothing; then nothing is erased.
        KeyError: the book knows no such kind.

    Source: HZ-13, ``consents.retention``.
    """
    years = int(reading.table(KEY)[facts.kind])
    first = years_after(facts.last_on, years)
    if years:
        code = "RETENTION_OVER" if reading.day >= first else "RETENTION_BY_LAW"
        told = Message(code, {"years": years, "day": first.isoformat()})
        return Keeping(reading.day >= first, first, (told,))
    if facts.withdrawn:
        return Keeping(True, first, (Message("RETENTION_WITHDRAWN"),))
    return Keeping(False, first, (Message("RETENTION_IN_USE"),))
