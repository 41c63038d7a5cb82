"""Whether a demonstration is whole yet: its first page stands before all of it is made."""

from __future__ import annotations

from pathlib import Path

from yiyang.audit.models import Entry
from yiyang.demo.keys import keys_file

LOADED = "demo.loaded"  # the action of the trail's row that says there is a demonstration
PART = "demo.part"  # the action of the trail's row that says a part is made
LAST = "shown"


def is_unfinished(data_dir: Path) -> bool:
    """Return whether a data directory holds a demonstration whose last part is not made yet."""
    is_demonstration = keys_file(data_dir).exists()  # no other node pays for the question below
    return is_demonstration and not Entry.objects.filter(action=PART, subject_id=LAST).exists()
