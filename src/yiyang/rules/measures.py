"""Whether a computed figure meets the target that the policy book sets for its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

PERCENT = "PERCENT"
MET, NOT_MET, ON_COURSE = "MET", "NOT_MET", "ON_COURSE"
TOO_FEW, NOBODY = "TOO_FEW", "NOBODY"
HUNDRED = Decimal(100)
STEP = Decimal("0.01")  # figures are shown and judged to two places


@dataclass(frozen=True)
class Counted:
    """A figure as it was counted; ``before`` is the same a year earlier, where that is asked.

    ``among`` says whose people were counted: a place's or an institution's; ``counted`` how many
    things the denominator sums.
    """

    measure: str
    unit: str
    target: str
    among: str
    scope: str
    since: date
    until: date
    numerator: int
    denominator: int
    counted: int
    before_numerator: int | None = None
    before_denominator: int | None = None


@dataclass(frozen=True)
class Judged:
    """The verdict; ``value``, ``gap`` and ``growth`` in the figure's unit, None where unknown.

    ``gap`` is how much is missing to the target, 0 when it is met; ``by`` is the day from which
    the target must be met, None when that is already so.
    """

    verdict: str
    value: Decimal | None
    target: Decimal | None = None
    by: date | None = None
    gap: Decimal | None = None
    growth: Decimal | None = None
    growth_in_range: bool | None = None


def value_of(unit: str, numerator: int, denominator: int) -> Decimal | None:
    """Return a figure's value to two places, half up; None when its denominator is 0."""
    if denominator == 0:
        return None
    scale = HUNDRED if unit == PERCENT else Decimal(1)
    return (numerator * scale / denominator).quantize(STEP, ROUND_HALF_UP)


@rule("measures.judge")
def judge(facts: Counted, reading: Reading) -> Judged:
    """Hold a figure against its target.

    Fewer counted than the book asks for decide nothing.  A target whose day has not come is on
    course while the figure grows by what the book asks of each year.  A target of sums is for a
    number of days, and a figure of fewer days is held against its share.

    Source: FD-1.2 (key groups over 85 percent, satisfaction about 85 percent, 1 to 3 points
    more each year); FD-5.6; HZ-19 (cost kept within bounds).
    """
    value = value_of(facts.unit, facts.numerator, facts.denominator)
    if value is None:
        return Judged(NOBODY, None)
    if facts.counted < reading.integer("measures.least_counted"):
        return Judged(TOO_FEW, value)
    target = reading.table(facts.target)
    growth = _growth(facts, value)
    in_range = _in_range(growth, reading) if growth is not None else None
    least, most = _bound(target, "least", facts), _bound(target, "most", facts)
    aimed = least if least is not None else most
    assert aimed is not None  # the form of the book: a target has a least or a most
    gap = max(Decimal(0), aimed - value if least is not None else value - aimed)
    by = date.fromisoformat(target["by"]) if "by" in target else None
    return Judged(_verdict(gap, by, in_range, reading), value, aimed, by, gap, growth, in_range)


def _verdict(gap: Decimal, by: date | None, in_range: bool | None, reading: Reading) -> str:
    if gap == 0:
        return MET
    if by is not None and reading.day < by and in_range:
        return ON_COURSE
    return NOT_MET


def _growth(facts: Counted, value: Decimal) -> Decimal | None:
    if facts.before_numerator is None or facts.before_denominator is None:
        return None
    before = value_of(facts.unit, facts.before_numerator, facts.before_denominator)
    return None if before is None else value - before


def _in_range(growth: Decimal, reading: Reading) -> bool:
    """Tell whether a year's growth is at least what is asked; more than asked is no fault."""
    return growth >= Decimal(reading.table("measures.growth.coverage")["least"])


def _bound(target: Any, name: str, facts: Counted) -> Decimal | None:
    """Return a bound of the target; one for a number of days in the share of the figure's days."""
    if name not in target:
        return None
    bound = Decimal(target[name])
    if "for_days" not in target:
        return bound
    days = (facts.until - facts.since).days
    return (bound * days / Decimal(target["for_days"])).quantize(STEP, ROUND_HALF_UP)
