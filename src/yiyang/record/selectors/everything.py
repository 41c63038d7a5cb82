"""All that a reader may see of one person's record, in pages by a key that never moves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiyang.access.readers import Reader
from yiyang.audit.sql import cursor
from yiyang.record.selectors.resources import served_in_sql
from yiyang.record.selectors.search.fragments import Piece, every, one_of
from yiyang.record.selectors.search.seen import Seen
from yiyang.record.selectors.standing import shown
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES
from yiyang.rules.fhir_map.parameters import parameters_of, served_types

SHOWN = f"r.key, r.type || '/' || r.id, {served_in_sql('r')}"
# In the order of another expression than the key itself, which the planner would be tempted to
# walk through for everybody's resources.
OF_PERSON = """
select {shown} from record_resource r
where r.person_id = %s and r.key > %s and {where} order by (r.key + 0) limit %s
"""
# A resource without any date of care belongs to every period.
IN_PERIOD = """(not exists (
    select from record_date d where d.resource_id = r.key and d.param = any(%s::int[]))
  or exists (
    select from record_date d where d.resource_id = r.key and d.param = any(%s::int[])
      and (%s::timestamptz is null or d.high > %s::timestamptz)
      and (%s::timestamptz is null or d.low < %s::timestamptz)))"""
DIRECTORY = """
with named as materialized (
  select distinct split_part(target, '/', 1) as kind, substr(target, strpos(target, '/') + 1) as id
  from record_reference
  where resource_id = any(%s::bigint[]) and split_part(target, '/', 1) = any(%s::text[])
)
select {shown} from named join record_resource r on r.type = named.kind and r.id = named.id
where {seen} order by r.type, r.key
"""
WHAT = "fhir:$everything"
NOT_OF_CARE = frozenset({"birthdate", "death-date", "_lastUpdated"})


@dataclass(frozen=True)
class Wanted:
    """Which part of a record: types, changed since, of care in a period, after a key."""

    types: frozenset[str] = frozenset()
    since: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    after: int = 0
    limit: int = 100


Row = tuple[int, str, str]


def everything(reader: Reader, person_id: int, wanted: Wanted) -> list[Row]:
    """Return key, ``Type/id`` and text as it is served of a person's resources by their keys."""
    where = [Seen(reader).on("r")]
    if wanted.types:
        where.append(one_of("r.type", sorted(wanted.types), "text"))
    if wanted.since is not None:
        where.append(Piece("r.updated_at >= %s", (wanted.since,)))
    if wanted.start is not None or wanted.end is not None:
        dates = _dates_of_care()
        values = (dates, dates, wanted.start, wanted.start, wanted.end, wanted.end)
        where.append(Piece(IN_PERIOD, values))
    every_one = every(where)
    text = OF_PERSON.format(shown=SHOWN, where=every_one.text)
    return _rows(text, (person_id, wanted.after, *every_one.values, wanted.limit))


def directory_of(reader: Reader, keys: Sequence[int], types: Collection[str]) -> list[Row]:
    """Return the directory's resources that some resources point to."""
    kinds = sorted(DIRECTORY_TYPES & set(types) if types else DIRECTORY_TYPES)
    if not keys or not kinds:
        return []
    seen = Seen(reader).on("r")
    text = DIRECTORY.format(shown=SHOWN, seen=seen.text)
    return _rows(text, (list(keys), kinds, *seen.values))


def patient_looked_at(reader: Reader, fhir_id: str, *, at: datetime) -> int | None:
    """Return the person of a Patient that a reader may see, and write the look; None for none."""
    found = shown(reader, "Patient", fhir_id, at=at, what=WHAT)
    return None if found is None or found.deleted_at is not None else found.person_id


def _rows(text: str, values: Sequence[Any]) -> list[Row]:
    with cursor() as opened:
        opened.execute(text, values)
        return opened.fetchall()


def _dates_of_care() -> list[int]:
    return sorted(
        {
            parameter.key
            for kind in served_types()
            for parameter in parameters_of(kind)
            if parameter.kind == "date" and parameter.code not in NOT_OF_CARE
        }
    )
