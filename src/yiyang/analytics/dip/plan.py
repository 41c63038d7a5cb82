"""The plan of a DIP build: years and their weights, figures with marks, lists, rules, subtypes.

The form stands in ``docs/grouping.md``.

Source: drg_dip, sections 2.1 to 2.4.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from yiyang.analytics.grouping.pack_desk import BadPack
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.kernel.strict_yaml import read_yaml

FIGURES = Path(__file__).with_name("figures.yaml")
NUMBER = r"[0-9]{1,9}(\.[0-9]{1,6})?"
MARKS = Literal["seed", "official", "secondary", "unverified", "inferred", "proposed"]
BOTH = frozenset(("zh", "en"))


class Stage(StrEnum):
    """Where a rule stands before the groups of a diagnosis, in this order."""

    PRE = "PRE"
    MERGED = "MERGED"
    ASSISTED = "ASSISTED"


class Kind(StrEnum):
    """What an operation is for the key of a group, the first that fits."""

    SURGICAL = "SURGICAL"
    THERAPEUTIC = "THERAPEUTIC"
    DIAGNOSTIC = "DIAGNOSTIC"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Figure(_Part):
    """A number of the build and where it comes from."""

    value: Annotated[str, Field(pattern=f"^{NUMBER}$")]
    mark: MARKS
    source: Annotated[str, Field(min_length=1)]


class Staged(_Part):
    """A group by a rule: a pre-group, a merged or a diagnosis-assisted one."""

    stage: Stage
    code: Annotated[str, Field(pattern="^[A-Za-z0-9._+:-]{1,40}$")]
    rule: str
    zh: Annotated[str, Field(min_length=1)]
    en: str = ""


class Subtype(_Part):
    """An auxiliary subtype that any group may be divided by, where the figures let it."""

    code: Annotated[str, Field(pattern="^[A-Z0-9_]{1,16}$")]
    rule: str
    zh: Annotated[str, Field(min_length=1)]
    en: str = ""


class Score(_Part):
    """What a mean cost is divided by: the mean of all, that of one group, or a sum in yuan."""

    method: Literal["mean", "benchmark", "quota"] = "mean"
    benchmark: str = ""
    quota: Annotated[str, Field(pattern=f"^{NUMBER}$")] = "0"

    @model_validator(mode="after")
    def _whole(self) -> Score:
        if (self.method == "benchmark") != bool(self.benchmark):
            raise ValueError("benchmark stands with its method, and only there")
        if (self.method == "quota") != (Fraction(self.quota) > 0):
            raise ValueError("quota stands with its method, and only there")
        return self


class Plan(_Part):
    """One build, complete."""

    name: Annotated[str, Field(min_length=1)]
    version: Annotated[str, Field(min_length=1)]
    title: dict[Literal["zh", "en"], str]
    source: Annotated[str, Field(min_length=1)]
    licence: str
    years: dict[str, Annotated[str, Field(pattern="^[1-9][0-9]{0,3}$")]]
    figures: dict[str, Figure] = {}
    operation_classes: Annotated[str, Field(min_length=1)]
    kinds: dict[str, Kind]
    diagnoses: str = ""
    excluded_diagnoses: tuple[str, ...] = ()
    excluded_operations: tuple[str, ...] = ()
    sets: dict[str, tuple[str, ...]] = {}
    rules: tuple[Staged, ...] = ()
    subtypes: tuple[Subtype, ...] = ()
    without_subtypes: tuple[str, ...] = ()
    primary: Literal["all"] | tuple[str, ...] = ()
    score: Score = Score()

    @model_validator(mode="after")
    def _whole(self) -> Plan:
        if set(self.title) != BOTH or not all(self.title.values()):
            raise ValueError("the title stands in both languages")
        if not self.years or not all(re.fullmatch(r"[12]\d{3}", year) for year in self.years):
            raise ValueError("years are written as 2024, each with its weight")
        if unknown := sorted(set(self.figures) - set(shipped_figures())):
            raise ValueError(f"no such figure: {', '.join(unknown)}")
        codes = [rule.code for rule in self.rules] + [each.code for each in self.subtypes]
        if len(set(codes)) != len(codes):
            raise ValueError("a code of a rule or a subtype stands there twice")
        return self

    def figure(self, name: str) -> Fraction:
        """Return a figure exactly: the plan's own, else the shipped one."""
        return Fraction((self.figures.get(name) or shipped_figures()[name]).value)

    def whole(self, name: str) -> int:
        """Return a figure that is a whole number; a part of one counts as none."""
        return int(self.figure(name))

    def used(self) -> dict[str, Figure]:
        """Return every figure of the build with its mark."""
        return {**shipped_figures(), **self.figures}


@lru_cache(maxsize=1)
def shipped_figures() -> Mapping[str, Figure]:
    """Return the figures that hold where a plan sets no other."""
    raw: dict[str, Any] = read_yaml(FIGURES)
    return {name: Figure.model_validate(each) for name, each in raw.items()}


def read_plan(path: Path) -> Plan:
    """Return a plan.

    Raises:
        BadPack: with every fault of the file.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Plan.model_validate(raw, strict=False)
    except OSError as fault:
        raise _bad("PACK_FILE_MISSING", path.name) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise _bad("PACK_TABLE_FORM", path.name, str(fault)) from fault
    except ValidationError as faults:
        raise BadPack(
            [
                Finding(
                    "PACK_TABLE_FORM",
                    f"{path.name}, {'.'.join(map(str, each['loc'])) or 'plan'}",
                    Message("PACK_TABLE_FORM", {"reason": each["msg"]}),
                )
                for each in faults.errors(include_input=False, include_url=False)
            ]
        ) from faults


def read_codes(path: Path) -> dict[str, str]:
    """Return the codes of a published list and what stands beside each.

    Raises:
        BadPack: missing, no UTF-8, or a line without a code and a word.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise _bad("PACK_FILE_TORN", path.name) from fault
    found = {}
    for line in lines:
        code, _, word = line.strip().partition(" ")
        if code:
            found[code] = word.strip()
    if not found:
        raise _bad("PACK_EMPTY", path.name)
    return found


def _bad(code: str, where: str, reason: str = "") -> BadPack:
    return BadPack([Finding(code, where, Message(code, {"reason": reason} if reason else {}))])
