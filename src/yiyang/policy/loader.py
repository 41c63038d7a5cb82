"""Read the book's files: one folder a jurisdiction, YAML lines checked strictly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from yiyang.kernel.messages import Catalogue, Text, load_catalogue
from yiyang.kernel.strict_yaml import BadYaml, read_yaml
from yiyang.policy.book import PROPOSED_HERE, Authority, BadBook, Book, Line, Mark
from yiyang.policy.missions import missions
from yiyang.policy.shape import UNITS, value_fault

DATA = Path(__file__).parent / "data"
HAN = re.compile(r"[\u4e00-\u9fff]")
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Text(_Strict):
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @field_validator("zh")
    @classmethod
    def _is_chinese(cls, words: str) -> str:
        if not HAN.search(words):
            raise ValueError("no Chinese in it")
        return words

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
    mission: str
    authority: _Cited | str
    published_on: date | None = None
    note: _Text | None = None

    @model_validator(mode="after")
    def _clause_and_authority(self) -> _Line:
        if self.mission not in missions():
            raise ValueError(f"no clause {self.mission} in missions.yaml")
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
        BadBook: a line without mission, authority or mark, a value that does not fit its unit
            or is not quoted, a missing language, lines out of date order, an unknown act,
            clause or unit, one key twice in a place or with two units, or YAML that is not
            plain.  The message names the file and key.
    """
    acts = _load_acts(folder / "acts.yaml")
    lines: list[Line] = []
    units: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*/*.yaml")):
        for key, raw in _read(path).items():
            place = path.parent.name
            if (key, place) in seen:
                raise BadBook(f"{path.name}: {key} stands twice in {place}")
            seen.add((key, place))
            lines.extend(_lines(path, key, raw, acts))
            if units.setdefault(key, lines[-1].unit) != lines[-1].unit:
                raise BadBook(f"{path.name}: {key} has the unit {units[key]} elsewhere")
    return Book(tuple(sorted(lines, key=lambda a: (a.key, a.place, a.starts_on))))


@lru_cache(maxsize=1)
def shipped_book() -> Book:
    """Return the book that ships with the program."""
    return load_book()


def _load_acts(path: Path) -> dict[str, _Act]:
    acts: dict[str, _Act] = {}
    for act, raw in _read(path).items():
        if act.startswith("YRD"):
            raise BadBook(f"{path.name}: {act}: an essay is no authority")
        try:
            acts[act] = _Act.model_validate(raw)
        except ValidationError as error:
            raise BadBook(f"{path.name}: {act}: {error}") from error
    return acts


def _read(path: Path) -> dict[str, Any]:
    try:
        loaded = read_yaml(path) if path.exists() else None
    except BadYaml as error:
        raise BadBook(str(error)) from error
    if loaded is not None and not isinstance(loaded, dict):
        raise BadBook(f"{path.name}: not a list of keys")
    return loaded or {}


def _lines(path: Path, key: str, raw: Any, acts: dict[str, _Act]) -> Iterator[Line]:
    where = f"{path.name}: {key}"
    if not KEY.fullmatch(str(key)):
        raise BadBook(f"{where}: a key is subject.name in small letters")
    try:
        parameter = _Parameter.model_validate(raw)
    except ValidationError as error:
        raise BadBook(f"{where}: {error}") from error
    for line in parameter.history:
        fault = value_fault(parameter.unit, line.value)
        if fault:
            raise BadBook(f"{where} from {line.from_}: {_english().render(fault, 'en')}")
        yield Line(
            key=key,
            title=parameter.title.text(),
            unit=parameter.unit,
            place=path.parent.name,
            starts_on=line.from_,
            value=line.value,
            mark=line.mark,
            mission=line.mission,
            authority=_authority(where, line.authority, acts),
            published_on=line.published_on,
            note=line.note.text() if line.note else None,
        )


@lru_cache(maxsize=1)
def _english() -> Catalogue:
    """Return the texts of faults, for who keeps the files."""
    return load_catalogue([DATA.parent / "texts.yaml"])


def _authority(where: str, cited: _Cited | str, acts: dict[str, _Act]) -> Authority:
    if isinstance(cited, str):
        return PROPOSED_HERE
    if cited.act not in acts:
        raise BadBook(f"{where}: no act {cited.act} in acts.yaml")
    act = acts[cited.act]
    return Authority(cited.act, act.title.text(), cited.article, act.effective_on)
