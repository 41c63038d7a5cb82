"""Our columns: what a cell means, and the names by which senders call the column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from yiyang.kernel.messages import Catalogue, load_package_texts
from yiyang.kernel.money import fen_from_yuan

PACKAGE = Path(__file__).parents[2]
YES = frozenset({"yes", "y", "true", "1", "是", "有"})
NO = frozenset({"no", "n", "false", "0", "否", "无"})
DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
BIGGEST = 2**31 - 1


class BadCell(Exception):
    """A cell does not mean anything here; carries the finding's code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Column:
    """One of our columns.

    ``names`` are the headers it is known by beside its own name; ``default`` is its value when
    the cell is empty or the column is not there, and then ``required`` makes that a fault.
    """

    name: str
    parse: Callable[[str], Any]
    names: tuple[str, ...] = ()
    required: bool = False
    default: Any = None

    def value(self, cell: str) -> Any:
        """Return what a cell means.  Raises BadCell."""
        if cell:
            return self.parse(cell)
        if self.required:
            raise BadCell("CELL_MISSING")
        return self.default


def text(longest: int) -> Callable[[str], str]:
    """Parse text of at most ``longest`` characters, without control characters."""

    def parse(cell: str) -> str:
        if len(cell) > longest:
            raise BadCell("CELL_TOO_LONG")
        if not cell.isprintable():
            raise BadCell("CONTROL_CHARACTER")
        return cell

    return parse


def integer(cell: str) -> int:
    """Parse a whole number of zero or more."""
    if not (cell.isascii() and cell.isdecimal()) or int(cell[:11]) > BIGGEST:
        raise BadCell("NOT_A_WHOLE_NUMBER")
    return int(cell)


def degrees(cell: str) -> float:
    """Parse degrees of longitude or latitude."""
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,12})?", cell):
        raise BadCell("NOT_DEGREES")
    return float(cell)


def yuan(cell: str) -> int:
    """Parse an amount in yuan into fen."""
    try:
        return fen_from_yuan(cell.replace(",", "").lstrip("¥￥"))
    except ValueError:
        raise BadCell("NOT_YUAN") from None


def flag(cell: str) -> bool:
    """Parse yes or no, in either language."""
    if cell.casefold() in YES:
        return True
    if cell.casefold() in NO:
        return False
    raise BadCell("NOT_YES_OR_NO")


def day(cell: str) -> date:
    """Parse a date: 2026-03-02, 2026/3/2, 20260302 or 2026年3月2日."""
    found = DATE.fullmatch(cell)
    try:
        return date(*(int(part) for part in found.groups()))  # type: ignore[union-attr]
    except (AttributeError, ValueError):
        raise BadCell("NOT_A_DATE") from None


def moment(cell: str) -> datetime:
    """Parse a moment in local time: 2026-03-02 08:00."""
    try:
        given = datetime.fromisoformat(cell.replace("/", "-"))
    except ValueError:
        raise BadCell("NOT_A_MOMENT") from None
    return given if given.tzinfo else timezone.make_aware(given)


@dataclass(frozen=True)
class Choice:
    """Parses one of some codes, or its label in either language.

    ``codes`` names, by code, the code of its text.
    """

    codes: Mapping[str, str]

    def __call__(self, cell: str) -> str:
        """Return the code that a cell means.  Raises BadCell."""
        found = _spellings(tuple(self.codes.items())).get(_plain(cell))
        if found is None:
            raise BadCell("UNKNOWN_CODE")
        return found


@dataclass(frozen=True)
class Choices(Choice):
    """Parses several of some codes, or their labels, between ``|``, commas or semicolons."""

    def __call__(self, cell: str) -> tuple[str, ...]:  # type: ignore[override]
        """Return the codes that a cell means, each once, sorted.  Raises BadCell."""
        parts = (part.strip() for part in re.split(r"[|,;、，；]", cell))
        return tuple(sorted({super(Choices, self).__call__(part) for part in parts if part}))


def labelled(codes: Iterable[str], prefix: str = "") -> dict[str, str]:
    """Return codes with the codes of their texts, which begin with ``prefix``."""
    return {code: f"{prefix}{code}" for code in codes}


@lru_cache(maxsize=64)
def _spellings(codes: tuple[tuple[str, str], ...]) -> dict[str, str]:
    spelt: dict[str, str] = {}
    for code, label in codes:
        spelt[_plain(code)] = code
        written = _texts().texts.get(label)
        if written is not None:
            spelt |= {_plain(written.zh): code, _plain(written.en): code}
    return spelt


@lru_cache(maxsize=1)
def _texts() -> Catalogue:
    return load_package_texts(PACKAGE)


def _plain(spelling: str) -> str:
    return re.sub(r"[\s_\-,（）()]", "", spelling).casefold()


def guess_mapping(columns: tuple[Column, ...], headers: tuple[str, ...]) -> dict[str, str]:
    """Return, by our column's name, the header that most likely holds it."""
    by_spelling = {_plain(header): header for header in headers}
    found: dict[str, str] = {}
    for column in columns:
        for name in (column.name, *column.names):
            header = by_spelling.get(_plain(name))
            if header is not None and header not in found.values():
                found[column.name] = header
                break
    return found
