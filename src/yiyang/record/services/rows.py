"""The statements of the store: find, create, replace, index."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from yiyang.audit.sql import cursor as prepared
from yiyang.record.services.drafts import Draft
from yiyang.rules.fhir_map.indexing import Index

FIND = """
select r.type, r.id, r.key, r.version, r.digest, r.person_id, r.deleted_at is not null,
       r.origin, r.updated_at
from unnest(%s::text[], %s::text[]) as asked(type, id)
join record_resource r on r.type = asked.type and r.id = asked.id
order by r.key for update of r
"""
PERSONS = """
select 'Patient/' || id, person_id from record_resource
where type = 'Patient' and id = any(%s) and person_id is not null
"""
KEYS = """
select nextval(pg_get_serial_sequence('record_resource', 'key')) from generate_series(1, %s)
"""
COPY_RESOURCES = """
copy record_resource (key, type, id, version, body, digest, person_id, also_about, origin,
                      updated_at) from stdin
"""
# All of a few new resources in one statement.  Their keys are drawn first, in order.
CREATE_FEW = """
with given as materialized (
  select nextval(pg_get_serial_sequence('record_resource', 'key')) as key, n.* from (
    select * from unnest(%s::int[], %s::text[], %s::text[], %s::int[], %s::text[], %s::uuid[],
                         %s::bigint[], %s::text[])
      as u(place, type, id, version, body, digest, person_id, also_about) order by place) n
), made as (
  insert into record_resource (key, type, id, version, body, digest, person_id, also_about,
                               origin, updated_at)
  select key, type, id, version, body, digest, person_id, also_about::bigint[], %s, %s from given
), {tables}
select key from given order by place
"""
INDEX_FEW = """{table}_made as (
  insert into record_{table} (resource_id, {columns})
  select given.key, {columns} from given join unnest(%s::int[], {forms}) as u(place, {columns})
    using (place))"""
KEEP_VERSIONS = """
insert into record_resourceversion (resource_id, version, body, person_id, also_about,
                                    updated_at, deleted_at, xid, seq)
select key, version, body, person_id, also_about, updated_at, deleted_at, xid, seq
from record_resource where key = any(%s)
"""
REPLACE = """
update record_resource r
set version = n.version, body = n.body, digest = n.digest::uuid, person_id = n.person_id,
    also_about = array(select jsonb_array_elements_text(n.also_about)::bigint),
    origin = %s, updated_at = %s, deleted_at = null,
    xid = (pg_current_xact_id()::text)::bigint, seq = nextval('record_change')
from unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::bigint[], %s::jsonb[])
     as n(key, version, body, digest, person_id, also_about)
where r.key = n.key
"""
TOMBSTONE = """
update record_resource
set version = version + 1, updated_at = %s, deleted_at = %s,
    body = '{"resourceType":"' || type || '","id":"' || id || '","meta":{}}',
    xid = (pg_current_xact_id()::text)::bigint, seq = nextval('record_change')
where key = %s
"""
# Resources that came before their patient: they join the record when the patient comes, and those
# of another record speak of the patient too.
# In the middle of a bulk import the server may say that these tables are empty: it counted them
# when nothing was committed.  A planner that believes it reads all of one for each row of the
# other.
BELIEVED_EMPTY = """
select c.relname from pg_class c
where c.oid = any(array['record_resource', 'record_reference']::regclass[])
  and c.reltuples < 1 and pg_relation_size(c.oid) > 1048576
"""
WAITING = """
select n.person_id, array_agg(r.key)
from unnest(%s::text[], %s::bigint[]) as n(target, person_id)
cross join lateral (
  select resource_id from record_reference
  where target = n.target offset 0
) i
cross join lateral (
  select key, person_id, also_about, type, origin from record_resource
  where key = i.resource_id offset 0
) r
where r.type <> 'Patient'
  and case when r.person_id is null then %s::text is null or r.origin = %s
           else r.person_id <> n.person_id and not n.person_id = any(r.also_about) end
group by n.person_id
"""
CLAIM = """
update record_resource
set person_id = %s, xid = (pg_current_xact_id()::text)::bigint, seq = nextval('record_change')
where key = any(%s) and person_id is null
"""
ALSO_ABOUT = """
update record_resource
set also_about = also_about || %(person)s::bigint,
    xid = (pg_current_xact_id()::text)::bigint, seq = nextval('record_change')
