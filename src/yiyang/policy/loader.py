"""Read the book's files: one folder a jurisdiction, YAML lines checked strictly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from yiyang.kernel.messages import Text
from yiyang.policy.book import PROPOSED_HERE, Authority, BadBook, Book, Line, Mark

DATA = Path(__file__).parent / "data"
TIME_UNITS = {"second", "minute", "hour", "day", "working_day", "month", "year"}
NUMBER_UNITS = TIME_UNITS | {"share", "percent", "fen", "fen_per_month", "point", "level"}
OTHER_UNITS = {"count", "metre", "mmhg", "mmol_per_litre", "code", "codes", "table", "text"}
UNITS = NUMBER_UNITS | OTHER_UNITS | {"flag"}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Text(_Strict):
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def text(self) -> Text:
        return Text(zh=self.zh, en=self.en)


class _Act(_Strict):
    title: _Text
    effective_on: date | None
    mark: Mark = Field(strict=False)


class _Cited(_Strict):
    act: str
    article: str = ""


class _Line(_Strict):
    from_: date = Field(alias="from")
    value: Any
    mark: Mark = Field(strict=False)
    mission: str = Field(pattern=r"^(JA|SM|HZ|FD|YRD)-\d")
    authority: _Cited | str
    published_on: date | None = None
    note: str = ""

    @model_validator(mode="after")
    def _authority_or_proposed(self) -> _Line:
        if isinstance(self.authority, str) and self.authority != "none":
            raise ValueError("authority names an act, or is none")
        if self.authority == "none" and self.mark not in (Mark.PROPOSED, Mark.INFERRED):
            raise ValueError("a line without authority is proposed or inferred")
        return self


class _Parameter(_Strict):
    title: _Text
    unit: str
    history: list[_Line] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> _Parameter:
        days = [line.from_ for line in self.history]
        if days != sorted(set(days)):
            raise ValueError("history is not in date order")
        if self.unit not in UNITS:
            raise ValueError(f"unknown unit {self.unit}")
        return self


def load_book(folder: Path = DATA) -> Book:
    """Read the book below ``folder``: ``acts.yaml`` and one folder a jurisdiction.

    Raises:
        BadBook: a line without mission, authority or mark, a number that is not quoted, a
            missing language, lines out of date order, an unknown act or unit, or one key
            twice in a place.  The message names the file and key.
    """
    acts = _load_acts(folder / "acts.yaml")
    lines: list[Line] = []
    seen: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*/*.yaml")):
        for key, raw in _read(path).items():
            place = path.parent.name
            if (key, place) in seen:
                raise BadBook(f"{path.name}: {key} stands twice in {place}")
            seen.add((key, place))
            lines.extend(_lines(path, key, raw, place, acts))
    return Book(tuple(sorted(lines, key=lambda a: (a.key, a.place, a.starts_on))))


@lru_cache(maxsize=1)
def shipped_book() -> Book:
    """Return the book that ships with the program."""
    return load_book()


def _load_acts(path: Path) -> dict[str, _Act]:
    try:
        return {key: _Act.model_validate(raw) for key, raw in _read(path).items()}
    except ValidationError as error:
        raise BadBook(f"{path.name}: {error}") from error


def _read(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    return loaded or {}


def _lines(path: Path, key: str, raw: Any, place: str, acts: dict[str, _Act]) -> Iterator[Line]:
    try:
        parameter = _Parameter.model_validate(raw)
    except ValidationError as error:
        raise BadBook(f"{path.name}: {key}: {error}") from error
    for line in parameter.history:
        _refuse_bare_numbers(f"{path.name}: {key}", line.value)
        yield Line(
            key=key,
            title=parameter.title.text(),
            unit=parameter.unit,
            place=place,
            starts_on=line.from_,
            value=line.value,
            mark=line.mark,
            mission=line.mission,
            authority=_authority(f"{path.name}: {key}", line.authority, acts),
            published_on=line.published_on,
            note=line.note,
        )


def _authority(where: str, cited: _Cited | str, acts: dict[str, _Act]) -> Authority:
    if isinstance(cited, str):
        return PROPOSED_HERE
    if cited.act not in acts:
        raise BadBook(f"{where}: no act {cited.act} in acts.yaml")
    act = acts[cited.act]
    return Authority(cited.act, act.title.text(), cited.article, act.effective_on)


def _refuse_bare_numbers(where: str, value: Any) -> None:
    """A bare number would pass through binary floating point; quoted text is exact."""
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_bare_numbers(where, inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_bare_numbers(where, inner)
    elif value is not None and not isinstance(value, str):
        raise BadBook(f"{where}: quote {value!r}")
