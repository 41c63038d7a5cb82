"""The parts of a scenario beyond one stay: packages, budgets of consortia, the year's end.

Source: drg_dip, sections 2.7 and 2.8; payment_other, sections 5 and 6; YRD-7.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from yiyang.analytics.settlement.parts import FACTOR_SCALE, Coefficient, Factor, Fen, Part


class Package(Part):
    """Stays of one episode in several institutions are paid once, as the dearest of them."""

    split: Literal["COST", "FEE"]


class ConsortiumPart(Part):
    """A close consortium's total budget in a year, and how its balance is borne.

    ``number`` is that of its agreement, and stands in the discharges as the ``home`` of its
    insured; ``pool`` is their fund, ``taken_off`` what goes off it first, by name.
    """

    number: Annotated[str, Field(min_length=1)]
    members: Annotated[tuple[str, ...], Field(min_length=1)]
    primary: tuple[str, ...] = ()
    insured: Annotated[int, Field(gt=0)]
    pool: Fen
    taken_off: dict[str, Fen] = {}
    elsewhere: Fen = 0  # paid for its insured outside these discharges
    retained: Annotated[Factor, Field(le=FACTOR_SCALE)]
    quality: Annotated[Factor, Field(le=FACTOR_SCALE)] = FACTOR_SCALE
    fund_share: Annotated[Factor, Field(le=FACTOR_SCALE)]
    limit: Annotated[Factor, Field(le=FACTOR_SCALE)] = FACTOR_SCALE

    @model_validator(mode="after")
    def _whole(self) -> ConsortiumPart:
        if sum(self.taken_off.values()) > self.pool:
            raise ValueError("more is taken off than the fund has")
        if not set(self.primary) <= set(self.members):
            raise ValueError("primary names members")
        return self


class Sum(Part):
    """An amount of one institution."""

    institution: Annotated[str, Field(min_length=1)]
    value: Fen


class Sharing(Part):
    """Who bears the difference of the ledger to the settlement, by the ratio of the two.

    Below ``pay_ledger_below`` the ledger alone is paid; up to 1 ``keep`` of the surplus stays;
    over 1 up to ``share_to`` the fund bears ``fund_share`` of the overspend, beyond it nothing.
    """

    pay_ledger_below: Annotated[Factor, Field(le=FACTOR_SCALE)]
    keep: Annotated[Factor, Field(le=FACTOR_SCALE)]
    share_to: Annotated[Factor, Field(ge=FACTOR_SCALE)]
    fund_share: Annotated[Factor, Field(le=FACTOR_SCALE)]


class Clearing(Part):
    """Monthly prepayment and the year's end: a part held back, a factor for each institution."""

    prepay: Annotated[Factor, Field(le=FACTOR_SCALE)] = FACTOR_SCALE
    assessment: tuple[Coefficient, ...] = ()
    sharing: Sharing | None = None
    deductions: tuple[Sum, ...] = ()  # after audits
    working_capital: tuple[Sum, ...] = ()  # lent before, counted back

    @model_validator(mode="after")
    def _used(self) -> Clearing:
        if any(each.level for each in self.assessment):
            raise ValueError("an assessment is of an institution, or of all; it has no level")
        return self
