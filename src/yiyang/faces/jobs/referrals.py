"""What time and a death bring to booking and referral."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.referrals.services import ask_who_came, close_for_the_dead


@every("*/10 * * * *")
def end_referrals_of_the_dead(at: datetime) -> str:
    """End the open referrals and bookings of people who have died."""
    return f"{close_for_the_dead(by=PROGRAM, at=at)} ended"


@every("*/10 * * * *")
def ask_who_came_to_their_slot(at: datetime) -> str:
    """Ask the receivers of referrals whose slot is over whether the person came."""
    return f"{ask_who_came(by=PROGRAM, at=at)} asked"
