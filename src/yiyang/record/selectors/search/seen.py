"""``readable`` as a condition within a larger statement: the same predicate at every hop."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection

from yiyang.access.readers import Alike, Reader
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import KEPT, readable
from yiyang.record.selectors.search.fragments import FALSE, TRUE, Piece

TABLE = Resource._meta.db_table


class Seen:
    """What a reader may see, as a condition on any alias of the resources' table.

    The text is ``readable``'s own, made once for each reader and kept: putting the predicate
    together costs more than asking it.  It is made of what makes readers ``Alike``.
    """

    def __init__(self, reader: Reader, kind: str = "") -> None:
        self._where, self._keys = _made(Alike(reader), kind)

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


@lru_cache(maxsize=KEPT)
def _made(alike: Alike, kind: str) -> tuple[Piece | None, Piece]:
    query = readable(alike.reader, kind).values("key").query
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
