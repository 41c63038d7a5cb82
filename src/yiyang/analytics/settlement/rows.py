"""Rows of a relation as they are read: as many as there are, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

AT_ONCE = 10_000


class Rows:
    """The rows of a query, by the names of their columns; each reading begins at the first."""

    def __init__(self, duck: Any, query: str) -> None:
        self.duck = duck
        self.query = query

    def __len__(self) -> int:
        (number,) = self.duck.execute(f"select count(*) from ({self.query}) r").fetchone()
        return int(number)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        with self.duck.cursor() as cursor:  # another reading may go on meanwhile
            cursor.execute(self.query)
            names = [column[0] for column in cursor.description]
            while some := cursor.fetchmany(AT_ONCE):
                for row in some:
                    yield dict(zip(names, row, strict=True))
