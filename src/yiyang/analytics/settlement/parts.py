"""The parts of a scenario: lines, rates, points, days, budgets; each reads its own numbers.

Every number is written as text and becomes a whole number of a named scale, so that nothing is ever
rounded before the fen.  The form stands in ``docs/settlement.md``.

Source: drg_dip, sections 1.4 to 1.7 and 2.5 to 2.8.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from yiyang.kernel.money import mul_div_round

RW_SCALE = 10**9
FACTOR_SCALE = 10**6  # coefficients, ratios, outlier lines, point values
RATE_SCALE = 10**6  # rates: millionths of a yuan
LARGEST_RW, LARGEST_FACTOR, LARGEST_RATE = 1_000, 10_000, 1_000_000
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?")


def whole(text: str, scale: int, largest: int) -> int:
    """Return a decimal number as a whole one of a scale.

    Raises:
        ValueError: no plain decimal number, finer than the scale, or too large.
    """
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise ValueError('write a decimal number as text, such as "0.75"')
    number = Decimal(text) * scale
    if number != number.to_integral_value() or Decimal(text) > largest:
        raise ValueError(f"finer than 1/{scale}, or more than {largest}")
    return int(number)


def _factor(text: Any) -> int:
    return whole(text, FACTOR_SCALE, LARGEST_FACTOR)


def _rate(text: Any) -> int:
    return whole(text, RATE_SCALE, LARGEST_RATE)


def _rw(text: Any) -> int:
    return whole(text, RW_SCALE, LARGEST_RW)


def _fen(text: Any) -> int:
    return whole(text, 100, 10**12)


Factor = Annotated[int, BeforeValidator(_factor)]
Rate = Annotated[int, BeforeValidator(_rate)]
Rw = Annotated[int, BeforeValidator(_rw)]
Fen = Annotated[int, BeforeValidator(_fen)]


class Scheme(StrEnum):
    """How a discharge of usual cost is paid: a standard, or points worth money."""

    RATE = "rate"
    POINTS = "points"


class Part(BaseModel):
    """A part of a scenario: nothing beside its keys, nothing turned into another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Line(Part):
    """One row of an outlier table: the first that fits a discharge gives its line."""

    k: Annotated[Factor, Field(gt=0)]
    level: str = ""
    tier: str = ""
    rw_to: Rw | None = None


class Outliers(Part):
    """Below which and above which cost a discharge is paid otherwise, and how.

    ``low_includes`` and ``high_includes``: a cost exactly on the line is beyond it.
    """

    family: str = ""
    low: tuple[Line, ...] = ()
    high: tuple[Line, ...] = ()
    low_includes: bool = False
    high_includes: bool = False
    low_pays: Literal["cost", "standard"] = "cost"
    high_pays: Literal["standard", "excess", "excess_of_mean", "cost"] = "excess"

    @model_validator(mode="after")
    def _apart(self) -> Outliers:
        lowest = min((line.k for line in self.high), default=None)
        if lowest is not None and any(line.k >= lowest for line in self.low):
            raise ValueError("every low line lies below every high one")
        return self


class RateRow(Part):
    """The money for a weight of 1, or for one point; empty words fit any."""

    value: Annotated[Rate, Field(gt=0)]
    level: str = ""
    insurance: str = ""


class Coefficient(Part):
    """What a level, or one institution, is multiplied by; the first that fits."""

    value: Factor
    level: str = ""
    institution: str = ""


class FactorRow(Part):
    """What a payment is multiplied by beside its coefficient; the first row that fits."""

    value: Factor
    level: str = ""
    institution: str = ""
    insurance: str = ""
    kind: str = ""  # of the group, in the table of weights
    age_below: Annotated[int, Field(gt=0)] | None = None


class PastYear(Part):
    """A past year's cost and points, and what it weighs in the value at the year's start."""

    cost: Annotated[Fen, Field(gt=0)]
    points: Annotated[int, Field(gt=0)]
    weight: Annotated[int, Field(gt=0)]


