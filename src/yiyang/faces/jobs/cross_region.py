"""Compare the book of each day with every node that settles with us, once the day is over."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.cross_region.services.comparing import ask_books, days_to_compare
from yiyang.faces.jobs.schedule import every


@every("40 3 * * *")
def compare_books(at: datetime) -> str:
    """Ask every node for its lines of yesterday, and of days on which something still differs."""
    days = days_to_compare(at)
    for node, day in days:
        ask_books(node=node, day=day, by=PROGRAM, at=at)
    return f"days asked for {len(days)}"
