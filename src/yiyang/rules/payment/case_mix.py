"""A hospital's mean cost adjusted for its case-mix, and its growth against the target.

Amounts are whole fen, weights billionths.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

RW_SCALE = 10**9
STEP = Decimal("0.0001")
PERCENT_STEP = Decimal("0.01")
HUNDRED = 100


@dataclass(frozen=True)
class Hospital:
    """One hospital's discharges that are paid by groups, now and a year before.

    The figures of before are None where it had none.
    """

    institution: str
    cases: int
    rw: int
    cost_fen: int
    before_rw: int | None = None
    before_cost_fen: int | None = None


@dataclass(frozen=True)
class MixYear:
    """All hospitals of a run."""

    period: str
    hospitals: tuple[Hospital, ...]


@dataclass(frozen=True)
class Mixed:
    """One hospital: its case-mix index, cost for a weight of 1, that against all, its growth.

    ``index`` above 1: dearer than all for the same weights.
    """

    institution: str
    cmi: Decimal
    unit_fen: int
    index: Decimal
    growth_percent: Decimal | None
    over_target: bool | None


@dataclass(frozen=True)
class Mix:
    """Every hospital, the dearest for the same weights first."""

    hospitals: tuple[Mixed, ...]
    target_percent: Decimal
    reasons: tuple[Message, ...]


@rule("payment.adjust_for_case_mix")
def adjust_for_case_mix(facts: MixYear, reading: Reading) -> Mix:
    """Tell each hospital's cost for a weight of 1, and whether it grew more than the target.

    Source: SM-4.9 (growth targets set from mix and prices; disease-mix evaluation).
    """
    target = reading.decimal("payment.unit_cost_growth_target")
    weighed = [each for each in facts.hospitals if each.rw]
    rw, cost = sum(each.rw for each in weighed), sum(each.cost_fen for each in weighed)
    found = [_mixed(each, rw, cost, target) for each in weighed]
    found.sort(key=lambda each: (-each.index, each.institution))
    reasons = tuple(
        Message(
            "MIX_OVER_TARGET",
            {
                "institution": each.institution,
                "percent": str(each.growth_percent),
                "most": str(target),
            },
        )
        for each in found
        if each.over_target
    )
    return Mix(tuple(found), target, reasons)


def _mixed(hospital: Hospital, rw: int, cost: int, target: Decimal) -> Mixed:
    unit = Decimal(hospital.cost_fen) * RW_SCALE / hospital.rw
    growth = None
    if hospital.before_rw and hospital.before_cost_fen:
        before = Decimal(hospital.before_cost_fen) * RW_SCALE / hospital.before_rw
        growth = ((unit / before - 1) * HUNDRED).quantize(PERCENT_STEP, ROUND_HALF_UP)
    index = unit / (Decimal(cost) * RW_SCALE / rw) if cost else Decimal(1)
    return Mixed(
        hospital.institution,
        (Decimal(hospital.rw) / (hospital.cases * RW_SCALE)).quantize(STEP, ROUND_HALF_UP),
        int(unit.quantize(Decimal(1), ROUND_HALF_UP)),
        index.quantize(STEP, ROUND_HALF_UP),
        growth,
        None if growth is None else growth > target,
    )
