"""Counting people by syndrome, day and place in the record: one statement for some days.

The index of dates finds what speaks of a day; the codes are read in the text, because a line of
the book names the beginning of a code.  A person counts once a day, syndrome and place, however
many resources say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from yiyang.kernel.identifiers import begins
from yiyang.network.models import Place
from yiyang.policy.book import Reading
from yiyang.rules.fhir_map.coded import ICD_10
from yiyang.rules.fhir_map.parameters import parameter

SNOMED = "http://snomed.info/sct"
UNTRUE = ("refuted", "entered-in-error")
NOT_MET = ("planned", "cancelled", "entered-in-error")
OF_PEOPLE = """
dated as materialized (
  select r.key, r.type, r.body, coalesce(p.merged_into_id, p.id) as person, home.id as home,
         home.code as home_code, (d.low at time zone 'Asia/Shanghai')::date as day
  from record_date d
  join record_resource r on r.key = d.resource_id
  join people_person p on p.id = r.person_id
  left join network_place home on home.id = p.place_id
  where d.param = any(%(params)s) and d.low >= %(since)s and d.low < %(until)s
    and (d.low at time zone 'Asia/Shanghai')::date = any(%(days)s::date[])
    and r.deleted_at is null and r.body ~ %(pattern)s
    and (d.param = %(visit)s or d.high - d.low <= interval '1 day')
    and (d.param <> %(onset)s or not exists (
      select from record_date o where o.resource_id = r.key and o.param = %(recorded)s))
), told as materialized (
  select dated.*, c.coding from dated cross join lateral (
    select jsonb_path_query(body::jsonb, case type when 'Condition' then '$.code.coding[*]'
      else '$.reasonCode[*].coding[*]' end::jsonpath) as coding) c
  where not coalesce(body::jsonb->>'status' = any(%(not_met)s), false)
    and not exists (
      select from jsonb_path_query(body::jsonb, '$.verificationStatus.coding[*].code') v
      where v #>> '{}' = any(%(untrue)s))
), meant as materialized (
  select distinct codes.syndrome, told.day, told.person, told.home, told.home_code, told.key
  from told join unnest(%(syndromes)s::text[], %(systems)s::text[], %(begins)s::text[])
    as codes(syndrome, system, begins)
  on told.coding->>'system' = codes.system and starts_with(told.coding->>'code', codes.begins)
    and (codes.system <> %(snomed)s or told.coding->>'code' = codes.begins)
), treated as (
  select m.*, i.id as institution, i.place_id from meant m
  join lateral (
    select target from record_reference where resource_id = m.key and param = %(provider)s
    union
    select s.target from record_reference e
    join record_resource v on v.type = 'Encounter' and 'Encounter/' || v.id = e.target
    join record_reference s on s.resource_id = v.key and s.param = %(provider)s
    where e.resource_id = m.key and e.param = %(encounter)s
  ) w on true
  join network_institution i
    on i.id = substring(w.target from '^Organization/institution-([0-9]{1,18})$')::bigint
  join network_place at on at.id = i.place_id and starts_with(at.code, %(code)s)
), counted as materialized (
  select syndrome, home as place, null::bigint as institution, day, count(distinct person) as people
  from meant where starts_with(home_code, %(code)s) and home <> %(place)s group by 1, 2, 4
  union all
  select syndrome, %(place)s, null, day, count(distinct person)
  from meant where starts_with(home_code, %(code)s) group by 1, 4
  union all
  select syndrome, place_id, institution, day, count(distinct person)
  from treated group by 1, 2, 3, 4
)
"""
KEEP = f"""
with {OF_PEOPLE}, gone as (
  update vigilance_daycount c set people = 0, changed_at = %(at)s
  from network_place here
  where c."on" = any(%(days)s::date[]) and c.people > 0 and here.id = c.place_id
    and starts_with(here.code, %(code)s) and not exists (
      select from counted n where n.syndrome = c.syndrome and n.place = c.place_id
        and n.institution is not distinct from c.institution_id and n.day = c."on")
  returning c.id
), kept as (
  insert into vigilance_daycount
    (syndrome, place_id, institution_id, "on", people, first_people, counted_at)
  select syndrome, place, institution, day, people, people, %(at)s from counted
  order by day, syndrome, place, institution
  on conflict ("on", syndrome, place_id, institution_id) do update
  set people = excluded.people, changed_at = excluded.counted_at
  where vigilance_daycount.people <> excluded.people
  returning id
)
select (select count(*) from counted), (select count(*) from gone) + (select count(*) from kept)
"""
CHANGED = """
with late as materialized (
  select key from record_resource where xid >= %(change)s and type in ('Condition', 'Encounter')
)
select (d.low at time zone 'Asia/Shanghai')::date from late join record_date d
  on d.resource_id = late.key and d.param = any(%(params)s)
union
select case when length(t.said) > 10 then (t.said::timestamptz at time zone 'Asia/Shanghai')::date
       else t.said::date end
from late join record_resourceversion v on v.resource_id = late.key
cross join lateral (
  select coalesce(v.body::jsonb->>'recordedDate', v.body::jsonb->>'onsetDateTime',
                  v.body::jsonb->'period'->>'start') as said) t
where t.said ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}'
"""


@dataclass(frozen=True)
class Codes:
    """The codes of the syndromes in force, side by side."""

    syndromes: tuple[str, ...]
    systems: tuple[str, ...]
    begins: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """What the text of a resource with one of the codes holds."""
        return '"(' + "|".join(sorted({re.escape(code) for code in self.begins})) + ")"


def codes_of(reading: Reading) -> Codes:
    """Return the codes of all syndromes of a day.  Raises NotInForce."""
    rows = []
    for syndrome in reading.codes("vigilance.syndromes"):
        table = reading.table(f"vigilance.syndrome.{syndrome.lower()}")
        rows += [(syndrome, system, code) for code in table["icd10"] for system in ICD_10]
        rows += [(syndrome, SNOMED, code) for code in table["snomed"]]
    return Codes(*(tuple(column) for column in zip(*rows, strict=True)))


def keep_counts(
    place: Place, days: Sequence[date], codes: Codes, moments: tuple[datetime, datetime],
    at: datetime,
) -> tuple[int, int]:  # fmt: skip
    """Count some days of a place again and keep the counts; return how many, how many changed.

    Args:
        moments: when the first of the days begins and the last of them ends.
    """
    values = {
        "params": _dates(), "visit": parameter("Encounter", "date").key,
        "onset": parameter("Condition", "onset-date").key,
        "recorded": parameter("Condition", "recorded-date").key,
        "provider": parameter("Encounter", "service-provider").key,
        "encounter": parameter("Condition", "encounter").key,
        "since": moments[0], "until": moments[1], "days": list(days), "pattern": codes.pattern,
        "untrue": list(UNTRUE), "not_met": list(NOT_MET), "snomed": SNOMED,
        "syndromes": list(codes.syndromes), "systems": list(codes.systems),
        "begins": list(codes.begins), "place": place.pk, "code": begins(place.code), "at": at,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
        counted, changed = cursor.fetchone()
    return counted, changed


def days_changed(change: int) -> set[date]:
    """Return the days that resources changed since a transaction speak of, or spoke of before."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, {"change": change, "params": _dates()})
        return {day for (day,) in cursor.fetchall()}


def change_now() -> int:
    """Return the transaction below which no change of the record can appear any more."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (number,) = cursor.fetchone()
    return int(number)


def _dates() -> list[int]:
    asked: Iterable[tuple[str, str]] = (
        ("Condition", "recorded-date"), ("Condition", "onset-date"), ("Encounter", "date"),
    )  # fmt: skip
    return [parameter(kind, code).key for kind, code in asked]
