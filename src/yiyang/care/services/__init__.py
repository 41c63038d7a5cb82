"""Changing care: drawing up plans, ending due work, follow-ups, consultations."""

from yiyang.care.services.consultations import Said, answer, ask, record_consultation
from yiyang.care.services.counts import raise_item
from yiyang.care.services.due import complete_due
from yiyang.care.services.follow_ups import Met, record_follow_up
from yiyang.care.services.plans import draw_up_for_member, draw_up_for_person, end_plan
from yiyang.care.services.redrawing import redraw_due
from yiyang.care.services.work import do_work, settle_due

__all__ = [
    "Met",
    "Said",
    "answer",
    "ask",
    "complete_due",
    "do_work",
    "draw_up_for_member",
    "draw_up_for_person",
    "end_plan",
    "raise_item",
    "record_consultation",
    "record_follow_up",
    "redraw_due",
    "settle_due",
]
