"""Deadlines of cases: late tasks go to the coordinator, provisional ones are reckoned again."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.cases.services import escalate_due, recompute_provisional
from yiyang.decisions.services import read_book
from yiyang.faces.jobs.schedule import every
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA


@every("* * * * *")
def escalate_tasks(at: datetime) -> str:
    """Tell the coordinators of every task past its deadline."""
    return f"escalated {escalate_due(at=at, by=PROGRAM, reading=_book(at))}"


@every("10 3 * * *")
def reckon_deadlines(at: datetime) -> str:
    """Reckon provisional deadlines again with the holidays published since."""
    changed = recompute_provisional(at=at, by=PROGRAM, reading=_book(at))
    return f"reckoned {changed} again"


def _book(at: datetime) -> Reading:
    return read_book(at.astimezone(CHINA).date())
