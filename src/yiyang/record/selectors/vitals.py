"""Vital signs: the newest ones, for services that score them, and the series of a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from yiyang.record.models import Resource
from yiyang.rules.fhir_map.parameters import parameter
from yiyang.rules.fhir_map.values import hash_of
from yiyang.rules.fhir_map.vitals import VITAL_SIGNS, Measured, measured_in
from yiyang.rules.fhir_map.written import read_json

NEWS2_KEYS = (
    "resp_rate",
    "spo2",
    "spo2_scale",
    "oxygen",
    "systolic",
    "pulse",
    "consciousness",
    "temperature",
)
# From the person's own rows to their index, by key: a planner that has not counted the index
# since a bulk load would otherwise read all of it for one person.
NEWEST = """
with mine as materialized (
  select key from record_resource
  where person_id = %(person)s and type = 'Observation' and deleted_at is null
    and also_about = '{}'
), measured as materialized (
  select mine.key, d.low from mine
  cross join lateral (
    select 1 from record_token t
    where t.resource_id = mine.key and t.param = %(category)s and t.code = %(vital)s
    limit 1
  ) vital
  cross join lateral (
    select low from record_date
    where resource_id = mine.key and param = %(date)s and low <= %(at)s
    order by low desc limit 1
  ) d
  order by d.low desc, mine.key desc limit %(most)s
)
select r.key, r.body from measured m join record_resource r on r.key = m.key
order by m.low desc, m.key desc
"""
MOST = 400  # observations looked at: some months of a person who is measured daily


def vital_observations(
    person_id: int, at: datetime, most: int = MOST, *, own: QuerySet[Resource] | None = None
) -> list[dict[str, Any]]:
    """Return a person's Observations of vital signs until ``at``, newest first.

    Args:
        own: the person's resources, cut to what whoever asks may see.  None: for services, which
            show them to nobody.
    """
    asked = {
        "category": parameter("Observation", "category").key,
        "vital": hash_of(VITAL_SIGNS),
        "date": parameter("Observation", "date").key,
        "person": person_id,
        "at": at,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, asked)
        found = dict(cursor.fetchall())
    seen = found if own is None else set(own.filter(pk__in=found).values_list("pk", flat=True))
    return [read_json(body.encode()) for key, body in found.items() if key in seen]


def measured_before(
    person_id: int, at: datetime, most: int = MOST, *, own: QuerySet[Resource] | None = None
) -> tuple[Measured, ...]:
    """Return a person's vital signs measured until ``at``, newest first; as above."""
    bodies = vital_observations(person_id, at, most, own=own)
    return tuple(measured for body in bodies for measured in measured_in(body))


def newest_vital_observations(
    person_id: int, at: datetime, *, own: QuerySet[Resource]
) -> list[dict[str, Any]]:
    """Return the Observations of the newest set of vital signs until ``at``; as above."""
    bodies = vital_observations(person_id, at, own=own)
    sets = [{measured.at for measured in measured_in(body)} for body in bodies]
    newest = max((moment for moments in sets for moment in moments), default=None)
    return [body for body, moments in zip(bodies, sets, strict=True) if newest in moments]
