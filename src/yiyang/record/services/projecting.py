"""Rows of other packages as resources of the record, stored in the transaction that changed them.

The row is the truth: what is stored is made from it alone, in two statements however many rows
changed (one reads them all, one stores what differs), and can be made again at any time.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction
from psycopg.types.numeric import Int8

from yiyang.audit.projected import Change, Projector, projectors, standing
from yiyang.audit.sql import cursor as prepared
from yiyang.record.services.rows import literal
from yiyang.rules.fhir_map.indexing import index_of
from yiyang.rules.fhir_map.written import BadJson, write_json

PERSON, PATIENT = "person", "patient"
PUT = """
select record_project(%s::text[], %s::text[], %s::text[], %s::uuid[], %s::bigint[], %s::text[],
                      %s::timestamptz, %s::jsonb)
"""
STORED = """
select origin, type || '/' || id, digest, person_id, deleted_at is not null
from record_resource where (type, id) in (select * from unnest(%s::text[], %s::text[]))
"""
# In the order in which all who store take their locks: no deadlock.
LOCK = """
select from record_resource where (type, id) in (select * from unnest(%s::text[], %s::text[]))
order by key for update
"""


@dataclass(frozen=True)
class Shown:
    """One resource as it is to be stored; ``body`` None: the row is not shown any more."""

    type: str
    fhir_id: str
    origin: str
    person_id: int | None = None
    resource: Mapping[str, Any] | None = None
    body: bytes | None = None
    digest: uuid.UUID | None = None


@dataclass
class Compared:
    """What a rebuild found: how many are as stored, and the names of those that were not."""

    same: int = 0
    missing: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    superfluous: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Tell whether all that was stored was as it is made from the rows."""
        return not (self.missing or self.different or self.superfluous)


def project(changes: Sequence[Change]) -> None:
    """Store the rows that changed as they now are; the same as before writes nothing."""
    keys: dict[str, set[int]] = {}
    for change in changes:
        if change.kind in projectors():
            keys.setdefault(change.kind, set()).add(change.key)
    if keys:
        put(_made({kind: sorted(some) for kind, some in keys.items()}), changes[-1].at)


def put(shown: Sequence[Shown], at: datetime) -> int:
    """Store resources in one statement; return how many were new or differ from what stood."""
    ordered = sorted(shown, key=lambda s: (s.type, s.fhir_id))  # one order: no deadlock
    columns = (
        (s.type for s in ordered),
        (s.fhir_id for s in ordered),
        (None if s.body is None else s.body.decode() for s in ordered),
        (s.digest for s in ordered),
        (s.person_id for s in ordered),
        (s.origin for s in ordered),
    )
    with prepared() as cursor:
        cursor.execute(PUT, (*map(literal, columns), at, _indexed(ordered)))
        return int(cursor.fetchone()[0])


