"""Whether a settlement run keeps within the law: shares, special cases, what is held back.

Amounts are whole fen, factors millionths.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from yiyang.kernel.messages import Message
from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.registry import rule

MILLION = 10**6
HUNDRED = 100
STEP = Decimal("0.01")
GROUPED = ("DRG", "DIP")
TRIAL = "TRIAL"


@dataclass(frozen=True)
class Reckoned:
    """What a run came to.

    ``by_method`` is what the fund bears, by how it is paid; ``eligible_fen`` all eligible
    inpatient spending of the fund in the period, None where nobody told it; ``floating_fen`` the
    budget that a floating point value shares out, and ``shared_fen`` what it shared.
    """

    kind: str
    period: str
    method: str
    by_method: tuple[tuple[str, int], ...]
    cases: int
    special: int
    held_back: int
    eligible_fen: int | None = None
    floating_fen: int | None = None
    shared_fen: int | None = None


@dataclass(frozen=True)
class Judged:
    """Whether the run may be posted, every reason why not, and the share paid by groups.

    ``shares`` are percent of what the run pays; ``grouped_percent`` is of all eligible inpatient
    spending, None where that is not known; ``target_percent`` None where none is in force.
    """

    accepted: bool
    reasons: tuple[Message, ...]
    shares: tuple[tuple[str, Decimal], ...]
    grouped_percent: Decimal | None
    target_percent: Decimal | None
    meets_target: bool | None


@rule("payment.judge_run")
def judge_run(facts: Reckoned, reading: Reading) -> Judged:
    """Tell each method's share of a run and what of it the law does not allow.

    Special cases are counted on the region; no more may be held back than the law lets; a budget
    shared by points is shared whole.  A share below the target is told, and stops nothing.

    Source: SM-6.15 (70 percent by DRG and DIP); drg_dip, sections 0, 1.4, 1.5 and 2.6.
    """
    reasons = tuple(_faults(facts, reading))
    paid = sum(fen for _, fen in facts.by_method)
    shares = tuple((method, _percent(fen, paid)) for method, fen in facts.by_method if paid)
    grouped = sum(fen for method, fen in facts.by_method if method in GROUPED)
    share = _percent(grouped, facts.eligible_fen) if facts.eligible_fen else None
    target = _target(reading)
    meets = None if share is None or target is None else share >= target
    return Judged(not reasons, reasons, shares, share, target, meets)


def _faults(facts: Reckoned, reading: Reading) -> list[Message]:
    found = []
    most = reading.decimal("payment.held_back_most")
    if facts.held_back * HUNDRED > most * MILLION:
        found.append(Message("RUN_HOLDS_BACK_TOO_MUCH", {"most": str(most)}))
    special = Decimal(reading.table("payment.special_most")[facts.method])
    if facts.special * HUNDRED > facts.cases * special:
        found.append(Message("RUN_TOO_MANY_SPECIAL", {"most": str(special)}))
    paid = sum(fen for method, fen in facts.by_method if method in GROUPED)
    if facts.eligible_fen is not None and paid > facts.eligible_fen:
        found.append(Message("RUN_PAYS_MORE_THAN_ALL", {}))
    if facts.floating_fen != facts.shared_fen:
        found.append(Message("RUN_BUDGET_NOT_SHARED", {}))
    return found


def _target(reading: Reading) -> Decimal | None:
    """Return the share to be reached on the reading's day; None where none is in force yet."""
    try:
        return reading.decimal("payment.grouped_share_target")
    except NotInForce:
        return None


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * HUNDRED / Decimal(whole)).quantize(STEP, ROUND_HALF_UP)
