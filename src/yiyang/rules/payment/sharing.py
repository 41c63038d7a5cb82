"""A close consortium's total budget: its surplus kept, its overspend shared.

Amounts are whole fen, factors millionths.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.kernel.money import mul_div_round
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

FACTOR_SCALE = 10**6
PERCENT = FACTOR_SCALE // 100


@dataclass(frozen=True)
class Consortium:
    """A close consortium's total budget, and how its surplus or overspend is borne.

    ``retained`` and ``quality`` multiply a surplus; the fund bears ``fund_share`` of an overspend,
    counted up to ``limit`` of the budget.  Factors are in millionths.
    """

    budget_fen: int
    retained: int = FACTOR_SCALE
    quality: int = FACTOR_SCALE
    fund_share: int = 0
    limit: int = FACTOR_SCALE


@dataclass(frozen=True)
class Balance:
    """What a consortium keeps and what the fund bears; the rest of an overspend is its own.

    Of a surplus ``fund_fen`` is what goes back to the fund.
    """

    difference_fen: int
    kept_fen: int
    fund_fen: int
    own_fen: int
    reasons: tuple[Message, ...] = ()


def balance(consortium: Consortium, actual_fen: int) -> Balance:
    """Return the surplus or overspend of a consortium; kept, borne and own parts add up to it."""
    difference = consortium.budget_fen - actual_fen
    if difference >= 0:
        factor = consortium.retained * consortium.quality
        kept = mul_div_round(difference, factor, FACTOR_SCALE**2)
        return Balance(difference, kept, difference - kept, 0)
    most = mul_div_round(consortium.budget_fen, consortium.limit, FACTOR_SCALE)
    borne = mul_div_round(min(-difference, most), consortium.fund_share, FACTOR_SCALE)
    return Balance(difference, 0, borne, -difference - borne)


@dataclass(frozen=True)
class ConsortiumYear:
    """A consortium's year: its budget with what was taken off it, and what its insured cost.

    ``pool_fen`` is the fund of its insured, ``taken_off`` the reserve, the premium of major
    illness and whatever else goes before, each with its name.  ``actual_fen`` is what the fund
    paid for its insured anywhere; ``outside_fen`` of it outside, ``primary_fen`` at primary care.
    """

    period: str
    insured: int
    pool_fen: int
    taken_off: tuple[tuple[str, int], ...]
    actual_fen: int
    outside_fen: int
    primary_fen: int
    retained: int
    quality: int
    fund_share: int
    limit: int

    @property
    def budget_fen(self) -> int:
        """The total budget of the year."""
        return self.pool_fen - sum(fen for _, fen in self.taken_off)


@rule("payment.share_budget")
def share_budget(facts: ConsortiumYear, reading: Reading) -> Balance:
    """Tell what a consortium keeps of its total budget, or who bears what it spent over it.

    A surplus stays, an overspend is shared with reason; neither share goes beyond the book's.

    Source: SM-6.15, FD-5.3, YRD-7 (surplus kept, overspend shared); payment_other, section 5.
    """
    keeps = reading.integer("payment.consortium_keeps_most") * PERCENT
    bears = reading.integer("payment.consortium_fund_bears_most") * PERCENT
    reasons = []
    if facts.retained > keeps:
        reasons.append(Message("CONSORTIUM_KEEPS_AS_THE_BOOK", {}))
    if facts.fund_share > bears:
        reasons.append(Message("CONSORTIUM_BORNE_AS_THE_BOOK", {}))
    found = balance(
        Consortium(
            facts.budget_fen,
            min(facts.retained, keeps),
            facts.quality,
            min(facts.fund_share, bears),
            facts.limit,
        ),
        facts.actual_fen,
    )
    return Balance(
        found.difference_fen, found.kept_fen, found.fund_fen, found.own_fen, tuple(reasons)
    )