def _indexed(ordered: Sequence[Shown]) -> str:
    """Return every index row with the number of its resource, as JSON by table."""
    tables: dict[str, list[list[Any]]] = {}
    for number, one in enumerate(ordered, start=1):
        if one.resource is not None:
            for table, found in vars(index_of(dict(one.resource))).items():
                if found:
                    tables.setdefault(table, []).extend([number, *row] for row in found)
    return orjson.dumps(tables, default=str, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()


def _made(keys: Mapping[str, Sequence[int]]) -> list[Shown]:
    """Return what rows of several kinds look like now, read in one statement.

    A person of whom something is shown is a Patient: of those who have none yet, one is made.
    """
    without: set[int] = set()
    made = list(_read(keys, without))
    if missing := without.difference(keys.get(PERSON, ())):
        made += _read({PERSON: sorted(missing)}, without)
    return made


def _read(keys: Mapping[str, Sequence[int]], without: set[int]) -> Iterator[Shown]:
    """Yield what rows look like now; adds to ``without`` the people who have no Patient yet."""
    asked = {kind: _asked(kind, some) for kind, some in keys.items()}
    parts = [
        f"select '{kind}', t.key, t.person, to_json(t) from ({statement}) t"
        for kind, (statement, _) in asked.items()
    ]
    values = {kind: value for kind, (_, value) in asked.items()}
    with prepared() as cursor:
        cursor.execute(" union all ".join(parts), values)
        found = cursor.fetchall()
    seen: set[tuple[str, str]] = set()
    for kind, key, person_id, row in found:
        if PATIENT in row:
            if row[PATIENT] is None:
                without.add(person_id)
            row[PATIENT] = f"Patient/{row[PATIENT] or f'person-{person_id}'}"
        for resource in projectors()[kind].make(row):
            one = shown_of(resource, kind, key, person_id)
            seen.add((one.type, one.fhir_id))
            yield one
    for kind, some in keys.items():
        for key in some:
            for type_ in projectors()[kind].types:
                if (type_, f"{kind}-{key}") not in seen:
                    yield Shown(type_, f"{kind}-{key}", f"{kind}/{key}")


def _asked(kind: str, keys: Sequence[int]) -> tuple[str, Int8 | list[Int8]]:
    """Return the statement of some rows and its value.

    One row is asked for by its key alone, as nearly all are: of a list the server cannot tell
    how long it will be, and would plan the statement anew each time.
    """
    statement = projectors()[kind].statement
    by_key = statement.replace(f"= any(%({kind})s)", f"= %({kind})s")
    if len(keys) == 1 and f"any(%({kind})s)" not in by_key:
        return by_key, Int8(keys[0])
    return statement, [Int8(key) for key in keys]


def shown_of(resource: Mapping[str, Any], kind: str, key: int, person_id: int | None) -> Shown:
    """Return a resource made from a row as it is to be stored."""
    return _stored_as(resource, f"{kind}-{key}", f"{kind}/{key}", person_id)


def _stored_as(
    resource: Mapping[str, Any], fhir_id: str, origin: str, person_id: int | None
) -> Shown:
    whole = {"resourceType": resource["resourceType"], "id": fhir_id, "meta": {}, **resource}
    try:
        body = write_json(whole)
    except BadJson:  # somebody typed a control character: it says nothing, and FHIR forbids it
        whole = _without_controls(whole)
        body = write_json(whole)
    digest = uuid.UUID(bytes=hashlib.sha256(body).digest()[:16])
    return Shown(whole["resourceType"], fhir_id, origin, person_id, whole, body, digest)


def _without_controls(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_controls(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_without_controls(v) for v in value]
    if isinstance(value, str):
        return "".join(c for c in value if c.isprintable() or c in "\n\t")
    return value


def rebuild(
    projector: Projector, *, after: int, most: int, at: datetime, mend: bool = True
) -> tuple[Compared, int | None]:
    """Make the next rows of a kind anew, compare them with what is stored, and store them.

    Others may change the rows meanwhile: what seems to differ is locked and looked at once more,
    so that what they have just stored is neither named nor overwritten with what was before.

    Args:
        after: the last key that was looked at before; 0 at the beginning.
        most: how many rows at most, in one transaction.
        mend: False: only compare.

    Returns:
        What was found, and the last key looked at; None when there were no more rows.
    """
    compared = Compared()
    with transaction.atomic():
        keys = _keys_after(projector, after, most)
        if not keys:
            return compared, None
        made = _made({projector.kind: keys})
        _compare(made, compared)
        if not compared.is_whole:
            _lock(made)
            compared, made = Compared(), _made({projector.kind: keys})
            _compare(made, compared)
        if mend and not compared.is_whole:
            put(made, at)
    return compared, keys[-1]


def _lock(made: Sequence[Shown]) -> None:
    """Wait for whoever is storing one of these, and let nobody store one until we are done."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, ([s.type for s in made], [s.fhir_id for s in made]))


def _keys_after(projector: Projector, after: int, most: int) -> list[int]:
    statement = f"""
    select id from {projector.table} where id > %(after)s and {projector.where}
    order by id limit %(most)s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {"after": after, "most": most})
        return [key for (key,) in cursor.fetchall()]


def rebuild_standing(*, at: datetime, mend: bool = True) -> Compared:
    """Make what is shown of content that is no row (instruments, measures), and compare it."""
    compared = Compared()
    made = [
        _stored_as(resource, fhir_id, f"{name}/{fhir_id}", None)
        for name, make in standing().items()
        for fhir_id, resource in make()
    ]
    with transaction.atomic():
        _compare(made, compared)
        if mend and not compared.is_whole:
            put(made, at)
    return compared


def _compare(made: Sequence[Shown], compared: Compared) -> None:
    with connection.cursor() as cursor:
        cursor.execute(STORED, ([s.type for s in made], [s.fhir_id for s in made]))
        stored = {name: rest for _, name, *rest in cursor.fetchall()}
    for one in made:
        name = f"{one.type}/{one.fhir_id}"
        digest, person_id, is_deleted = stored.get(name, (None, None, True))
        if one.body is None:
            if not is_deleted:
                compared.superfluous.append(name)
        elif is_deleted:
            compared.missing.append(name)
        elif (digest, person_id) != (one.digest, one.person_id):
            compared.different.append(name)
        else:
            compared.same += 1


ORPHANS = """
select key, type, id, origin from record_resource
where origin like %(kind)s || '/%%' and deleted_at is null
  and not exists (select 1 from {table} t where t.id = split_part(origin, '/', 2)::bigint)
"""


def clear_orphans(projector: Projector, *, at: datetime, mend: bool = True) -> Compared:
    """Take away what is stored of rows that are no more, and return their names."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ORPHANS.format(table=projector.table), {"kind": projector.kind})
        gone = [Shown(kind, name, origin) for _, kind, name, origin in cursor.fetchall()]
        if mend and gone:
            put(gone, at)
    return Compared(superfluous=[f"{one.type}/{one.fhir_id}" for one in gone])
