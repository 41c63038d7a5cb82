"""The clock that pages read, set by a test: views take the time at the edge, and only there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let every page asked for inside the block find it is ``moment``."""
    with patch.object(timezone, "now", lambda: moment):
        yield moment
