"""What became of resources: every version that a reader may see, newest first.

A page of all changes ends where a transaction may still be under way: nothing that is told
stands behind something that may yet appear.  ``(xid, seq)`` orders changes for good.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.db.models.expressions import RawSQL

from yiyang.access.readers import Alike, Reader
from yiyang.access.services.looks import shown_of_people
from yiyang.audit.sql import cursor as prepared
from yiyang.record.models import ResourceVersion
from yiyang.record.selectors.reading import KEPT, version_not_closed
from yiyang.record.selectors.search.fragments import Piece, every, one_of
from yiyang.record.selectors.search.seen import Seen

# A version that speaks of somebody whom the present one leaves out is shown to nobody here.
CHANGES = """
with open as materialized (select r.key from record_resource r where {open}),
     told as materialized ({told})
select * from (
  select r.type, r.id, r.version, r.body, r.updated_at, r.deleted_at, r.xid, r.seq,
         r.person_id, r.key
  from record_resource r where r.key in (select key from open)
  union all
  select r.type, r.id, v.version, v.body, v.updated_at, v.deleted_at, v.xid, v.seq,
         r.person_id, r.key
  from record_resourceversion v join record_resource r on r.key = v.resource_id
  where v.id in (select id from told) and v.also_about <@ (r.also_about || r.person_id)
    and (v.person_id is null or v.person_id = r.person_id)
) change
where {conditions}
order by {order}
limit %s
"""
# The newest changes of a type or of all, whoever may see them.
NEWEST = """
select key, version, xid, seq from (
  (select key, version, xid, seq from record_resource r
   where {type} and {conditions} order by xid desc, seq desc limit {limit})
  union all
  (select v.resource_id, v.version, v.xid, v.seq from record_resourceversion v
   where {of_type} and {conditions} order by v.xid desc, v.seq desc limit {limit})
) change
order by xid desc, seq desc limit {limit}
"""
OF_TYPE = "exists (select from record_resource o where o.key = v.resource_id and o.type = %s)"
AT_ONCE, SCANNED = 500, 2_000
SETTLED = """(xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
  or xid = pg_current_xact_id_if_assigned()::text::bigint)"""
EDGE = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
# A restore raises the one number and leaves the other (docs/decisions/020).
ERA = "select sealing_floor() - pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


# A version is current until the next was written; a deletion is none, and told where it happened.
REPLACED_BEFORE = """exists (
  select from record_resourceversion n where n.resource_id = change.key
   and n.version > change.version and n.updated_at <= %s
  union all
  select from record_resource n where n.key = change.key
   and n.version > change.version and n.updated_at <= %s)"""


@dataclass(frozen=True)
class Current:
    """[first, after) in which versions were current at some moment; None: open on that side."""

    first: datetime | None
    after: datetime | None


@dataclass(frozen=True)
class Change:
    """One version of a resource, or its deletion."""

    type: str
    fhir_id: str
    version: int
    body: str
    updated_at: datetime
    deleted_at: datetime | None
    xid: int
    seq: int
    person_id: int | None
    key: int


@dataclass(frozen=True)
class Asked:
    """Which changes: of a type, since a moment, current in some times, at a place in the order.

    ``versions`` names some by the keys of their resources and their numbers, side by side;
    ``is_known``: these are known to be settled, also where one has joined a record since.
    """

    kind: str | None = None
    fhir_id: str | None = None
    since: datetime | None = None
    current: tuple[Current, ...] = ()
    below: tuple[int, int] | None = None
    least_xid: int | None = None
    limit: int = 100
    versions: tuple[list[int], list[int]] | None = None
    is_known: bool = False


def changes(reader: Reader, asked: Asked) -> list[Change]:
    """Return changes newest first: of one resource by its versions, of many by ``(xid, seq)``.

    Of many, the newest are gone through one by one, so that a page does not cost what all costs
    that the reader may see.  Where few of them are open, the rest is found from what is.
    """
    if asked.fhir_id is None:
        found, place = _newest(reader, asked)
        if place is None or len(found) >= asked.limit:
            return found[: asked.limit]
        asked = replace(asked, below=place, limit=asked.limit - len(found))
        return found + _of_all_open(reader, asked)
    return _of_all_open(reader, asked)


def _of_all_open(reader: Reader, asked: Asked) -> list[Change]:
    return _select(reader, asked.kind or "", _named(asked.kind, asked.fhir_id), asked)


def version_shown(
    reader: Reader, kind: str, fhir_id: str, version: int, *, at: datetime
) -> Change | None:
    """Return one version of a resource, and write that its person was looked at.

    None where there is none for this reader; nothing is written of what was deleted.
    """
    asked = Asked(kind, fhir_id, limit=1)
    found = _statement(reader, kind, _named(kind, fhir_id), asked, version)
    rows = shown_of_people(
        found.text, found.values, by=reader.actor, at=at, what=f"fhir:{kind}",
        is_look="deleted_at is null",
    )  # fmt: skip
    return Change(*rows[0]) if rows else None


def versions_open(
    reader: Reader,
    kind: str,
    wanted: Collection[tuple[int, int]],
    *,
    is_known: bool = False,
    current: tuple[Current, ...] = (),
) -> dict[tuple[int, int], Change]:
    """Return those of a type's settled versions, by resource and number, that a reader may see.

    Args:
        is_known: all were settled before; one that joins a record gets another place in the order.
        current: only what was current at some moment of each.
    """
    if not wanted:
        return {}
    keys, numbers = (list(column) for column in zip(*wanted, strict=True))
    asked = Asked(limit=len(keys), versions=(keys, numbers), is_known=is_known, current=current)
    found = _select(reader, kind, [one_of("r.key", keys, "bigint")], asked)
    return {(change.key, change.version): change for change in found}


def _newest(reader: Reader, asked: Asked) -> tuple[list[Change], tuple[int, int] | None]:
    """Return what a reader may see of the newest changes, and where others go on; None: nowhere."""
    found: list[Change] = []
    place = asked.below
    for _ in range(0, SCANNED, AT_ONCE):
        where = every(_conditions(replace(asked, below=place, current=()), None))
        statement = NEWEST.format(
            conditions=where.text,
            type="r.type = %s" if asked.kind else "true",
            of_type=OF_TYPE if asked.kind else "true",
            limit=AT_ONCE,
        )
        one_side = (*((asked.kind,) if asked.kind else ()), *where.values)
        with prepared() as cursor:
            cursor.execute(statement, one_side * 2)
            rows = cursor.fetchall()
        versions = [(key, no) for key, no, _, _ in rows]
        seen = versions_open(reader, asked.kind or "", versions, current=asked.current)
        found += [seen[key, no] for key, no, _, _ in rows if (key, no) in seen]
        if len(rows) < AT_ONCE:
            return found, None
        place = rows[-1][2], rows[-1][3]
        if len(found) >= asked.limit:
            break
    return found, place


def edge() -> int:
    """Return the transaction below which no change can appear any more."""
    with prepared() as cursor:
        cursor.execute(EDGE)
        return int(cursor.fetchone()[0])


def era() -> int:
    """Return the number of what the database was restored from; 0: it never was.

    Places in the order of changes from another era say nothing here.
    """
    with prepared() as cursor:
        cursor.execute(ERA)
        return int(cursor.fetchone()[0])


def _named(kind: str | None, fhir_id: str | None) -> list[Piece]:
    given = (("r.type = %s", kind), ("r.id = %s", fhir_id))
    return [Piece(text, (value,)) for text, value in given if value]


def _select(reader: Reader, kind: str, wanted: Sequence[Piece], asked: Asked) -> list[Change]:
    found = _statement(reader, kind, wanted, asked)
    with prepared() as cursor:
        cursor.execute(found.text, found.values)
        return [Change(*row) for row in cursor.fetchall()]


def _statement(
    reader: Reader, kind: str, wanted: Sequence[Piece], asked: Asked, version: int | None = None
) -> Piece:
    open_ = every([*wanted, Seen(reader, kind).ever("r")])
    told = _told(Alike(reader))
    where = every(_conditions(asked, version))
    text = CHANGES.format(
        open=open_.text,
        told=told.text,
        conditions=where.text,
        order="version desc" if asked.fhir_id else "xid desc, seq desc",
    )
    return Piece(text, (*open_.values, *told.values, *where.values, asked.limit))


@lru_cache(maxsize=KEPT)
def _told(alike: Alike) -> Piece:
    """Return the statement of the versions that nobody has closed, put together once.

    An old version may hold what its person has closed, though the present one does not.
    """
    of_open = RawSQL("select key from open", ())
    told = ResourceVersion.objects.filter(version_not_closed(alike.reader), resource__in=of_open)
    return Piece(*told.order_by().values("id").query.sql_with_params())


def _conditions(asked: Asked, version: int | None) -> list[Piece]:
    found: list[Piece] = []
    if version is not None:
        found.append(Piece("version = %s", (version,)))
    if asked.fhir_id is None and not asked.is_known:
        found.append(Piece(SETTLED))
    if asked.versions is not None:
        pairs = "(key, version) in (select * from unnest(%s::bigint[], %s::int[]))"
        found.append(Piece(pairs, asked.versions))
    if asked.since is not None:
        found.append(Piece("updated_at >= %s", (asked.since,)))
    for time in asked.current:
        found += _was_current(time)
    if asked.below is not None and asked.fhir_id is not None:
        found.append(Piece("version < %s", (asked.below[1],)))
    elif asked.below is not None:
        found.append(Piece("(xid, seq) < (%s::bigint, %s::bigint)", asked.below))
    if asked.least_xid is not None:
        found.append(Piece("xid >= %s::bigint", (asked.least_xid,)))
    return found


def _was_current(time: Current) -> list[Piece]:
    found: list[Piece] = []
    if time.after is not None:
        found.append(Piece("updated_at < %s", (time.after,)))
    if time.first is not None:
        found.append(Piece("(deleted_at is null or updated_at >= %s)", (time.first,)))
        found.append(Piece(f"not {REPLACED_BEFORE}", (time.first, time.first)))
    return found
