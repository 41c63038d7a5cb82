"""Who bears what is left or missing at the year's end, in whole fen.

Source: drg_dip, sections 2.7 and 2.8; payment_other, sections 5 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.analytics.settlement.scenario import FACTOR_SCALE, Clearing, Sharing
from yiyang.kernel.money import mul_div_round
from yiyang.rules.payment.sharing import Balance, Consortium, balance

__all__ = ["Balance", "Cleared", "Consortium", "balance", "clear", "share"]


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
