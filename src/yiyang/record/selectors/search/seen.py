"""``readable`` as a condition within a larger statement: the same predicate at every hop."""

from __future__ import annotations

from django.db import connection

from yiyang.access.readers import Reader
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import readable
from yiyang.record.selectors.search.fragments import TRUE, Piece

TABLE = f'"{Resource._meta.db_table}"'


class Seen:
    """What a reader may see, as a condition on any alias of the resources' table."""

    def __init__(self, reader: Reader) -> None:
        query = readable(reader).values("key").query
        self._whole = Piece(*query.get_compiler(connection=connection).as_sql())
        tables = [name for name, used in query.alias_refcount.items() if used]
        self._where: Piece | None = None
        if tables in ([], [Resource._meta.db_table]):
            where = query.where
            compiler = query.get_compiler(connection=connection)
            text, values = compiler.compile(where) if where else (TRUE.text, ())
            self._where = Piece(text, tuple(values))

    def on(self, alias: str) -> Piece:
        """Return the condition that the reader may see the resource ``alias``, and it stands."""
        if self._where is None:  # the predicate joins other tables: ask it as it is
            text, values = self._whole.text, self._whole.values
            return Piece(f"{alias}.deleted_at is null and {alias}.key in ({text})", tuple(values))
        text = self._where.text.replace(f"{TABLE}.", f"{alias}.")
        return Piece(f"{alias}.deleted_at is null and ({text})", self._where.values)
