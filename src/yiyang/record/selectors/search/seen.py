"""``readable`` as a condition within a larger statement: the same predicate at every hop."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection

from yiyang.access.models import Assignment
from yiyang.access.powers import powers_now
from yiyang.access.readers import Reader
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import readable
from yiyang.record.selectors.search.fragments import FALSE, TRUE, Piece

TABLE = Resource._meta.db_table
COLUMNS = tuple(field.attname for field in Assignment._meta.concrete_fields)
KEPT = 1_000  # readers


class Seen:
    """What a reader may see, as a condition on any alias of the resources' table.

    The text is ``readable``'s own, made once for each reader and kept: putting the predicate
    together costs more than asking it.  What it depends on is ``what_counts``.
    """

    def __init__(self, reader: Reader, kind: str = "") -> None:
        self._where, self._keys = _made(_Asks((what_counts(reader), kind), reader, kind))

    def on(self, alias: str) -> Piece:
        """Return the condition that the reader may see the resource ``alias``, and it stands."""
        found = self.ever(alias)
        return Piece(f"{alias}.deleted_at is null and ({found.text})", found.values)

    def ever(self, alias: str) -> Piece:
        """Return the condition that the reader may see ``alias``, where it is deleted too."""
        if self._where is None:
            return Piece(f"{alias}.key in ({self._keys.text})", self._keys.values)
        text = self._where.text.replace(f'"{TABLE}".', f"{alias}.")
        return Piece(text, self._where.values)


def what_counts(reader: Reader) -> Hashable:
    """Return all that ``readable`` makes its condition of: two readers alike in it see the same.

    The whole row of the assignment and all powers of its role today, so that the predicate may
    come to ask for more of them; and what a token narrows.
    """
    assignment = reader.assignment
    row = tuple(getattr(assignment, name) for name in COLUMNS)
    place = assignment.place.code if assignment.place else None
    narrowed = (reader.permits, reader.person_id, reader.client_id)
    return (row, place, powers_now(assignment), narrowed)


class _Asks:
    """A reader as the key of what is kept: by what counts alone."""

    def __init__(self, key: Hashable, reader: Reader, kind: str) -> None:
        self.key, self.reader, self.kind = key, reader, kind

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asks) and self.key == other.key


@lru_cache(maxsize=KEPT)
def _made(asks: _Asks) -> tuple[Piece | None, Piece]:
    query = readable(asks.reader, asks.kind).values("key").query
    query.get_initial_alias()
    others = [name for name, used in query.alias_refcount.items() if used and name != TABLE]
    # where the predicate joins other tables it is asked as it is, key by key
    return (None, _whole(query)) if others else (_where(query), TRUE)


def _whole(query: Any) -> Piece:
    text, values = query.get_compiler(connection=connection).as_sql()
    return Piece(text, tuple(values))


def _where(query: Any) -> Piece:
    if not query.where:
        return TRUE
    try:
        text, values = query.get_compiler(connection=connection).compile(query.where)
    except EmptyResultSet:  # a token that opens nothing
        return FALSE
    except FullResultSet:
        return TRUE
    return Piece(text, tuple(values))
