"""Key groups follow the record, the registers and the birthdays."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.key_groups.services import derive_due


@every("*/15 * * * *")
def follow_key_groups(at: datetime) -> str:
    """Derive the groups of everybody about whom something changed."""
    return f"{derive_due(by=PROGRAM, at=at)} looked at"
