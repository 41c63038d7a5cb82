"""All that a reader may see of one person's record, in pages by a key that never moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yiyang.access.readers import Reader
from yiyang.audit.sql import cursor
from yiyang.record.selectors.resources import served_in_sql
from yiyang.record.selectors.search.fragments import Piece, every, one_of
from yiyang.record.selectors.search.seen import Seen
from yiyang.record.selectors.standing import shown
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES
from yiyang.rules.fhir_map.parameters import parameters_of, served_types

# What the server writes of one resource, as an entry of a Bundle.
ENTRY = (
    """'{{"fullUrl":"' || %s::text || r.type || '/' || r.id || '","resource":' || {served}"""
    """|| ',"search":{{"mode":"{mode}"}}}}'"""
)
MATCH, BESIDE = (ENTRY.format(served=served_in_sql("r"), mode=m) for m in ("match", "include"))
# One statement for the whole page.  In the order of another expression than the key itself, which
# the planner would be tempted to walk through for everybody's resources.
GATHERED = """
with found as materialized (
  select r.key, {match} as entry from record_resource r
  where r.person_id = %s and r.key > %s and {where} order by (r.key + 0) limit %s
), page as materialized (
  select key, entry from found order by key limit %s
), named as materialized (
  select distinct split_part(target, '/', 1) as kind, substr(target, strpos(target, '/') + 1) as id
  from record_reference
  where resource_id = any(array(select key from page))
    and split_part(target, '/', 1) = any(%s::text[])
), beside as materialized (
  select r.type, r.key, {beside} as entry
  from named join record_resource r on r.type = named.kind and r.id = named.id where {seen}
)
select coalesce((select string_agg(entry, ',' order by key) from page), ''),
       coalesce((select string_agg(entry, ',' order by type, key) from beside), ''),
       case when (select count(*) from found) > (select count(*) from page)
            then (select max(key) from page) end
"""
# A resource without any date of care belongs to every period.
IN_PERIOD = """(not exists (
    select from record_date d where d.resource_id = r.key and d.param = any(%s::int[]))
  or exists (
    select from record_date d where d.resource_id = r.key and d.param = any(%s::int[])
      and (%s::timestamptz is null or d.high > %s::timestamptz)
      and (%s::timestamptz is null or d.low < %s::timestamptz)))"""
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


@dataclass(frozen=True)
class Gathered:
    """A page: entries of a Bundle as JSON, with commas between; ``after``: what the next is behind.

    ``beside`` are the directory's resources that the page points to; ``after`` None: no next page.
    """

    matches: str
    beside: str
    after: int | None


def everything(reader: Reader, person_id: int, wanted: Wanted, *, base: str) -> Gathered:
    """Return a page of a person's resources by their keys, as far as a reader may see them.

    Args:
        base: our own address, with a slash behind it.
    """
    seen = Seen(reader).on("r")
    where = [seen]
    if wanted.types:
        where.append(one_of("r.type", sorted(wanted.types), "text"))
    if wanted.since is not None:
        where.append(Piece("r.updated_at >= %s", (wanted.since,)))
    if wanted.start is not None or wanted.end is not None:
        dates = _dates_of_care()
        values = (dates, dates, wanted.start, wanted.start, wanted.end, wanted.end)
        where.append(Piece(IN_PERIOD, values))
    every_one, limit = every(where), wanted.limit
    directory = sorted(DIRECTORY_TYPES & wanted.types if wanted.types else DIRECTORY_TYPES)
    own = (base, person_id, wanted.after, *every_one.values, limit + 1, limit)
    text = GATHERED.format(match=MATCH, beside=BESIDE, where=every_one.text, seen=seen.text)
    with cursor() as opened:
        opened.execute(text, (*own, directory, base, *seen.values))
        return Gathered(*opened.fetchone())


def patient_looked_at(reader: Reader, fhir_id: str, *, at: datetime) -> int | None:
    """Return the person of a Patient that a reader may see, and write the look; None for none."""
    found = shown(reader, "Patient", fhir_id, at=at, what=WHAT)
    return None if found is None or found.deleted_at is not None else found.person_id


def _dates_of_care() -> list[int]:
    return sorted(
        {
            parameter.key
            for kind in served_types()
            for parameter in parameters_of(kind)
            if parameter.kind == "date" and parameter.code not in NOT_OF_CARE
        }
    )
