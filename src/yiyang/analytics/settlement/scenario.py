"""A scenario of payment: what is paid for a group, by which lines and rates.

Every number is written as text and becomes a whole number of a named scale, so that nothing is ever
rounded before the fen.  The form stands in ``docs/settlement.md``.

Source: drg_dip, sections 1.4 to 1.7 and 2.5 to 2.8.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from yiyang.analytics.settlement.parts import (
    FACTOR_SCALE,
    LARGEST_FACTOR,
    LARGEST_RATE,
    LARGEST_RW,
    RATE_SCALE,
    RW_SCALE,
    BedDays,
    ByItem,
    Coefficient,
    Factor,
    FactorRow,
    Fund,
    Line,
    Outliers,
    Part,
    Points,
    RateRow,
    Rw,
    Scheme,
    Special,
)
from yiyang.analytics.settlement.year_end import Clearing, ConsortiumPart, Package, Sharing

__all__ = [
    "FACTOR_SCALE",
    "LARGEST_FACTOR",
    "LARGEST_RATE",
    "LARGEST_RW",
    "RATE_SCALE",
    "RW_SCALE",
    "BedDays",
    "ByItem",
    "Clearing",
    "Coefficient",
    "ConsortiumPart",
    "Factor",
    "FactorRow",
    "Fund",
    "Line",
    "Outliers",
    "Package",
    "Part",
    "Points",
    "RateRow",
    "Rw",
    "Scenario",
    "Scheme",
    "Sharing",
    "Special",
    "Weight",
]


def _beside(name: str) -> str:
    """A scenario may be somebody else's: it has nothing read but what came with it."""
    if Path(name).name != name or not name.isprintable():
        raise ValueError("the table of weights is named only, and stands beside the scenario")
    return name


class Scenario(Part):
    """One way to pay, complete."""

    name: dict[Literal["zh", "en"], Annotated[str, Field(max_length=120)]]
    source: Annotated[str, Field(max_length=300)]
    mark: Literal["seed", "official", "secondary", "unverified", "inferred", "proposed"]
    scheme: Scheme
    groups: Literal["DRG", "DIP"] | None = None  # needed where a run is kept
    weights: Annotated[str, AfterValidator(_beside)]
    rates: tuple[RateRow, ...] = ()
    coefficients: tuple[Coefficient, ...] = ()
    points: Points | None = None
    outliers: Outliers = Outliers()
    special: Special | None = None
    fund: Fund = Fund()
    bed_days: tuple[BedDays, ...] = ()
    by_item: ByItem = ByItem()
    factors: tuple[FactorRow, ...] = ()
    package: Package | None = None
    consortia: tuple[ConsortiumPart, ...] = ()
    tcm: Annotated[Factor, Field(le=FACTOR_SCALE)] | None = None
    clearing: Clearing = Clearing()

    @model_validator(mode="after")
    def _whole(self) -> Scenario:
        if set(self.name) != {"zh", "en"} or not all(self.name.values()):
            raise ValueError("the name stands in both languages")
        points = self.scheme is Scheme.POINTS
        if points != (self.points is not None):
            raise ValueError("points stand with the scheme points, and only there")
        fixed = bool(self.rates) or bool(self.points and self.points.past)
        if self.floats == fixed or (self.rates and self.points and self.points.past):
            raise ValueError("give rates, or for points past years or a budget; one of them")
        if len({(each.service, each.level) for each in self.bed_days}) != len(self.bed_days):
            raise ValueError("each kind of stay paid by the day stands there once for a level")
        services = {each.service for each in self.bed_days}
        if services & set(self.by_item.services):
            raise ValueError("a kind of stay is paid by the day, or for each service")
        if len({each.number for each in self.consortia}) != len(self.consortia):
            raise ValueError("each consortium stands there once")
        self._judge_deviation()
        return self

    def _judge_deviation(self) -> None:
        points = self.points
        if points is None:
            if self.outliers.high_pays == "excess_of_mean":
                raise ValueError("excess_of_mean is of points")
            return
        if points.held_against == "standard" and self.floats and points.prior_value is None:
            raise ValueError("held against the standard, a floating value needs prior_value")
        if points.held_against == "standard" and self.outliers.high_pays == "excess_of_mean":
            raise ValueError("excess_of_mean is held against the mean")

    @property
    def floats(self) -> bool:
        """Whether the value of a point floats."""
        return self.points is not None and self.points.whole_budget is not None


class Weight(Part):
    """One row of the table of weights: a group, its weight, and what it has of its own."""

    drg: Annotated[str, Field(min_length=1)]
    rw: Annotated[Rw, Field(gt=0)]
    level: str = ""
    coef: Factor | None = None
    tier: str = ""
    kind: str = ""
    tcm: bool = False
    unstable: bool = False  # paid at its cost
    by_day: bool = False  # the weight is of one day
