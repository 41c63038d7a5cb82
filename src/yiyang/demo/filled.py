"""Whether a demonstration is whole yet: its first page stands before all of it is made."""

from __future__ import annotations

from functools import lru_cache

from yiyang.audit.models import Entry

LOADED = "demo.loaded"  # the action of the trail's row that says there is a demonstration
PART = "demo.part"  # the action of the trail's row that says a part is made
LAST = "shown"


def is_unfinished() -> bool:
    """Return whether this is a demonstration whose last part is not made yet."""
    return _is_demonstration() and not Entry.objects.filter(action=PART, subject_id=LAST).exists()


@lru_cache(maxsize=1)
def _is_demonstration() -> bool:
    """Ask once: a process that answers does so after the district stands, or there is none."""
    return Entry.objects.filter(action=LOADED).exists()
