"""``readable`` as a condition within a larger statement: the same predicate at every hop."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection

from yiyang.access.readers import Reader
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import readable
from yiyang.record.selectors.search.fragments import FALSE, TRUE, Piece

TABLE = Resource._meta.db_table


class Seen:
    """What a reader may see, as a condition on any alias of the resources' table.

    Made once for a statement: putting the predicate together costs more than asking it.
    """

    def __init__(self, reader: Reader, kind: str = "") -> None:
        query = readable(reader, kind).values("key").query
        query.get_initial_alias()
        others = [name for name, used in query.alias_refcount.items() if used and name != TABLE]
        # where the predicate joins other tables it is asked as it is, key by key
        self._where = None if others else _where(query)
        self._keys = _whole(query) if others else TRUE

    def on(self, alias: str) -> Piece:
        """Return the condition that the reader may see the resource ``alias``, and it stands."""
        if self._where is None:
            text = f"{alias}.deleted_at is null and {alias}.key in ({self._keys.text})"
            return Piece(text, self._keys.values)
        text = self._where.text.replace(f'"{TABLE}".', f"{alias}.")
        return Piece(f"{alias}.deleted_at is null and ({text})", self._where.values)


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
