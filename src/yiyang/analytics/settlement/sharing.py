"""Who bears what is left or missing at the year's end, in whole fen.

Source: drg_dip, sections 2.7 and 2.8; payment_other, sections 5 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.analytics.settlement.scenario import FACTOR_SCALE, Clearing, Sharing
from yiyang.kernel.money import mul_div_round


@dataclass(frozen=True)
class Cleared:
    """One institution's year: what it is due, what it was paid before, and what is left to pay."""

    assessed_fen: int
    prepaid_fen: int
    due_fen: int

    @property
    def rest_fen(self) -> int:
        """What is still paid; below zero it is paid back."""
        return self.due_fen - self.prepaid_fen


def clear(clearing: Clearing, institution: str, *, fund_fen: int, ledger_fen: int) -> Cleared:
    """Return the year's end of one institution."""
    factor = next(
        (
            each.value
            for each in clearing.assessment
            if each.institution in ("", institution) and not each.level
        ),
        FACTOR_SCALE,
    )
    assessed = mul_div_round(fund_fen, factor, FACTOR_SCALE)
    prepaid = mul_div_round(fund_fen, clearing.prepay, FACTOR_SCALE)
    due = share(clearing.sharing, assessed, ledger_fen) if clearing.sharing else assessed
    return Cleared(assessed, prepaid, due)


def share(sharing: Sharing, settlement_fen: int, ledger_fen: int) -> int:
    """Return what is due when the ledger of services stands beside the settlement.

    Far under it, the ledger; under it, a part of the surplus stays; over it, the fund bears a part
    of the overspend up to a limit, beyond which nothing more is paid.
    """
    if ledger_fen * FACTOR_SCALE < settlement_fen * sharing.pay_ledger_below:
        return ledger_fen
    if ledger_fen <= settlement_fen:
        kept = mul_div_round(settlement_fen - ledger_fen, sharing.keep, FACTOR_SCALE)
        return ledger_fen + kept
    limit = mul_div_round(settlement_fen, sharing.share_to, FACTOR_SCALE)
    over = min(ledger_fen, limit) - settlement_fen
    return settlement_fen + mul_div_round(over, sharing.fund_share, FACTOR_SCALE)


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
    """What a consortium keeps and what the fund bears; the rest of an overspend is its own."""

    difference_fen: int
    kept_fen: int
    fund_fen: int
    own_fen: int


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
