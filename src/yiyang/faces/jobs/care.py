"""Plans follow agreements, assessments, key groups and beds."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.care.services import redraw_due
from yiyang.faces.jobs.schedule import every


@every("*/10 * * * *")
def follow_plans(at: datetime) -> str:
    """Draw again or end the plans behind which something has changed."""
    return f"{redraw_due(by=PROGRAM, at=at)} plans looked after"
