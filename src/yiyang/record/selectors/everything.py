"""All that a reader may see of one person's record, in pages by a key that never moves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from yiyang.access.readers import Reader
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import readable
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES
from yiyang.rules.fhir_map.parameters import parameters_of, served_types

COLUMNS = ("key", "type", "fhir_id", "version", "updated_at", "body")
# A resource without any date of care belongs to every period.
IN_PERIOD = """(not exists (
    select from record_date d where d.resource_id = record_resource.key and d.param = any(%s))
  or exists (
    select from record_date d where d.resource_id = record_resource.key and d.param = any(%s)
      and (%s::timestamptz is null or d.high > %s) and (%s::timestamptz is null or d.low < %s)))"""
DIRECTORY = """
select distinct target from record_reference where resource_id = any(%s)
"""
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


Row = tuple[int, str, str, int, datetime, str]


def everything(reader: Reader, person_id: int, wanted: Wanted) -> list[Row]:
    """Return (key, type, id, version, time, text) of a person's resources by their keys."""
    found = readable(reader).filter(person=person_id, deleted_at=None, key__gt=wanted.after)
    if wanted.types:
        found = found.filter(type__in=sorted(wanted.types))
    if wanted.since is not None:
        found = found.filter(updated_at__gte=wanted.since)
    if wanted.start is not None or wanted.end is not None:
        dates = _dates_of_care()
        values = [dates, dates, wanted.start, wanted.start, wanted.end, wanted.end]
        found = found.extra(where=[IN_PERIOD], params=values)
    return list(found.order_by("key").values_list(*COLUMNS)[: wanted.limit])


def directory_of(reader: Reader, keys: Sequence[int], types: Collection[str]) -> list[Row]:
    """Return the directory's resources that some resources point to."""
    with connection.cursor() as cursor:
        cursor.execute(DIRECTORY, (list(keys),))
        targets = [target for (target,) in cursor.fetchall()]
    wanted = {}
    for target in targets:
        kind, _, fhir_id = target.partition("/")
        if kind in DIRECTORY_TYPES and (not types or kind in types):
            wanted.setdefault(kind, []).append(fhir_id)
    rows: list[Row] = []
    for kind, ids in sorted(wanted.items()):
        found = readable(reader).filter(type=kind, fhir_id__in=ids, deleted_at=None)
        rows += found.order_by("key").values_list(*COLUMNS)
    return rows


def patient_of(reader: Reader, fhir_id: str) -> Resource | None:
    """Return a Patient that a reader may see; None for none."""
    found = readable(reader).filter(type="Patient", fhir_id=fhir_id, deleted_at=None)
    return found.first()


def _dates_of_care() -> list[int]:
    return sorted(
        {
            parameter.key
            for kind in served_types()
            for parameter in parameters_of(kind)
            if parameter.kind == "date" and parameter.code not in NOT_OF_CARE
        }
    )
