"""What a database holds, counted: written down in a backup, counted again by a restore."""

from __future__ import annotations

from django.db import connection

from yiyang.audit.sealing import digest_of, last_seal
from yiyang.faces.operations.dumping import OF_THE_MOMENT
from yiyang.faces.streams import STREAMS


def tables() -> list[str]:
    """Return the names of all tables of the database's own schema."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_tables where schemaname = current_schema() order by 1"
        )
        return [row[0] for row in cursor.fetchall()]


def counts() -> dict[str, int]:
    """Return the number of rows of every table that a backup holds."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            if table not in OF_THE_MOMENT:
                cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")
                found[table] = int(cursor.fetchone()[0])
    return found


def heads() -> dict[str, str]:
    """Return the digest of the newest seal of each stream that has one."""
    newest = {stream.name: last_seal(stream.name) for stream in STREAMS}
    return {name: digest_of(seal).hex() for name, seal in newest.items() if seal is not None}


def migrations() -> list[str]:
    """Return the migrations that the database has had."""
    with connection.cursor() as cursor:
        cursor.execute("select app || '.' || name from django_migrations order by 1")
        return [row[0] for row in cursor.fetchall()]
