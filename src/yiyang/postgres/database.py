"""The database inside a server: made once, in the encoding that Chinese search needs."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql


def ensure_database(parts: dict[str, Any]) -> bool:
    """Create the database that ``parts`` names when the server has none; tell whether it did.

    Raises:
        psycopg.Error: the server does not answer, or its user may create no database.
    """
    with psycopg.connect(**libpq_parts(parts, "postgres"), autocommit=True) as connection:
        known = connection.execute("select 1 from pg_database where datname = %s", (parts["NAME"],))
        if known.fetchone():
            return False
        name = sql.Identifier(parts["NAME"])
        connection.execute(sql.SQL("create database {} template template0").format(name))
        return True


def libpq_parts(parts: dict[str, Any], database: str) -> dict[str, Any]:
    """Return Django's connection parts as libpq names them, for ``database``."""
    named = {
        "dbname": database,
        "user": parts.get("USER", ""),
        "password": parts.get("PASSWORD", ""),
        "host": parts.get("HOST", ""),
        "port": str(parts.get("PORT", "")),
        **parts.get("OPTIONS", {}),
    }
    return {name: value for name, value in named.items() if value}
