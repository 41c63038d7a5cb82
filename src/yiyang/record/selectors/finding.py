"""Finding resources by their index.  For services; what a reader may see is cut elsewhere."""

from __future__ import annotations

from django.db import connection

from yiyang.rules.fhir_map.parameters import parameter
from yiyang.rules.fhir_map.values import hash_of

BY_IDENTIFIER = """
select r.type || '/' || r.id from record_token t join record_resource r on r.key = t.resource_id
where t.param = %s and t.code = %s and t.system = %s and r.deleted_at is null
order by r.key
"""


def names_by_identifier(kind: str, system: str, value: str) -> list[str]:
    """Return ``Type/id`` of every resource of a type that has this identifier."""
    try:
        key = parameter(kind, "identifier").key
    except KeyError:
        return []
    with connection.cursor() as cursor:
        cursor.execute(BY_IDENTIFIER, (key, hash_of(value), hash_of(system)))
        return [name for (name,) in cursor.fetchall()]
