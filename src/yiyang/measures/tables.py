"""The program's tables as Ibis sees them, and the values that a question fills in.

Ibis is imported with this module, and this module only where a measure compiles.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.datatypes as dt
from django.apps import apps
from django.conf import settings
from django.db import models

MARK = "\x01"  # begins a literal that stands for a value of the question
BOOK = "book:"  # begins the name of a value that the policy book gives
PEOPLE = "asked_person"
KINDS = {
    "AutoField": "int64",
    "BigAutoField": "int64",
    "BigIntegerField": "int64",
    "IntegerField": "int64",
    "PositiveIntegerField": "int64",
    "PositiveSmallIntegerField": "int64",
    "BooleanField": "boolean",
    "DateField": "date",
    "DateTimeField": "timestamp('UTC')",
    "DecimalField": "decimal(20, 4)",
    "FloatField": "float64",
    "ArrayField": "array<string>",
}
RANGES = {"DateRangeField": "date", "DateTimeRangeField": "timestamp('UTC')"}


@ibis.udf.scalar.builtin(name="lower", signature=((dt.unknown,), dt.date))
def _first_day(span: Any) -> Any: ...


@ibis.udf.scalar.builtin(name="upper", signature=((dt.unknown,), dt.date))
def _end_day(span: Any) -> Any: ...


@ibis.udf.scalar.builtin(name="lower", signature=((dt.unknown,), dt.Timestamp("UTC")))
def _first_moment(span: Any) -> Any: ...


@ibis.udf.scalar.builtin(name="upper", signature=((dt.unknown,), dt.Timestamp("UTC")))
def _end_moment(span: Any) -> Any: ...


@ibis.udf.scalar.builtin(
    name="timezone", signature=((dt.string, dt.Timestamp("UTC")), dt.timestamp)
)
def _local(zone: Any, at: Any) -> Any: ...


@ibis.udf.scalar.builtin(
    name="jsonb_extract_path_text", signature=((dt.string, dt.string), dt.string)
)
def _part(column: Any, name: Any) -> Any: ...


def local_day(at: Any) -> Any:
    """Return the day of a moment where the node is."""
    return _local(settings.TIME_ZONE, at).date()


def asked(name: str, kind: str) -> Any:
    """Return a value that each question gives anew, as ``%(name)s`` in the SQL."""
    return ibis.literal(MARK + name).cast(kind)


@lru_cache(maxsize=64)
def table(label: str) -> Any:
    """Return a model's table (``"agreements.Member"``) with its columns.

    A range column ``span`` is read as ``span_since`` and ``span_until``; the end of one that has
    none is missing.  Columns of other kinds are read as text.
    """
    fields = apps.get_model(label)._meta.concrete_fields
    ranges = [f.column for f in fields if f.get_internal_type() in RANGES]
    kinds = {f.column: "unknown" if f.column in ranges else _kind(f) for f in fields}
    found = ibis.table(
        {name: dt.unknown if kind == "unknown" else kind for name, kind in kinds.items()},
        name=apps.get_model(label)._meta.db_table,
    )
    days = {f.column for f in fields if f.get_internal_type() == "DateRangeField"}
    bounds = {}
    for name in ranges:
        first, end = (_first_day, _end_day) if name in days else (_first_moment, _end_moment)
        bounds |= {f"{name}_since": first(found[name]), f"{name}_until": end(found[name])}
    return found.mutate(**bounds).drop(*ranges) if ranges else found


def _kind(field: models.Field) -> str:
    if isinstance(field, models.ForeignKey):
        return "int64"
    return KINDS.get(field.get_internal_type(), "string")


class Question:
    """What the rows of a measure are made from: the people asked about, the day, the period."""

    def __init__(self) -> None:
        self.point = asked("point", "date")
        self.since = asked("since", "date")
        self.until = asked("until", "date")

    def table(self, label: str) -> Any:
        """Return a model's table; see ``table``."""
        return table(label)

    def local_day(self, at: Any) -> Any:
        """Return the day of a moment where the node is."""
        return local_day(at)

    def day_before(self, day: Any) -> Any:
        """Return the day before: the last one of a span whose end is excluded."""
        return day - ibis.interval(days=1)

    def book(self, key: str, kind: str, part: str = "") -> Any:
        """Return a value of the policy book on the point, or one part of a table of it."""
        return asked(f"{BOOK}{key}:{part}", kind)

    def part(self, column: Any, name: str) -> Any:
        """Return one part of a column that holds JSON, as text; missing where it has none."""
        return _part(column, name)

    def nobody(self) -> Any:
        """Return a missing key: for what is of no person, no team."""
        return ibis.null("int64")

    def people(self) -> Any:
        """Return everybody whom the reader may count, whether they live or not."""
        columns = {"person_id": "int64", "place_id": "int64"}
        days = {"born_on": "date", "died_on": "date"}
        return ibis.table(columns | days, name=PEOPLE)

    def residents(self) -> Any:
        """Return whoever of them lives on the point: neither unborn nor dead."""
        people = self.people()
        return people.filter(
            people.born_on.isnull() | (people.born_on <= self.point),
            people.died_on.isnull() | (people.died_on > self.point),
        )

    def on_point(self, rows: Any, column: str = "span") -> Any:
        """Return the rows whose span holds on the point."""
        until = rows[f"{column}_until"]
        return rows.filter(
            rows[f"{column}_since"] <= self.point, until.isnull() | (until > self.point)
        )

    def in_period(self, rows: Any, day: Any) -> Any:
        """Return the rows whose day lies in the period."""
        return rows.filter(day >= self.since, day < self.until)
