"""One transaction for a service and every service it calls; its last rows are written at once.

A service marked ``one_transaction`` that is called by another one joins it: no savepoint, and
what it raises ends the whole.  Rows that nothing in the transaction reads (audit entries, events
of a timeline) are kept until its end and written in one statement a table.  Inside a savepoint
of its own (``transaction.atomic``) each row is written straight away, and so before those that
wait: the savepoint may be rolled back alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")
Write = Callable[[list[Any]], None]


class _Work:
    """What one service and those it calls have in hand."""

    def __init__(self) -> None:
        self.savepoints = tuple(connection.savepoint_ids)
        self.waiting: dict[Write, list[Any]] = {}
        self.known: dict[Hashable, tuple[tuple[str, ...], Any]] = {}

    def write(self) -> None:
        """Write what waits, in the order of asking; writing may ask for more."""
        while self.waiting:
            first = next(iter(self.waiting))
            first(self.waiting.pop(first))


_work: ContextVar[_Work | None] = ContextVar("work", default=None)


def one_transaction(service: Callable[P, R]) -> Callable[P, R]:
    """Run a service in the transaction of the service that calls it, else in one of its own.

    Whoever catches what such a service raises, and goes on, calls it in ``transaction.atomic``.
    """

    @wraps(service)
    def joined(*args: P.args, **kwargs: P.kwargs) -> R:
        if _work.get() is not None:
            return service(*args, **kwargs)
        with transaction.atomic():
            work = _Work()
            token = _work.set(work)
            try:
                result = service(*args, **kwargs)
                work.write()
            finally:
                _work.reset(token)
        return result

    return joined


def write_later(write: Write, row: Any) -> None:
    """Keep a row until the service in hand ends; without one, or in a savepoint, write it now."""
    work = _work.get()
    if work is None or tuple(connection.savepoint_ids) != work.savepoints:
        write([row])
    else:
        work.waiting.setdefault(write, []).append(row)


def write_together(write: Write, rows: list[Any]) -> None:
    """Keep some rows as ``write_later`` does; outside of a service they are one statement."""
    work = _work.get()
    if work is None or tuple(connection.savepoint_ids) != work.savepoints:
        write(rows)
    else:
        work.waiting.setdefault(write, []).extend(rows)


def once(key: Hashable, read: Callable[[], R]) -> R:
    """Return what ``read`` gives, read once in the service in hand: for rows locked by it.

    A savepoint, its beginning and its end, has it read again.
    """
    work = _work.get()
    if work is None:
        return read()
    here = tuple(connection.savepoint_ids)
    found = work.known.get(key)
    if found is None or found[0] != here:
        found = work.known[key] = (here, read())
    return found[1]  # type: ignore[no-any-return]
