"""Whether the demonstration is whole yet: its first page stands before all of it is made."""

from __future__ import annotations

from yiyang.audit.models import Entry

PART = "demo.part"  # the action of the trail's row that says a part is made
LAST = "shown"


def is_whole() -> bool:
    """Return whether the last part is made."""
    return Entry.objects.filter(action=PART, subject_id=LAST).exists()
