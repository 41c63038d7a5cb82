"""Whether a search holds of versions of resources, whether or not they still stand.

The store's index rows are those of the present version.  Here the rows of each version are made
anew and put before the tables of the index under the same names, so that the very conditions of
a search are asked of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from yiyang.record.selectors.search.criteria import Compiler
from yiyang.record.selectors.search.fragments import Names, every
from yiyang.rules.fhir_map.asked import Query
from yiyang.rules.fhir_map.indexing import index_of
from yiyang.rules.fhir_map.written import write_json

# The columns of each index table and their types, as the rows of an index stand.
COLUMNS = {
    "token": ("param int", "system bigint", "code bigint"),
    "date": ("param int", "low timestamptz", "high timestamptz"),
    "string": ("param int", "value text"),
    "reference": ("param int", "target text"),
    "quantity": ("param int", "low numeric", "high numeric", "system bigint", "code bigint"),
    "uri": ("param int", "value text"),
    "composite": (
        *("param int", "system bigint", "code bigint", "low numeric", "high numeric"),
        *("second_system bigint", "second_code bigint"),
    ),
}
RESOURCES = """
record_resource as materialized (
  select * from unnest(%s::bigint[], %s::text[], %s::text[], %s::timestamptz[], %s::text[])
    as given(key, type, id, updated_at, body))
"""


def holds_of(
    versions: Sequence[tuple[Mapping[str, Any], datetime]], query: Query, *, at: datetime
) -> list[bool]:
    """Tell of each version, a resource and when it was stored, whether a search holds of it.

    The search speaks of the resource alone: no chain, no ``_has``, no list.
    """
    if not versions:
        return []
    compiler = Compiler(None, at, Names())  # type: ignore[arg-type] -- no hop asks who may see
    where = every(compiler.condition(one, "r") for one in query.criteria)
    tables: dict[str, list[list[Any]]] = {name: [] for name in COLUMNS}
    for number, (resource, _) in enumerate(versions):
        for name, rows in vars(index_of(dict(resource))).items():
            tables[name].extend([number, *row] for row in rows)
    found = [_table(name) for name in COLUMNS]
    statement = f"with {RESOURCES}, {', '.join(found)} select key from record_resource r"
    resources = [resource for resource, _ in versions]
    values = [
        list(range(len(versions))),
        [one["resourceType"] for one in resources],
        [one["id"] for one in resources],
        [moment for _, moment in versions],
        [write_json(one).decode() for one in resources],
        *(_rows(tables[name]) for name in COLUMNS),
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} where {where.text}", (*values, *where.values))
        held = {key for (key,) in cursor.fetchall()}
    return [number in held for number in range(len(versions))]


def _table(name: str) -> str:
    columns = ["resource_id bigint", *COLUMNS[name]]
    picked = ", ".join(
        f"(x ->> {place})::{column.partition(' ')[2]} as {column.partition(' ')[0]}"
        for place, column in enumerate(columns)
    )
    return f"record_{name} as materialized (select {picked} from jsonb_array_elements(%s::jsonb) x)"


def _rows(rows: list[list[Any]]) -> str:
    return orjson.dumps(rows, default=str, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()
