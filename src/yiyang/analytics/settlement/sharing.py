"""Who bears what is left or missing at the year's end, in whole fen.

Source: drg_dip, sections 2.7 and 2.8; payment_other, sections 5 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.analytics.settlement.scenario import FACTOR_SCALE, Clearing, Sharing
from yiyang.analytics.settlement.year_end import Sum
from yiyang.kernel.money import mul_div_round
from yiyang.rules.payment.sharing import Balance, Consortium, balance

__all__ = ["Balance", "Cleared", "Consortium", "balance", "clear", "share"]


@dataclass(frozen=True)
class Cleared:
    """One institution's year: what it is due, what it had before, and what is left to pay.

    What an audit took off is off both what was prepaid and what is due, nothing below zero.
    """

    assessed_fen: int
    deducted_fen: int
    prepaid_fen: int
    working_fen: int
    due_fen: int

    @property
    def rest_fen(self) -> int:
        """What is still paid; below zero it is paid back."""
        return self.due_fen - self.prepaid_fen - self.working_fen


def clear(clearing: Clearing, institution: str, *, fund_fen: int, ledger_fen: int) -> Cleared:
    """Return the year's end of one institution.

    Source: drg_dip, section 2.7: assessed, less deductions after audits; less what was prepaid
    and the working capital.
    """
    factor = next(
        (
            each.value
            for each in clearing.assessment
            if each.institution in ("", institution) and not each.level
        ),
        FACTOR_SCALE,
    )
    deducted = _of(clearing.deductions, institution)
    assessed = mul_div_round(fund_fen, factor, FACTOR_SCALE)
    prepaid = max(mul_div_round(fund_fen, clearing.prepay, FACTOR_SCALE) - deducted, 0)
    due = share(clearing.sharing, assessed, ledger_fen) if clearing.sharing else assessed
    working = _of(clearing.working_capital, institution)
    return Cleared(assessed, deducted, prepaid, working, max(due - deducted, 0))


def _of(sums: tuple[Sum, ...], institution: str) -> int:
    return sum(each.value for each in sums if each.institution == institution)


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
