"""A centre's people of a year, read from a file and reckoned by band of age and sex.

People: ``sex`` (1, 2), ``age``, ``months`` (1 to 12), ``risk`` (a decimal), ``own`` and
``outside``: what they cost the centre and others, in yuan.  No name and no number is asked for.

Source: payment_other, section 2; FD-5.3.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from yiyang.analytics.settlement.parts import FACTOR_SCALE, Factor, Fen, Part, whole
from yiyang.analytics.settlement.scenario_files import BadScenario
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param
from yiyang.kernel.money import fen_from_yuan
from yiyang.rules.payment import Band, HeadYear

COLUMNS = ("sex", "age", "months", "risk", "own", "outside")
YEAR, OLDEST, LARGEST_RISK = 12, 130, 1_000


class BandRow(Part):
    """What a year of one person of an age and sex is worth; ages with both ends."""

    name: Annotated[str, Field(min_length=1)]
    sex: Literal["", "1", "2"] = ""
    age_from: Annotated[int, Field(ge=0)] = 0
    age_to: Annotated[int, Field(le=OLDEST)] = OLDEST
    base: Fen

    def fits(self, sex: str, age: int) -> bool:
        """Tell whether somebody belongs to the band."""
        return self.sex in ("", sex) and self.age_from <= age <= self.age_to


class HeadPlan(Part):
    """How a centre is paid by head in a year."""

    period: Annotated[str, Field(pattern=r"^[1-9][0-9]{3}$")]
    institution: Annotated[str, Field(min_length=1)]
    fund: Literal["EMPLOYEE_POOL", "RESIDENT_POOL"]
    source: Annotated[str, Field(min_length=1)]
    mark: Literal["seed", "official", "secondary", "unverified", "inferred", "proposed"]
    growth: Annotated[Factor, Field(le=FACTOR_SCALE)] = 0
    quality: Annotated[Factor, Field(le=FACTOR_SCALE)] = FACTOR_SCALE
    stop_loss: Fen | None = None
    mean_risk: Annotated[Factor, Field(gt=0)] | None = None
    bands: Annotated[tuple[BandRow, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _once(self) -> HeadPlan:
        if len({band.name for band in self.bands}) != len(self.bands):
            raise ValueError("each band stands there once")
        return self


@dataclass(frozen=True)
class Head:
    """One person: the band they are in, months, risk in millionths, what they cost in fen."""

    band: int
    months: int
    risk: int
    own_fen: int
    outside_fen: int


def read_head_plan(path: Path) -> HeadPlan:
    """Return a plan.  Raises BadScenario with every fault."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return HeadPlan.model_validate(raw, strict=False)
    except (OSError, UnicodeDecodeError) as fault:
        raise _bad("SCENARIO_UNREADABLE", path.name, reason=type(fault).__name__) from fault
    except tomllib.TOMLDecodeError as fault:
        raise _bad("SCENARIO_NOT_TOML", path.name, reason=str(fault)) from fault
    except ValidationError as faults:
        raise BadScenario(
            [
                _finding(
                    "SCENARIO_VALUE",
                    f"{path.name}, {'.'.join(map(str, each['loc'])) or 'plan'}",
                    reason=each["msg"],
                )
                for each in faults.errors(include_input=False, include_url=False)
            ]
        ) from faults


def read_heads(path: Path, plan: HeadPlan) -> list[Head]:
    """Return the people of a file.  Raises BadScenario with every line that cannot be read."""
    findings: list[Finding] = []
    found = []
    for line, row in _rows(path):
        try:
            found.append(_head(row, plan))
        except ValueError as fault:
            where = f"{path.name}:{line}"
            findings.append(_finding("SCENARIO_VALUE", where, reason=str(fault)))
    if not found and not findings:
        findings.append(_finding("SCENARIO_NO_PEOPLE", path.name))
    if findings:
        raise BadScenario(findings)
    return found


def year_of(plan: HeadPlan, heads: list[Head], stop_loss_fen: int) -> HeadYear:
    """Return a centre's year by band, each person's cost elsewhere up to the stop-loss."""
    bands = []
    for at, row in enumerate(plan.bands):
        own = [head for head in heads if head.band == at]
        weighed = sum(head.risk * head.months for head in own)
        months = sum(head.months for head in own)
        bands.append(Band(row.name, row.base, len(own), months, weighed))
    charged = sum(min(head.outside_fen, stop_loss_fen) for head in heads)
    return HeadYear(
        period=plan.period,
        bands=tuple(bands),
        growth=plan.growth,
        own_fen=sum(head.own_fen for head in heads),
        outside_fen=charged,
        excluded_fen=sum(head.outside_fen for head in heads) - charged,
        stop_loss_fen=stop_loss_fen,
        quality=plan.quality,
        mean_risk=plan.mean_risk,
    )


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        reader = csv.DictReader(io.StringIO(text), strict=True)
        missing = [name for name in COLUMNS if (reader.fieldnames or []).count(name) != 1]
        if missing:
            raise _bad("SCENARIO_COLUMNS", path.name, columns=", ".join(COLUMNS))
        for row in reader:
            yield reader.line_num, row
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise _bad("SCENARIO_UNREADABLE", path.name, reason=type(fault).__name__) from fault


def _head(row: Mapping[str, Any], plan: HeadPlan) -> Head:
    if None in row or None in row.values():
        raise ValueError("not as wide as the first line")
    age, months = int(row["age"]), int(row["months"])
    if not 0 <= age <= OLDEST or not 1 <= months <= YEAR:
        raise ValueError("an age, and months from 1 to 12")
    band = next((at for at, each in enumerate(plan.bands) if each.fits(row["sex"], age)), None)
    if band is None:
        raise ValueError("no band of this age and sex")
    own, outside = fen_from_yuan(row["own"]), fen_from_yuan(row["outside"])
    risk = whole(row["risk"], FACTOR_SCALE, LARGEST_RISK)
    if min(own, outside) < 0 or not risk:
        raise ValueError("amounts of nothing or more, and a risk above 0")
    return Head(band, months, risk, own, outside)


def _finding(code: str, where: str, /, **params: Param) -> Finding:
    return Finding(code, where, Message(code, params))


def _bad(code: str, where: str, /, **params: Param) -> BadScenario:
    return BadScenario([_finding(code, where, **params)])
