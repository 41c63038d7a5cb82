"""Lets every process of a node live at the moment that a file says: on the path of that node only.

Two nodes go through months in a minute.  Time goes on from the moment while nobody writes the file.
"""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone
from joserfc._rfc7519 import claims

CLOCK = Path(os.environ["DRILL_CLOCK"])


def now() -> datetime:
    """Return the moment of the file, and what has passed since it was written."""
    passed = max(0.0, time.time() - CLOCK.stat().st_mtime)
    return datetime.fromisoformat(CLOCK.read_text()).astimezone(UTC) + timedelta(seconds=passed)


timezone.now = now
claims._generate_now = lambda: int(now().timestamp())  # as the assertions of clients are judged
