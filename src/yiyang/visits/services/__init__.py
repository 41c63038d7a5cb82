"""Changing visits and day care."""

from yiyang.visits.services.arranging import arrange_day, gather
from yiyang.visits.services.asking import ask_visit, cancel_visit, check_risk, take_due
from yiyang.visits.services.checking import Told, check_in, check_out
from yiyang.visits.services.enrolling import draw_visits, end_enrolment, enrol_person
from yiyang.visits.services.points import come, give_service, leave, sell
from yiyang.visits.services.rating import rate_visit

__all__ = [
    "Told",
    "arrange_day",
    "ask_visit",
    "cancel_visit",
    "check_in",
    "check_out",
    "check_risk",
    "come",
    "draw_visits",
    "end_enrolment",
    "enrol_person",
    "gather",
    "give_service",
    "leave",
    "rate_visit",
    "sell",
    "take_due",
]
