"""Who may raise how often a person gets an item, and how far.

Source: HZ-18 (HZ art. 18: counts can be raised safely).
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.packages import catalogue
from yiyang.rules.registry import rule


@dataclass(frozen=True)
class RaiseFacts:
    """A wish to raise the count of an item by ``more``; ``count`` is what the plan has now.

    ``role`` is of who asks; ``is_assessed``: an assessment of the person holds.
    """

    item: str
    role: str
    count: int
    more: int
    is_assessed: bool


@dataclass(frozen=True)
class Raised:
    """Whether the count is raised, to how many, and every reason against it."""

    allowed: bool
    count: int
    reasons: tuple[Message, ...]


@rule("care.raise_count")
def raise_count(facts: RaiseFacts, reading: Reading) -> Raised:
    """Tell whether somebody may raise the count of an item, and every reason why not.

    Raises:
        KeyError: the catalogue has no such item.

    Source: HZ-18; ``services.raised_by``, ``services.yearly_limits``.
    """
    item = catalogue(reading)[facts.item]
    wanted = facts.count + facts.more
    reasons = []
    if facts.role not in item.raised_by:
        reasons.append(Message("ROLE_MAY_NOT_RAISE", {"role": facts.role}))
    if facts.more < 1:
        reasons.append(Message("NOTHING_TO_RAISE"))
    if item.yearly_limit is not None and wanted > item.yearly_limit:
        reasons.append(Message("OVER_YEARLY_LIMIT", {"limit": item.yearly_limit}))
    if item.group in reading.codes("care.raise_needs_assessment") and not facts.is_assessed:
        reasons.append(Message("NO_VALID_ASSESSMENT"))
    return Raised(not reasons, facts.count if reasons else wanted, tuple(reasons))
