"""What time changes in the registry."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.network.services import keep_to_the_days


@every("1 * * * *")
def follow_designations(at: datetime) -> str:
    """Show each institution as designated from its first day on and until its last one."""
    return f"{keep_to_the_days(by=PROGRAM, at=at)} changed"
