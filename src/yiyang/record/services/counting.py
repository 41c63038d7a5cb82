"""After many rows came at once: the planner counts its tables anew.

The server counts by itself only after a while; until then it would plan for tables as they were,
and read all of one where it should look one row up.
"""

from __future__ import annotations

from django.db import connection

from yiyang.record.services.rows import INDEX_COLUMNS

MANY = 1_000  # new resources: fewer change no plan
FILLED = ("people_person", "record_resource", *(f"record_{table}" for table in INDEX_COLUMNS))


def count_anew() -> None:
    """Count the tables that an import fills (``analyze``)."""
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {', '.join(FILLED)}")
