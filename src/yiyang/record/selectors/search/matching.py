"""The statement of a search: which resources match, in their order, one page of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from yiyang.access.readers import Reader
from yiyang.record.selectors.search.criteria import Compiler, is_leading, is_light
from yiyang.record.selectors.search.fragments import Names, Piece, every, one_of
from yiyang.record.selectors.search.limits import in_time
from yiyang.record.selectors.search.ordering import Key, beyond, order_by, order_keys
from yiyang.record.selectors.search.pages import Position
from yiyang.record.selectors.search.seen import Seen
from yiyang.rules.fhir_map.asked import Query

SHOWN = "r.key, r.type, r.id, r.version, r.updated_at, r.person_id, r.body"
# A resource stood when the first page was read if this version of it did, or one before it, or
# if this very transaction wrote it: its own work is in no snapshot.
STOOD = """
(pg_visible_in_snapshot((r.xid::text)::xid8, %s::pg_snapshot)
 or (r.xid::text)::xid8 = pg_current_xact_id_if_assigned() or exists (
  select 1 from record_resourceversion v
  where v.resource_id = r.key and pg_visible_in_snapshot((v.xid::text)::xid8, %s::pg_snapshot)))
"""


@dataclass(frozen=True)
class Found:
    """A resource that was found, as it is stored."""

    key: int
    type: str
    fhir_id: str
    version: int
    updated_at: datetime
    person_id: int | None
    body: str

    @property
    def name(self) -> str:
        """``Type/id``."""
        return f"{self.type}/{self.fhir_id}"


@dataclass(frozen=True)
class Matches:
    """One page of matches in their order, with the sort values of each.

    ``more``: there are others past this page, in the direction it was read.
    """

    rows: tuple[Found, ...]
    places: tuple[tuple[str | None, ...], ...]
    more: bool
    snapshot: str


def matches(
    query: Query,
    reader: Reader,
    *,
    at: datetime,
    size: int,
    position: Position | None = None,
    snapshot: str = "",
) -> Matches:
    """Return a page of what a search finds of what a reader may see.  One statement.

    Args:
        at: from when "approximately" is reckoned.
        size: how many, at least one.
        position: where the page begins; None: at the beginning.
        snapshot: only what stood then; empty: what stands now.

    Raises:
        TooCostly: it takes too long.  So do ``total`` and ``names_matching``.
    """
    names = Names()
    keys = order_keys(query.sorts, "r", names)
    where = [_condition(query, reader, at, names)]
    backwards = position is not None and position.backwards
    if position is not None:
        where.append(beyond(keys, "r", position.after, position.key, backwards=backwards))
    if snapshot:
        where.append(Piece(STOOD, (snapshot, snapshot)))
    statement = _statement(keys, every(where), size + 1, backwards=backwards)
    with in_time(is_light=is_light(query.criteria)) as opened:
        opened.execute(statement.text, statement.values)
        rows = opened.fetchall()
    more = len(rows) > size
    rows = rows[:size][::-1] if backwards else rows[:size]
    now = rows[0][7] if rows and not snapshot else snapshot
    return Matches(
        tuple(Found(*row[:7]) for row in rows), tuple(tuple(row[8]) for row in rows), more, now
    )


def _statement(keys: Sequence[Key], where: Piece, limit: int, *, backwards: bool) -> Piece:
    joins = [key.join for key in keys if key.join]
    places = ", ".join(f"({key.column})::text" for key in keys)
    text = (
        f"select {SHOWN}, pg_current_snapshot()::text, array[{places}]::text[] "
        f"from record_resource r {' '.join(join.text for join in joins)} "
        f"where {where.text} order by {order_by(keys, 'r', backwards=backwards)} limit {limit}"
    )
    values = (*(value for join in joins for value in join.values), *where.values)
    return Piece(text, values)


def total(query: Query, reader: Reader, *, at: datetime) -> int:
    """Return how many resources that a reader may see a search finds."""
    where = _condition(query, reader, at, Names())
    with in_time(is_light=is_light(query.criteria)) as opened:
        opened.execute(f"select count(*) from record_resource r where {where.text}", where.values)
        return int(opened.fetchone()[0])


def names_matching(query: Query, reader: Reader, *, at: datetime, limit: int) -> list[str]:
    """Return ``Type/id`` of what a search finds, the oldest first, at most ``limit``."""
    where = _condition(query, reader, at, Names())
    text = (
        f"select r.type || '/' || r.id from record_resource r where {where.text} "
        f"order by r.key limit {limit}"
    )
    with in_time(is_light=is_light(query.criteria)) as opened:
        opened.execute(text, where.values)
        return [name for (name,) in opened.fetchall()]


def _condition(query: Query, reader: Reader, at: datetime, names: Names) -> Piece:
    """Where a criterion leads to few resources, all others are asked of these alone.

    The server counts values of one column at a time and would believe, of a code and its
    parameter together, that hardly anything has them.
    """
    one_type = query.types[0] if len(query.types) == 1 else ""
    compiler = Compiler(Seen(reader, one_type), at, names)
    first = next((one for one in query.criteria if is_leading(one)), None)
    others = replace(compiler, row_by_row=first is not None)
    parts = [
        one_of("r.type", query.types, "text"),
        compiler.seen.on("r"),
        *((compiler if one is first else others).condition(one, "r") for one in query.criteria),
    ]
    return every(parts)
