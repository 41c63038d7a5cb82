"""All changes of the record in the order in which they are settled, oldest first.

For services that work through every change once.  A change carries the number of its
transaction; below the lowest one under way no change can appear any more, so whoever goes on
from the last one they had misses nothing that was committed late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

# ``below``: this transaction's own changes count as settled for itself.
SETTLED = "(c.xid < %(below)s or c.xid = pg_current_xact_id_if_assigned()::text::bigint)"
NEW = """
case when c.xid = %(since_xid)s then c.seq > %(since_seq)s
     else not pg_visible_in_snapshot(c.xid::text::xid8, %(snapshot)s::pg_snapshot) end
"""
CHANGES = """
select key, type, id, version, updated_at, deleted, xid, seq, body, before from (
  (select c.key, c.type, c.id, c.version, c.updated_at, c.deleted_at is not null as deleted,
          c.xid, c.seq, c.body, p.body as before
   from record_resource c
   left join record_resourceversion p on p.resource_id = c.key and p.version = c.version - 1
     and p.deleted_at is null
   where c.type = %(type)s and (c.xid, c.seq) > (%(xid)s, %(seq)s) and {settled} and {new}
   order by c.xid, c.seq limit %(limit)s)
  union all
  (select c.resource_id, r.type, r.id, c.version, c.updated_at, c.deleted_at is not null,
          c.xid, c.seq, c.body, p.body
   from record_resourceversion c join record_resource r on r.key = c.resource_id
   left join record_resourceversion p on p.resource_id = c.resource_id
     and p.version = c.version - 1 and p.deleted_at is null
   where r.type = %(type)s and (c.xid, c.seq) > (%(xid)s, %(seq)s) and {settled} and {new}
   order by c.xid, c.seq limit %(limit)s)
) change
order by xid, seq limit %(limit)s
"""
BEGIN = """
select pg_current_snapshot()::text, pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
       pg_current_xact_id()::text::bigint,
       (select case when is_called then last_value else 0 end from record_change)
"""


@dataclass(frozen=True)
class Place:
    """A place in the order of all changes."""

    xid: int
    seq: int


@dataclass(frozen=True)
class Beginning:
    """The moment from which on changes count: what was committed then does not."""

    snapshot: str
    xid: int
    seq: int
    place: Place


@dataclass(frozen=True)
class Settled:
    """One version of a resource, or its deletion; ``before`` is the text of the one before it."""

    key: int
    type: str
    fhir_id: str
    version: int
    updated_at: datetime
    is_deleted: bool
    place: Place
    body: str
    before: str | None


def beginning() -> Beginning:
    """Return this moment; in the transaction that keeps it."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN)
        snapshot, least, xid, seq = cursor.fetchone()
    return Beginning(snapshot, xid, seq, Place(least, 0))


def settled_after(
    place: Place, since: Beginning, kind: str, *, below: int, limit: int
) -> list[Settled]:
    """Return changes of a type after a place, the oldest first; see ``history.edge`` for below."""
    given = {
        "type": kind,
        "xid": place.xid,
        "seq": place.seq,
        "below": below,
        "since_xid": since.xid,
        "since_seq": since.seq,
        "snapshot": since.snapshot,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(CHANGES.format(settled=SETTLED, new=NEW), given)
        return [
            Settled(*row[:6], Place(row[6], row[7]), row[8], row[9]) for row in cursor.fetchall()
        ]
