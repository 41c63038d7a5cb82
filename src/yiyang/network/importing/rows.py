"""A row of a table in our terms, and what a check may read of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ParsedRow:
    """A row in our terms: its number in the file, and by our columns what its cells mean.

    ``given`` are the columns the file has; the others hold their defaults.  So do those whose
    cell could not be read, which are named in ``unread``; such a row is never written.
    """

    number: int
    values: Mapping[str, Any]
    given: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


class CellUnread(Exception):
    """A check asked for a cell that could not be read: it has nothing to say of this row."""


class Readable(Mapping[str, Any]):
    """What the cells of a row mean; those that could not be read raise CellUnread."""

    def __init__(self, row: ParsedRow) -> None:
        self._row = row

    def __getitem__(self, name: str) -> Any:
        if name in self._row.unread:
            raise CellUnread(name)
        return self._row.values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._row.values)

    def __len__(self) -> int:
        return len(self._row.values)


class Told:
    """What a row tells as attributes, for the checks that forms ask as well.

    ``columns`` names the column of an attribute that is called otherwise.
    """

    def __init__(self, row: ParsedRow, columns: Mapping[str, str] | None = None) -> None:
        self._values = row.values
        self._columns = columns or {}

    def __getattr__(self, name: str) -> Any:
        return self._values[self._columns.get(name, name)]
