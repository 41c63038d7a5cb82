"""Plain SQL for the few ways that are walked all day, where putting a query together costs most.

Values go to the server apart from the statement, so each connection has it read and planned once
(``prepare_threshold`` in the settings).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from select import POLLIN, poll
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

M = TypeVar("M", bound=Model)
Convert = Callable[[Any, Any, Any], Any]


def cursor() -> CursorWrapper:
    """Open a cursor of Django's own connection whose statements the server prepares."""
    own = connections[DEFAULT_DB_ALIAS]
    if not own.in_atomic_block and own.connection is not None and _has_news(own.connection):
        own.close_if_health_check_failed()
    own.ensure_connection()
    wrap = own.make_debug_cursor if own.queries_logged else own.make_cursor
    return wrap(ServerBindingCursor(own.connection))


def _has_news(connection: Any) -> bool:
    """Tell whether a server has said something unasked: mostly that it goes, or has gone.

    A quiet connection is a living one: this costs no question to the server.
    """
    if connection.closed:
        return True
    look = poll()
    look.register(connection.fileno(), POLLIN)
    return bool(look.poll(0))


def rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Run a statement with its named values and return what it gives, if anything."""
    with cursor() as opened:
        opened.execute(statement, values)
        return opened.fetchall() if opened.pgresult.nfields else []


def row(statement: str, **values: Any) -> tuple[Any, ...] | None:
    """Run a statement and return its first row, or None."""
    found = rows(statement, **values)
    return found[0] if found else None


def columns(model: type[Model], table: str = "") -> str:
    """Return the columns of a model as ``built`` takes them, of ``table`` where it has a name."""
    prefix = f"{table}." if table else ""
    return ", ".join(f"{prefix}{field.column}" for field in model._meta.concrete_fields)


def built(model: type[M], values: tuple[Any, ...]) -> M:
    """Return a stored row of ``columns`` as an object of its model."""
    names, converts = _shape(model)
    made = list(values)
    for place, convert in converts:
        made[place] = convert(made[place], None, connections[DEFAULT_DB_ALIAS])
    return model.from_db(DEFAULT_DB_ALIAS, names, made)


def width(model: type[Model]) -> int:
    """Return how many values a row of ``columns`` has."""
    return len(_shape(model)[0])


@lru_cache(maxsize=64)
def _shape(model: type[Model]) -> tuple[list[str], list[tuple[int, Convert]]]:
    fields = model._meta.concrete_fields
    converts = [
        (place, field.from_db_value)
        for place, field in enumerate(fields)
        if hasattr(field, "from_db_value")
    ]
    return [field.attname for field in fields], converts
