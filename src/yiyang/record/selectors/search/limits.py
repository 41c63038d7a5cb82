"""How long one search may take: what nothing narrows could read all that is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg.errors import QueryCanceled

from yiyang.audit.sql import cursor
from yiyang.kernel.errors import Refused

LONGEST = 15_000  # milliseconds
BEGIN = "select current_setting('statement_timeout'), set_config('statement_timeout', %s, true)"
END = "select set_config('statement_timeout', %s, true)"


class TooCostly(Refused):
    """Refused because the search takes too long; what was found until then is not told."""

    code = "SEARCH_TOO_COSTLY"


@contextmanager
def in_time(*, is_light: bool = False) -> Iterator[CursorWrapper]:
    """Give a cursor on which the server stops a statement that takes too long.

    Args:
        is_light: the search reads few rows, and is not timed: the time is set and taken back by
            statements of their own.

    Raises:
        TooCostly: it was stopped; the transaction it ran in can only be undone.
    """
    if is_light:
        with cursor() as opened:
            yield opened
        return
    is_inside = connection.in_atomic_block
    with transaction.atomic(savepoint=False), cursor() as opened:
        opened.execute(BEGIN, (str(LONGEST),))
        usual = opened.fetchone()[0]
        try:
            yield opened
        except OperationalError as fault:
            if isinstance(fault.__cause__, QueryCanceled):
                raise TooCostly from fault
            raise
        if is_inside:  # what else the transaction does takes the time it takes
            opened.execute(END, (usual,))
