"""A small rule of the tests' own, on values of the shipped book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

KEY = "access.second_factor_roles"


@dataclass(frozen=True)
class Asked:
    role: str
    since: date
    urgent: bool = False


@dataclass(frozen=True)
class Answered:
    needed: bool
    roles: tuple[str, ...]
    reasons: tuple[Message, ...]


@rule("tests.second_factor")
def second_factor(facts: Asked, reading: Reading) -> Answered:
    """Tell whether a role needs a second factor; in an emergency a missing list is empty."""
    roles = tuple(reading.safest(KEY, [])) if facts.urgent else reading.codes(KEY)
    return Answered(facts.role in roles, roles, (Message("REFUSED", {"role": facts.role}),))