class Elastic(Part):
    """A part of every volume at a fixed value; the rest of the budget floats over the rest."""

    base: Annotated[Factor, Field(le=FACTOR_SCALE)]
    value: Annotated[Rate, Field(gt=0)]


class Points(Part):
    """Points: how many for a weight of 1, the region's mean cost, and what one is worth.

    Without rates the point value floats: ``budget`` is shared over all points; it may be given as
    the ``money`` of the fund with the part of the cost that it bears.  ``past`` gives the value
    at the year's start instead of rates.  ``held_against`` says what a cost is held against: the
    mean of the region, or the standard at ``prior_value`` (the rate, where there is one).
    """

    scale: Annotated[int, Field(gt=0, le=100_000)]
    reference_cost: Annotated[Fen, Field(gt=0)]
    budget: Annotated[Fen, Field(gt=0)] | None = None
    money: Annotated[Fen, Field(gt=0)] | None = None
    money_bears: Annotated[Factor, Field(gt=0, le=FACTOR_SCALE)] | None = None
    past: tuple[PastYear, ...] = ()
    elastic: Elastic | None = None
    held_against: Literal["mean", "standard"] = "mean"
    prior_value: Annotated[Rate, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Points:
        if (self.money is None) != (self.money_bears is None):
            raise ValueError("money and money_bears stand together")
        if self.money is not None and self.budget is not None:
            raise ValueError("give a budget, or the fund's money and what it bears; not both")
        if self.elastic and self.whole_budget is None:
            raise ValueError("an elastic value has a budget")
        if self.past and self.whole_budget is not None:
            raise ValueError("a value from past years is fixed; it has no budget")
        return self

    @property
    def whole_budget(self) -> int | None:
        """What is shared over all points, in fen; None where the value is fixed.

        Source: drg_dip, section 2.6 (money of the fund ÷ the part of the cost that it bears).
        """
        if self.money is None or self.money_bears is None:
            return self.budget
        return mul_div_round(self.money, FACTOR_SCALE, self.money_bears)

    @property
    def past_value(self) -> int:
        """The value at the year's start, in millionths of a yuan.  Source: the same section."""
        cost = sum(year.weight * year.cost for year in self.past)
        points = sum(year.weight * year.points for year in self.past)
        return mul_div_round(cost, RATE_SCALE, 100 * points)


class Special(Part):
    """Discharges settled one by one: at most this share of all priced ones, dearest first."""

    most: Annotated[Factor, Field(le=FACTOR_SCALE)]


class Fund(Part):
    """What the fund bears: what is left of the payment after others, or a part of it."""

    style: Literal["difference", "ratio"] = "difference"
    ratio: Annotated[Factor, Field(le=FACTOR_SCALE)] = FACTOR_SCALE

    @model_validator(mode="after")
    def _used(self) -> Fund:
        if (self.style == "ratio") != ("ratio" in self.model_fields_set):
            raise ValueError("ratio stands with the style ratio, and only there")
        return self


class Tier(Part):
    """What a day is paid up to a day of the stay; the last tier has no end."""

    rate: Fen
    to_day: Annotated[int, Field(gt=0)] | None = None


class BedDays(Part):
    """A daily rate for one kind of stay, by tiers of days; the first row that fits the level."""

    service: Annotated[str, Field(min_length=1)]
    level: str = ""
    tiers: tuple[Tier, ...]

    @model_validator(mode="after")
    def _rise(self) -> BedDays:
        ends = [tier.to_day for tier in self.tiers]
        rising = [end or 0 for end in ends[:-1]]
        if not ends or ends[-1] is not None or rising != sorted(set(rising)) or 0 in rising:
            raise ValueError("tiers rise, and the last one has no end")
        return self


class ByItem(Part):
    """Stays paid for each service, at their cost: of some kinds, or what is in no group."""

    services: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    not_grouped: bool = False
