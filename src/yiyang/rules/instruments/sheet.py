"""The form of an instrument's YAML file, read strictly and frozen.

A published scale never changes: a new edition is a new file with its own version and first
day.  Item points stand here, as published; where a level begins stands in the policy book,
under the keys that ``reads`` names, so that a city can settle it by a signed document.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from yiyang.kernel.messages import Text
from yiyang.policy.book import Mark

CODE = r"^[A-Z0-9][A-Z0-9_]*$"
YES, NO = "YES", "NO"


class Strict(BaseModel):
    """Refuses unknown fields and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Strict):
    """One text; both languages are needed."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        """Return the text for a language tag such as ``zh-hans`` or ``en``."""
        return Text(self.zh, self.en).in_language(language)


class Option(Strict):
    """One possible answer; its code is its points unless it has one of its own."""

    code: str = Field(default="", pattern=r"^[A-Z0-9_]*$")
    points: int | None = None
    text: Words
    fits: tuple[int, ...] = ()  # the levels of a best-fit scale that this answer agrees with

    @model_validator(mode="before")
    @classmethod
    def _code_from_points(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and "code" not in raw and "points" in raw:
            return {**raw, "code": str(raw["points"])}
        return raw


class Range(Strict):
    """A number between two plausible bounds, both included, with so many decimals."""

    least: Decimal
    most: Decimal
    decimals: int = 0

    @field_validator("least", "most", mode="before")
    @classmethod
    def _exact(cls, raw: Any) -> Any:
        return exact(raw)


class Points(Strict):
    """Points of a number by upper bound, where the answers that ``when`` names were given."""

    when: dict[str, str] = {}
    up_to: tuple[tuple[Decimal, int], ...]

    @field_validator("up_to", mode="before")
    @classmethod
    def _in_order(cls, raw: Any) -> Any:
        rows = [(Decimal(exact(bound)), points) for bound, points in dict(raw).items()]
        if rows != sorted(rows, key=lambda row: row[0]):
            raise ValueError("bounds rise from row to row")
        return tuple(rows)


class Item(Strict):
    """One question: a choice of options, a number, or yes or no (``flag`` points for yes).

    A number that ``counts`` is its own points.  ``default`` is for what is prescribed, not
    measured.  ``optional`` items may be left out and then count for nothing; any other item
    that is missing leaves the scale unscored.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Words
    help: Words | None = None
    unit: Words | None = None
    group: str = ""
    options: tuple[Option, ...] = ()
    number: Range | None = None
    flag: int | None = None
    ask: bool = False  # a yes or no without points
    counts: bool = False
    points: tuple[Points, ...] = ()
    optional: bool = False
    default: str = ""

    @model_validator(mode="after")
    def _one_kind(self) -> Item:
        kinds = [bool(self.options), self.number is not None, self.is_flag]
        if sum(kinds) != 1:
            raise ValueError(f"{self.id}: give options, or a number, or a flag")
        if (self.points or self.counts) and self.number is None:
            raise ValueError(f"{self.id}: only a number counts or has a table of points")
        if self.number and any(table.up_to[-1][0] < self.number.most for table in self.points):
            raise ValueError(f"{self.id}: the points end below the highest number")
        codes = [option.code for option in self.options]
        if len(set(codes)) != len(codes) or not all(codes if self.options else [True]):
            raise ValueError(f"{self.id}: each option needs a code of its own")
        return self

    @property
    def is_flag(self) -> bool:
        """Tell whether the answer is yes or no."""
        return self.ask or self.flag is not None

    @property
    def is_scored(self) -> bool:
        """Tell whether the item gives points by itself."""
        has_points = any(option.points is not None for option in self.options)
        return has_points or bool(self.points) or self.counts or self.flag is not None

    @property
    def codes(self) -> tuple[str, ...]:
        """The answers that may be given, for a choice or a yes or no."""
        return (YES, NO) if self.is_flag else tuple(option.code for option in self.options)

    def points_for(self, answer: str, answers: dict[str, str]) -> int | None:
        """Return the points of one valid answer among all, or None when it gives none.

        None also when the points hang on another answer that is not known.
        """
        if self.is_flag:
            return self.flag if answer == YES or self.flag is None else 0
        if self.options:
            return next(option.points for option in self.options if option.code == answer)
        if self.counts:
            return int(Decimal(answer))
        for table in self.points:
            if all(answers.get(item) == code for item, code in table.when.items()):
                return next(p for bound, p in table.up_to if Decimal(answer) <= bound)
        return None


class Test(Strict):
    """One condition on one answer; the bounds are keys of the policy book."""

    item: str
    one_of: tuple[str, ...] = ()
    at_least: str = ""
    at_most: str = ""


class Criterion(Strict):
    """A line of an entry gate: met when any test is; else the result is at best ``otherwise``."""

    code: str = Field(pattern=CODE)
    any_of: tuple[Test, ...] = Field(min_length=1)
    otherwise: str = "NOT_ELIGIBLE"


class Level(Strict):
    """One result of the scale; the file lists them from best to worst."""

    code: str = Field(pattern=CODE)
    name: Words


class Cited(Strict):
    """The act, by its key in the book's ``acts.yaml``, and where in it."""

    act: str
    article: str = ""


class Instrument(Strict):
    """One edition of one scale."""

    id: str = Field(pattern=CODE)
    version: str = Field(min_length=1)
    from_: date = Field(alias="from")
    name: Words
    use: Words
    mission: str = Field(pattern=r"^(JA|SM|HZ|FD|YRD)-\d")
    mark: Mark
    authority: Cited
    note: Words | None = None
    scoring: str
    reads: dict[str, str]
    groups: dict[str, Words] = {}
    bands: dict[str, Words] = {}  # names of the parts a group's total falls into
    items: tuple[Item, ...] = Field(min_length=1)
    criteria: tuple[Criterion, ...] = ()
    levels: tuple[Level, ...] = Field(min_length=1)
    emergency: bool = False  # a book that is strict or lacks a value never stops its result
    issued: bool = True  # false: old results are stored, new ones are not made

    @model_validator(mode="after")
    def _holds_together(self) -> Instrument:
        ids = [item.id for item in self.items]
        if len(set(ids)) != len(ids):
            raise ValueError("one item stands twice")
        named = [w for i in self.items for p in i.points for w in p.when]
        named += [test.item for c in self.criteria for test in c.any_of]
        if not set(named) <= set(ids):
            raise ValueError(f"no such item: {sorted(set(named) - set(ids))}")
        bounds = {b for c in self.criteria for t in c.any_of for b in (t.at_least, t.at_most)}
        if not bounds - {""} <= set(self.reads):
            raise ValueError(f"reads lacks {sorted(bounds - set(self.reads))}")
        if not {item.group for item in self.items} - {""} <= set(self.groups):
            raise ValueError("an item is in a group without a name")
        return self

    def item(self, item_id: str) -> Item:
        """Return one item.  Raises KeyError when there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    @property
    def level_codes(self) -> tuple[str, ...]:
        """The codes of the levels, from best to worst."""
        return tuple(level.code for level in self.levels)

    def rank(self, level: str) -> int:
        """Return how bad a level is: 0 for the best."""
        return self.level_codes.index(level)

    def level_name(self, level: str, language: str) -> str:
        """Return a level's name in a language, or the bare code of an unknown one."""
        names = {known.code: known.name.in_language(language) for known in self.levels}
        return names.get(level, level)


def exact(raw: Any) -> Any:
    """Return a number of the file unchanged; refuse a float, which is not exact."""
    if isinstance(raw, float):
        raise ValueError(f"quote {raw!r}")
    return raw
