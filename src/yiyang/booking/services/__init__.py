"""Offering sessions, booking slots, the day in the clinic, and triage."""

from yiyang.booking.services.changing import Changed, close_session, move_session
from yiyang.booking.services.day import (
    Visit,
    call_next,
    check_in,
    finish,
    leave,
    miss,
    record_visit,
)
from yiyang.booking.services.offering import add_clinic, publish_session
from yiyang.booking.services.slots import Wanted, book, cancel
from yiyang.booking.services.triage import suggest_way

__all__ = [
    "Changed",
    "Visit",
    "Wanted",
    "add_clinic",
    "book",
    "call_next",
    "cancel",
    "check_in",
    "close_session",
    "finish",
    "leave",
    "miss",
    "move_session",
    "publish_session",
    "record_visit",
    "suggest_way",
]
