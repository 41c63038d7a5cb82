"""Plain SQL for the few ways that are walked all day, where putting a query together costs most."""

from __future__ import annotations

from typing import Any

from django.db import connection


def rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Run a statement with its named values and return what it gives, if anything."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def row(statement: str, **values: Any) -> tuple[Any, ...] | None:
    """Run a statement and return its first row, or None."""
    found = rows(statement, **values)
    return found[0] if found else None
