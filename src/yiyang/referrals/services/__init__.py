"""Sending, answering and closing referrals."""

from yiyang.referrals.services.answering import accept, advise, turn_down
from yiyang.referrals.services.closing import (
    close_for_the_dead,
    report,
    send_summary,
    settle,
    withdraw,
)
from yiyang.referrals.services.coming import (
    Contact,
    arrive_elsewhere,
    ask_who_came,
    check_in_booking,
    contact,
    miss,
    miss_booking,
    miss_elsewhere,
    record_visit,
)
from yiyang.referrals.services.sending import refer, submit
from yiyang.referrals.services.sessions import close_clinic_session, slot_moved_elsewhere

__all__ = [
    "Contact",
    "accept",
    "advise",
    "arrive_elsewhere",
    "ask_who_came",
    "check_in_booking",
    "close_clinic_session",
    "close_for_the_dead",
    "contact",
    "miss",
    "miss_booking",
    "miss_elsewhere",
    "record_visit",
    "refer",
    "report",
    "send_summary",
    "settle",
    "slot_moved_elsewhere",
    "submit",
    "turn_down",
    "withdraw",
]
