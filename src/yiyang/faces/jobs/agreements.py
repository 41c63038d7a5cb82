"""What time changes in agreements."""

from __future__ import annotations

from datetime import datetime

from yiyang.agreements.services import recheck_preferences
from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every


@every("20 3 * * *")
def end_old_preferences(at: datetime) -> str:
    """End each preference whose agreement ran out or whose review has become too old."""
    return f"{recheck_preferences(by=PROGRAM, at=at)} ended"
