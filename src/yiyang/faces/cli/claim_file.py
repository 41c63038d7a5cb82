"""A claim in a file: yuan as decimal text, every fault told at once with its place."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from yiyang.faces.cli.sheet_parts import Day, Whole
from yiyang.kernel.money import fen_from_yuan
from yiyang.rules.adjudication import Accumulated, Claim, Insured, Line, TopUp

MOST_LINES = 100_000
AMOUNT = re.compile(r"[0-9]{1,11}(\.[0-9]{1,2})?")  # MOST_LINES of the most can be added up


def _amount(text: str) -> str:
    if not AMOUNT.fullmatch(text):
        raise ValueError("not an amount in yuan")
    return text


Yuan = Annotated[str, AfterValidator(_amount)]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LineSheet(_Strict):
    """One line of the claim."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    amount: Yuan
    catalogue: Literal["A", "B", "C"]
    first_self_pay: Percent = Decimal(0)
    limit: Yuan | None = None
    hospital: Yuan = "0"

    @model_validator(mode="after")
    def _first_share_of_class_b(self) -> LineSheet:
        if self.first_self_pay and self.catalogue != "B":
            raise ValueError("only a line of class B has a first self-pay share")
        if fen_from_yuan(self.hospital) > fen_from_yuan(self.amount):
            raise ValueError("the institution bears no more than the line")
        return self

    def line(self) -> Line:
        """Return the line in fen."""
        limit = None if self.limit is None else fen_from_yuan(self.limit)
        amount = fen_from_yuan(self.amount)
        hospital = fen_from_yuan(self.hospital)
        return Line(self.code, amount, self.catalogue, self.first_self_pay, limit, hospital)


class TopUpSheet(_Strict):
    """A right beside the insurance."""

    layer: Literal["CIVIL_SERVANT", "EMPLOYER", "OTHER"]
    percent: Percent


class InsuredSheet(_Strict):
    """Who is insured."""

    insurance: Literal["EMPLOYEE", "RESIDENT"]
    status: Literal["IN_SERVICE", "RETIRED", "RESIDENT"]
    age: Annotated[Whole, Field(ge=0, le=130)]
    assistance: Literal["", "LOW_INCOME", "EXTREME_POVERTY"] = ""
    top_ups: Annotated[list[TopUpSheet], Field(max_length=3)] = []
    account: Yuan = "0"
    family_account: Yuan = "0"
    retired_year: Annotated[Whole, Field(ge=1900, le=2200)] | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> InsuredSheet:
        if (self.insurance == "RESIDENT") != (self.status == "RESIDENT"):
            raise ValueError("status does not fit the insurance")
        if len({one.layer for one in self.top_ups}) < len(self.top_ups):
            raise ValueError("a layer stands twice in top_ups")
        return self

    def insured(self) -> Insured:
        """Return who is insured, in fen."""
        return Insured(
            insurance=self.insurance,
            status=self.status,
            age=self.age,
            assistance=self.assistance,
            top_ups=tuple(TopUp(one.layer, one.percent) for one in self.top_ups),
            account_fen=fen_from_yuan(self.account),
            family_account_fen=fen_from_yuan(self.family_account),
            retired_year=self.retired_year,
        )


class AccumulatedSheet(_Strict):
    """What has been counted in the insurance year before."""

    deductible: Yuan = "0"
    pool: Yuan = "0"
    episode: Yuan = "0"


class ClaimSheet(_Strict):
    """A claim as it stands in a file."""

    on: Day
    kind: Literal["OUTPATIENT", "INPATIENT", "HOME_BED", "MAJOR_OUTPATIENT"]
    level: Annotated[Whole, Field(ge=0, le=3)]
    designated: bool = True
    referred: bool = False
    combination: bool = False
    diagnosis: Annotated[str, Field(max_length=24)] = ""
    emergency: bool = False
    major_illness: bool = False
    filing: Literal["LOCAL", "LONG_TERM", "TRANSFER", "EMERGENCY", "UNFILED"] = "LOCAL"
    insured: InsuredSheet
    accumulated: AccumulatedSheet = AccumulatedSheet()
    lines: Annotated[list[LineSheet], Field(min_length=1, max_length=MOST_LINES)]

    def claim(self) -> Claim:
        """Return the claim in fen."""
        before = self.accumulated
        return Claim(
            kind=self.kind,
            level=self.level,
            is_designated=self.designated,
            is_referred=self.referred,
            is_emergency=self.emergency,
            lines=tuple(line.line() for line in self.lines),
            insured=self.insured.insured(),
            accumulated=Accumulated(
                fen_from_yuan(before.deductible),
                fen_from_yuan(before.pool),
                fen_from_yuan(before.episode),
            ),
            filing=self.filing,
            major_illness=self.major_illness,
            diagnosis=self.diagnosis,
            in_combination=self.combination,
        )
