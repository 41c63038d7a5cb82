"""What became of resources: every version that a reader may see, newest first.

A page of all changes ends where a transaction may still be under way: nothing that is told
stands behind something that may yet appear.  ``(xid, seq)`` orders changes for good.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from yiyang.access.readers import Reader
from yiyang.record.models import Resource, ResourceVersion
from yiyang.record.selectors.reading import readable, version_not_closed

# A version that speaks of somebody whom the present one leaves out is shown to nobody here.
CHANGES = """
with open as materialized ({readable}), told as materialized ({told})
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
limit %(limit)s
"""
# The newest changes of a type or of all, whoever may see them.
NEWEST = """
select key, version, xid, seq from (
  (select key, version, xid, seq from record_resource r
   where {type} and {conditions} order by xid desc, seq desc limit %(limit)s)
  union all
  (select v.resource_id, v.version, v.xid, v.seq from record_resourceversion v
   where {of_type} and {conditions} order by v.xid desc, v.seq desc limit %(limit)s)
) change
order by xid desc, seq desc limit %(limit)s
"""
OF_TYPE = "exists (select from record_resource o where o.key = v.resource_id and o.type = %(kind)s)"
AT_ONCE, SCANNED = 500, 2_000
SETTLED = """(xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
  or xid = pg_current_xact_id_if_assigned()::text::bigint)"""
EDGE = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
# A restore raises the one number and leaves the other (docs/decisions/020).
ERA = "select sealing_floor() - pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


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
    """Which changes: of a type, since a moment, below a place in the order, from an edge on.

    ``versions`` names some by the keys of their resources and their numbers, side by side;
    ``is_known``: these are known to be settled, also where one has joined a record since.
    """

    kind: str | None = None
    fhir_id: str | None = None
    since: datetime | None = None
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
    wanted = readable(reader, asked.kind or "")
    if asked.kind:
        wanted = wanted.filter(type=asked.kind)
    if asked.fhir_id:
        wanted = wanted.filter(fhir_id=asked.fhir_id)
    return _select(reader, wanted, asked)


def version_of(reader: Reader, kind: str, fhir_id: str, version: int) -> Change | None:
    """Return one version of a resource; None where there is none for this reader."""
    wanted = readable(reader, kind).filter(type=kind, fhir_id=fhir_id)
    found = _select(reader, wanted, Asked(kind, fhir_id, limit=1), version)
    return found[0] if found else None


def versions_open(
    reader: Reader, kind: str, wanted: Collection[tuple[int, int]], *, is_known: bool = False
) -> dict[tuple[int, int], Change]:
    """Return those of a type's settled versions, by resource and number, that a reader may see.

    Args:
        is_known: all were settled before; one that joins a record gets another place in the order.
    """
    if not wanted:
        return {}
    keys, numbers = (list(column) for column in zip(*wanted, strict=True))
    asked = Asked(limit=len(keys), versions=(keys, numbers), is_known=is_known)
    found = _select(reader, readable(reader, kind).filter(pk__in=keys), asked)
    return {(change.key, change.version): change for change in found}


def _newest(reader: Reader, asked: Asked) -> tuple[list[Change], tuple[int, int] | None]:
    """Return what a reader may see of the newest changes, and where others go on; None: nowhere."""
    found: list[Change] = []
    place = asked.below
    for _ in range(0, SCANNED, AT_ONCE):
        conditions, given = _conditions(replace(asked, below=place), None)
        if asked.kind:
            given["kind"] = asked.kind
        statement = NEWEST.format(
            conditions=" and ".join(conditions),
            type="r.type = %(kind)s" if asked.kind else "true",
            of_type=OF_TYPE if asked.kind else "true",
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, {**given, "limit": AT_ONCE})
            rows = cursor.fetchall()
        seen = versions_open(reader, asked.kind or "", [(key, no) for key, no, _, _ in rows])
        found += [seen[key, no] for key, no, _, _ in rows if (key, no) in seen]
        if len(rows) < AT_ONCE:
            return found, None
        place = rows[-1][2], rows[-1][3]
        if len(found) >= asked.limit:
            break
    return found, place


def edge() -> int:
    """Return the transaction below which no change can appear any more."""
    with connection.cursor() as cursor:
        cursor.execute(EDGE)
        return int(cursor.fetchone()[0])


def era() -> int:
    """Return the number of what the database was restored from; 0: it never was.

    Places in the order of changes from another era say nothing here.
    """
    with connection.cursor() as cursor:
        cursor.execute(ERA)
        return int(cursor.fetchone()[0])


def _select(
    reader: Reader, wanted: QuerySet[Resource], asked: Asked, version: int | None = None
) -> list[Change]:
    # An old version may hold what its person has closed, though the present one does not.
    told = ResourceVersion.objects.filter(version_not_closed(reader), resource__in=wanted)
    given: dict[str, object] = {}
    readable_sql = _named(wanted.values("key"), "open", given)
    told_sql = _named(told.values("id"), "told", given)
    conditions, more = _conditions(asked, version)
    statement = CHANGES.format(
        readable=readable_sql,
        told=told_sql,
        conditions=" and ".join(conditions),
        order="version desc" if asked.fhir_id else "xid desc, seq desc",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**given, **more, "limit": asked.limit})
        return [Change(*row) for row in cursor.fetchall()]


def _named(found: QuerySet[Any], name: str, given: dict[str, object]) -> str:
    """Return a query's SQL with its values under names, which are added to ``given``."""
    sql, values = found.order_by().query.sql_with_params()
    names = [f"{name}{n}" for n in range(len(values))]
    given.update(zip(names, values, strict=True))
    return str(sql % tuple(f"%({n})s" for n in names))


def _conditions(asked: Asked, version: int | None) -> tuple[Sequence[str], dict[str, object]]:
    found: list[str] = ["true"]
    given: dict[str, object] = {}
    if version is not None:
        found.append("version = %(version)s")
        given["version"] = version
    if asked.fhir_id is None and not asked.is_known:
        found.append(SETTLED)
    if asked.versions is not None:
        found.append("(key, version) in (select * from unnest(%(keys)s::bigint[], %(nos)s::int[]))")
        given["keys"], given["nos"] = asked.versions
    if asked.since is not None:
        found.append("updated_at >= %(since)s")
        given["since"] = asked.since
    if asked.below is not None and asked.fhir_id is not None:
        found.append("version < %(below)s")
        given["below"] = asked.below[1]
    elif asked.below is not None:
        found.append("(xid, seq) < (%(xid)s, %(seq)s)")
        given["xid"], given["seq"] = asked.below
    if asked.least_xid is not None:
        found.append("xid >= %(least)s")
        given["least"] = asked.least_xid
    return found, given
