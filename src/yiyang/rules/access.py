"""What a role may do.

Source: JA-3 (JA part III names the duties of each department); what each duty means as a power
of this program is the product's proposal (``access.powers``).
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule


@dataclass(frozen=True)
class Work:
    """The role in which somebody works."""

    role: str


@dataclass(frozen=True)
class Powers:
    """The powers of a role, each with its sentence; a role the book does not know has none."""

    powers: tuple[str, ...]
    reasons: tuple[Message, ...]


@rule("access.powers")
def powers_for(work: Work, reading: Reading) -> Powers:
    """Return what a role may do, and nothing else.

    Raises:
        NotInForce: the book has no matrix on that day.

    Source: JA-3, ``access.powers``.
    """
    codes = tuple(reading.table("access.powers").get(work.role, ()))
    return Powers(codes, tuple(Message(f"MAY_{code}") for code in codes))
