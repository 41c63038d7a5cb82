"""A bulk import counts the store anew when the server believes it to be empty."""

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.record.samples import as_bytes, elders_bundle
from yiyang.audit.services import PROGRAM
from yiyang.record.services import import_bundle

TABLES = ["record_resource", "record_reference"]
GROW = """
insert into record_reference (resource_id, param, target)
select -n, 1, 'Patient/nobody' || n from generate_series(1, 30000) n
"""


def counted() -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute("select relname, reltuples from pg_class where relname = any(%s)", (TABLES,))
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_a_store_that_was_counted_before_it_was_filled_is_counted_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute(GROW)
        cursor.execute("update pg_class set reltuples = 0 where relname = any(%s)", (TABLES,))
    import_bundle(body=as_bytes(elders_bundle()), by=PROGRAM, at=NOW)
    assert counted()["record_reference"] >= 30_000
