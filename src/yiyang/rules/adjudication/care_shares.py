"""Who bears a claim of care: the fund of long-term care insurance by its share, then the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yiyang.policy.book import Reading
from yiyang.rules.adjudication.lines import percent_of
from yiyang.rules.adjudication.long_term_care import (
    HOME,
    HOME_PERCENT,
    INSTITUTION,
    INSTITUTION_PERCENT,
    on_day,
)
from yiyang.rules.adjudication.terms import (
    CASH,
    LONG_TERM_CARE,
    Accumulated,
    Adjudicated,
    Layer,
    LineSplit,
)
from yiyang.rules.registry import rule

PERCENT = {HOME: HOME_PERCENT, INSTITUTION: INSTITUTION_PERCENT}
REASONS = {HOME: "CARE_AT_HOME", INSTITUTION: "CARE_IN_INSTITUTION"}
ALL = Decimal(100)


@dataclass(frozen=True)
class CareShare:
    """A line of a claim of care: HOME or INSTITUTION, on which day, how much."""

    code: str
    on: date
    setting: str
    fen: int


@dataclass(frozen=True)
class CareBill:
    """The lines of a claim of care, as they were priced within the entitlement."""

    lines: tuple[CareShare, ...]


@rule("adjudication.care_shares")
def care_shares(facts: CareBill, reading: Reading) -> Adjudicated:
    """Tell what the fund bears of a claim of care, and what is the person's.

    The share is that of the day of each line; of lines with one share the sum is taken, so that
    it is rounded once.

    Raises:
        NotInForce: the book has no share for a day.

    Source: SM-6.14; 沪府发〔2017〕97号 Art. 14.
    """
    sums: dict[tuple[str, Decimal], int] = {}
    for line in facts.lines:
        share = on_day(reading, line.on).decimal(PERCENT[line.setting])
        sums[line.setting, share] = sums.get((line.setting, share), 0) + line.fen
    layers = [
        Layer(LONG_TERM_CARE, fen, base, share, PERCENT[setting])
        for (setting, share), base in sorted(sums.items())
        if (fen := percent_of(base, share))
    ]
    total = sum(line.fen for line in facts.lines)
    fund = sum(layer.fen for layer in layers)
    if total > fund:
        layers.append(Layer(CASH, total - fund, total - fund, ALL, "claim"))
    return Adjudicated(
        total_fen=total,
        in_scope_fen=total,
        fund_fen=fund,
        person_fen=total - fund,
        lines=tuple(LineSplit(line.code, 0, 0, 0, line.fen) for line in facts.lines),
        layers=tuple(layers),
        accumulated=Accumulated(),
        reasons=tuple(REASONS[setting] for setting in sorted({one for one, _ in sums})),
    )
