"""The clock that pages read, set by a test: views take the time at the edge, and only there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch

from django.db.backends.utils import CursorWrapper
from django.utils import timezone

ASSERTIONS = "joserfc._rfc7519.claims._generate_now"
DATABASES_NOW = re.compile(r"statement_timestamp\(\)", re.IGNORECASE)


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let every page and door asked for inside the block find it is ``moment``."""
    seconds = int(moment.timestamp())  # as the assertions of clients are judged
    with patch.object(timezone, "now", lambda: moment), patch(ASSERTIONS, lambda: seconds):
        yield moment


@contextmanager
def all_at(moment: datetime) -> Iterator[datetime]:
    """As ``at``, and the database's own now, by which grants hold, is the moment too."""
    execute = CursorWrapper.execute
    told = f"timestamptz '{moment.isoformat()}'"

    def then(self: CursorWrapper, sql: Any, params: Any = None) -> Any:
        text = DATABASES_NOW.sub(told, sql) if isinstance(sql, str) else sql
        return execute(self, text, params)

    with at(moment), patch.object(CursorWrapper, "execute", then):
        yield moment
