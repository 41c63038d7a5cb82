"""Making the search index again from the bodies: after a release that finds by more than before."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction

from yiyang.record.services import rows
from yiyang.rules.fhir_map.indexing import index_of
from yiyang.rules.fhir_map.written import read_json

BATCH = 500
NEXT = """
select key, body from record_resource
where key > %s and deleted_at is null order by key limit %s for update
"""


def reindex_all(batch: int = BATCH) -> Iterator[int]:
    """Make every resource's index rows again, a batch a transaction; yields how many in each.

    Readers and writers go on meanwhile: they see the old rows of a resource, or its new ones.
    Begun again after a stop, it does all once more, with the same result.
    """
    last = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(NEXT, (last, batch))
            found = cursor.fetchall()
            if not found:
                return
            rows.drop_index(cursor, [key for key, _ in found])
            indexes = ((key, index_of(read_json(body.encode()))) for key, body in found)
            rows.add_index(cursor, indexes)
            last = found[-1][0]
        yield len(found)
