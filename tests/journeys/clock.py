"""The clock that pages read, set by a test: views take the time at the edge, and only there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone

ASSERTIONS = "joserfc._rfc7519.claims._generate_now"


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let every page and door asked for inside the block find it is ``moment``."""
    seconds = int(moment.timestamp())  # as the assertions of clients are judged
    with patch.object(timezone, "now", lambda: moment), patch(ASSERTIONS, lambda: seconds):
        yield moment
