"""Changing cases: opening and advancing them, their tasks, documents and deadlines."""

from yiyang.cases.services.duty import acknowledge_notice, escalate_due
from yiyang.cases.services.lifecycle import add_event, advance, open_case
from yiyang.cases.services.papers import attach, withdraw
from yiyang.cases.services.tasks import (
    TaskAddressee,
    cancel_task,
    complete_task,
    due_at,
    hurry,
    open_task,
    recompute_provisional,
)

__all__ = [
    "TaskAddressee",
    "acknowledge_notice",
    "add_event",
    "advance",
    "attach",
    "cancel_task",
    "complete_task",
    "due_at",
    "escalate_due",
    "hurry",
    "open_case",
    "open_task",
    "recompute_provisional",
    "withdraw",
]