where key = any(%(keys)s) and person_id <> %(person)s and not %(person)s = any(also_about)
"""
INDEX_COLUMNS = {
    "token": "param, system, code",
    "date": "param, low, high",
    "string": "param, value",
    "reference": "param, target",
    "quantity": "param, low, high, system, code",
    "uri": "param, value",
    "composite": "param, system, code, low, high, second_system, second_code",
}
FORMS = {"param": "int", "low": "numeric", "high": "numeric", "value": "text", "target": "text"}
MOMENTS = dict.fromkeys(("low", "high"), "timestamptz")
FEW = 8  # resources: for more of them COPY is quicker
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def _create_few() -> str:
    tables = []
    for table, columns in INDEX_COLUMNS.items():
        forms = FORMS | (MOMENTS if table == "date" else {})
        places = ", ".join(f"%s::{forms.get(c, 'bigint')}[]" for c in columns.split(", "))
        tables.append(INDEX_FEW.format(table=table, columns=columns, forms=places))
    return CREATE_FEW.format(tables=", ".join(tables))


CREATE = _create_few()


def persons_of(patients: Collection[str]) -> dict[str, int]:
    """Return the person by ``Patient/id`` for the patients that the store knows."""
    if not patients:
        return {}
    with prepared() as cursor:
        cursor.execute(PERSONS, ([p.removeprefix("Patient/") for p in patients],))
        return dict(cursor.fetchall())


def create(cursor: Any, drafts: Sequence[Draft], *, origin: str, at: datetime) -> None:
    """Add new resources; sets their keys."""
    cursor.execute(KEYS, (len(drafts),))
    for draft, (key,) in zip(drafts, cursor.fetchall(), strict=True):
        draft.key = key
    tail = f"{origin}\t{at.isoformat()}\n"
    lines = (
        f"{d.key}\t{d.type}\t{d.fhir_id}\t{d.version}\t"
        + d.body.decode().replace("\\", "\\\\")
        + f"\t{d.digest}\t{d.person_id or chr(92) + 'N'}\t{_array(d.also_about)}\t{tail}"
        for d in drafts
    )
    copy_text(cursor, COPY_RESOURCES, lines)


def create_few(
    drafts: Sequence[Draft], indexes: Sequence[Index], *, origin: str, at: datetime
) -> None:
    """Add a few new resources with their index rows in one statement; sets their keys."""
    places = range(len(drafts))
    own = [
        (d.type, d.fhir_id, d.version, d.body.decode(), d.digest, d.person_id, _array(d.also_about))
        for d in drafts
    ]
    values: list[Any] = [literal(places), *map(literal, zip(*own, strict=True)), origin, at]
    for table, columns in INDEX_COLUMNS.items():
        rows = [(place, *row) for place in places for row in getattr(indexes[place], table)]
        turned = zip(*rows, strict=True) if rows else [()] * (2 + columns.count(","))
        values.extend(map(literal, turned))
    with prepared() as cursor:
        cursor.execute(CREATE, values)
        for draft, (key,) in zip(drafts, cursor.fetchall(), strict=True):
            draft.key = key


def literal(values: Iterable[Any]) -> str:
    """Return an array as PostgreSQL reads it: of numbers, moments, or texts in quotes."""
    return "{" + ",".join(["NULL" if v is None else _quoted(v) for v in values]) + "}"


def _quoted(value: Any) -> str:
    if type(value) is not str:
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _array(numbers: Iterable[int]) -> str:
    return "{" + ",".join(map(str, numbers)) + "}"


def replace(cursor: Any, drafts: Sequence[Draft], *, origin: str, at: datetime) -> None:
    """Keep the versions that stand and put the new ones in their place, without index rows."""
    keys = [d.key for d in drafts]
    cursor.execute(KEEP_VERSIONS, (keys,))
    drop_index(cursor, keys)
    columns = (
        keys,
        [d.version for d in drafts],
        [d.body.decode() for d in drafts],
        [str(d.digest) for d in drafts],
        [d.person_id for d in drafts],
        [json.dumps(d.also_about) for d in drafts],
    )
    cursor.execute(REPLACE, (origin, at, *columns))


def bury(cursor: Any, key: int, *, at: datetime) -> None:
    """Keep the version that stands and put a tombstone in its place, without index rows."""
    cursor.execute(KEEP_VERSIONS, ([key],))
    drop_index(cursor, [key])
    cursor.execute(TOMBSTONE, (at, at, key))


def drop_index(cursor: Any, keys: Sequence[int]) -> None:
    """Take away all index rows of some resources."""
    for table in INDEX_COLUMNS:
        cursor.execute(f"delete from record_{table} where resource_id = any(%s)", (list(keys),))


def add_index(cursor: Any, indexes: Iterable[tuple[int, Index]]) -> None:
    """Add the index rows of some resources, in order of their values' tables."""
    lines: dict[str, list[str]] = {table: [] for table in INDEX_COLUMNS}
    for key, index in indexes:
        for table, found in lines.items():
            if values := getattr(index, table):
                found.extend(_line(key, row) for row in values)
    for table, columns in INDEX_COLUMNS.items():
        if lines[table]:
            statement = f"copy record_{table} (resource_id, {columns}) from stdin"
            copy_text(cursor, statement, lines[table])


def _line(key: int, row: tuple[Any, ...]) -> str:
    fields = "\t".join([str(v).translate(ESCAPES) if type(v) is str else str(v) for v in row])
    return f"{key}\t{fields}\n"


def copy_text(cursor: Any, statement: str, lines: Iterable[str]) -> None:
    """Send lines in PostgreSQL's text form to one COPY."""
    with cursor.copy(statement) as copy:
        copy.write("".join(lines).encode())


def claim_waiting(cursor: Any, persons: Mapping[str, int], origin: str | None) -> None:
    """Give resources that came before their patient to that person's record.

    Those that belong to another's record already are from now on about this person too.

    Args:
        origin: of whom what waits is taken: who sends a patient chooses its id, so an
            institution gets only what it sent itself.  None: of all.
    """
    if not persons:
        return
    cursor.execute(BELIEVED_EMPTY)
    for (table,) in cursor.fetchall():
        cursor.execute(f"analyze {table}")
    cursor.execute(WAITING, (list(persons), list(persons.values()), origin, origin))
    found = cursor.fetchall()
    cursor.executemany(CLAIM, found)
    cursor.executemany(ALSO_ABOUT, [{"person": person, "keys": keys} for person, keys in found])
