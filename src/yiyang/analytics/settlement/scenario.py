"""A scenario of payment: what is paid for a group, by which lines and rates.

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


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Line(_Part):
    """One row of an outlier table: the first that fits a discharge gives its line."""

    k: Factor
    level: str = ""
    tier: str = ""
    rw_to: Rw | None = None


class Outliers(_Part):
    """Below which and above which cost a discharge is paid otherwise, and how.

    ``low_includes`` and ``high_includes``: a cost exactly on the line is beyond it.
    """

    family: str = ""
    low: tuple[Line, ...] = ()
    high: tuple[Line, ...] = ()
    low_includes: bool = False
    high_includes: bool = False
    low_pays: Literal["cost", "standard"] = "cost"
    high_pays: Literal["standard", "excess"] = "excess"


class RateRow(_Part):
    """The money for a weight of 1, or for one point; empty words fit any."""

    value: Annotated[Rate, Field(gt=0)]
    level: str = ""
    insurance: str = ""


class Coefficient(_Part):
    """What a level, or one institution, is multiplied by; the first that fits."""

    value: Factor
    level: str = ""
    institution: str = ""


class Points(_Part):
    """Points: how many for a weight of 1, the region's mean cost, and what one is worth.

    Without rates the point value floats: ``budget`` is shared over all points.
    """

    scale: Annotated[int, Field(gt=0, le=100_000)]
    reference_cost: Annotated[Fen, Field(gt=0)]
    budget: Fen | None = None


class Special(_Part):
    """Discharges settled one by one: at most this share of all priced ones, dearest first."""

    most: Annotated[Factor, Field(le=FACTOR_SCALE)]


class Fund(_Part):
    """What the fund bears: what is left of the payment after others, or a part of it."""

    style: Literal["difference", "ratio"] = "difference"
    ratio: Annotated[Factor, Field(le=FACTOR_SCALE)] = FACTOR_SCALE

    @model_validator(mode="after")
    def _used(self) -> Fund:
        if (self.style == "ratio") != ("ratio" in self.model_fields_set):
            raise ValueError("ratio stands with the style ratio, and only there")
        return self


class Tier(_Part):
    """What a day is paid up to a day of the stay; the last tier has no end."""

    rate: Fen
    to_day: Annotated[int, Field(gt=0)] | None = None


class BedDays(_Part):
    """A daily rate for one kind of stay, by tiers of days."""

    service: Annotated[str, Field(min_length=1)]
    tiers: tuple[Tier, ...]

    @model_validator(mode="after")
    def _rise(self) -> BedDays:
        ends = [tier.to_day for tier in self.tiers]
        rising = [end or 0 for end in ends[:-1]]
        if not ends or ends[-1] is not None or rising != sorted(set(rising)) or 0 in rising:
            raise ValueError("tiers rise, and the last one has no end")
        return self


class Sharing(_Part):
    """Who bears the difference of the ledger to the settlement, by the ratio of the two.

    Below ``pay_ledger_below`` the ledger alone is paid; up to 1 ``keep`` of the surplus stays;
    over 1 up to ``share_to`` the fund bears ``fund_share`` of the overspend, beyond it nothing.
    """

    pay_ledger_below: Annotated[Factor, Field(le=FACTOR_SCALE)]
    keep: Annotated[Factor, Field(le=FACTOR_SCALE)]
    share_to: Annotated[Factor, Field(ge=FACTOR_SCALE)]
    fund_share: Annotated[Factor, Field(le=FACTOR_SCALE)]


class Clearing(_Part):
    """Monthly prepayment and the year's end: a part held back, a factor for each institution."""

    prepay: Annotated[Factor, Field(le=FACTOR_SCALE)] = FACTOR_SCALE
    assessment: tuple[Coefficient, ...] = ()
    sharing: Sharing | None = None

    @model_validator(mode="after")
    def _used(self) -> Clearing:
        if any(each.level for each in self.assessment):
            raise ValueError("an assessment is of an institution, or of all; it has no level")
        return self


class Scenario(_Part):
    """One way to pay, complete."""

    name: dict[Literal["zh", "en"], str]
    source: str
    mark: Literal["seed", "official", "secondary", "unverified", "inferred", "proposed"]
    scheme: Scheme
    groups: Literal["DRG", "DIP"] | None = None  # needed where a run is kept
    weights: str
    rates: tuple[RateRow, ...] = ()
    coefficients: tuple[Coefficient, ...] = ()
    points: Points | None = None
    outliers: Outliers = Outliers()
    special: Special | None = None
    fund: Fund = Fund()
    bed_days: tuple[BedDays, ...] = ()
    tcm: Annotated[Factor, Field(le=FACTOR_SCALE)] | None = None
    clearing: Clearing = Clearing()

    @model_validator(mode="after")
    def _whole(self) -> Scenario:
        if set(self.name) != {"zh", "en"} or not all(self.name.values()):
            raise ValueError("the name stands in both languages")
        points = self.scheme is Scheme.POINTS
        if points != (self.points is not None):
            raise ValueError("points stand with the scheme points, and only there")
        floats = self.points is not None and self.points.budget is not None
        if floats == bool(self.rates):
            raise ValueError("give rates, or a budget for points; one of the two")
        if len({each.service for each in self.bed_days}) != len(self.bed_days):
            raise ValueError("each kind of stay paid by the day stands there once")
        return self


class Weight(_Part):
    """One row of the table of weights: a group, its weight, and what it has of its own."""

    drg: Annotated[str, Field(min_length=1)]
    rw: Annotated[Rw, Field(gt=0)]
    level: str = ""
    coef: Factor | None = None
    tier: str = ""
    tcm: bool = False
