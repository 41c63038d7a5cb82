"""What a comparison of two plans allows to be said, and how sure it must be.

Source: SM-3.6 (balanced layout), SM-3.5 (graded emergency treatment); ``simulation.*`` (proposed).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

BETTER, WORSE = "PLAN_BETTER", "PLAN_WORSE"
UNDECIDED, TOO_FEW, SAME = "PLAN_UNDECIDED", "PLAN_TOO_FEW", "PLAN_SAME"


@dataclass(frozen=True)
class Compared:
    """The paired difference of one figure: the plan less what it is held against.

    ``half`` is half the interval at ``confidence_percent``; a lower figure is better.
    """

    figure: str
    plan: str
    against: str
    difference: Decimal
    half: Decimal
    replications: int
    confidence_percent: int


@dataclass(frozen=True)
class PlanVerdict:
    """What may be said, and from which replications and confidence on."""

    verdict: str
    low: Decimal
    high: Decimal
    confidence_percent: int
    least_replications: int


@rule("planning.compare")
def compare(compared: Compared, reading: Reading) -> PlanVerdict:
    """Say whether a plan is better, worse, or neither so far, by its interval.

    Better or worse only where the whole interval lies on one side of nothing, at the confidence of
    the book or a higher one, over no fewer replications than the book asks.

    Raises:
        NotInForce: a needed line has no value.

    Source: SM-3.6, SM-3.5; ``simulation.confidence_percent``, ``simulation.least_replications``.
    """
    confidence = reading.integer("simulation.confidence_percent")
    least = reading.integer("simulation.least_replications")
    low, high = compared.difference - compared.half, compared.difference + compared.half
    if compared.replications < least or compared.confidence_percent < confidence:
        verdict = TOO_FEW
    elif low == high == 0:
        verdict = SAME
    elif high < 0:
        verdict = BETTER
    elif low > 0:
        verdict = WORSE
    else:
        verdict = UNDECIDED
    return PlanVerdict(verdict, low, high, confidence, least)
