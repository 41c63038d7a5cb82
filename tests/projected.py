"""What tests of projections share: a stored resource, its index, and a rebuild that compares."""

from __future__ import annotations

from typing import Any

from django.db import connection

from tests.conftest import NOW
from yiyang.audit.projected import projectors
from yiyang.record.models import Resource
from yiyang.record.selectors.resources import body_of
from yiyang.record.services.projecting import clear_orphans, rebuild, rebuild_standing
from yiyang.record.services.rows import INDEX_COLUMNS
from yiyang.rules.fhir_map.written import read_json


def resource(kind: str, fhir_id: str) -> dict[str, Any]:
    """Return a resource as it is stored now."""
    held = Resource.objects.get(type=kind, fhir_id=fhir_id, deleted_at=None)
    return read_json(body_of(held))


def stored_index(key: int) -> dict[str, set[tuple[Any, ...]]]:
    """Return the index rows of a resource by table."""
    with connection.cursor() as cursor:
        found = {}
        for table, columns in INDEX_COLUMNS.items():
            cursor.execute(f"select {columns} from record_{table} where resource_id = %s", (key,))
            found[table] = set(cursor.fetchall())
    return found


def show_all() -> None:
    """Show every row that there is, as ``yiyang project --rebuild`` does."""
    _walk(mend=True)


def differences() -> list[str]:
    """Return the names of resources that would be stored otherwise if all were made anew."""
    return _walk(mend=False)


def _walk(*, mend: bool) -> list[str]:
    found = []
    for projector in projectors().values():
        after: int | None = 0
        while after is not None:
            compared, after = rebuild(projector, after=after, most=500, at=NOW, mend=mend)
            found += compared.missing + compared.different + compared.superfluous
        found += clear_orphans(projector, at=NOW, mend=mend).superfluous
    compared = rebuild_standing(at=NOW, mend=mend)
    return found + compared.missing + compared.different
