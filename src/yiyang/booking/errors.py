"""Why a request about slots is declined.  Each sentence stands in ``texts.yaml``."""

from yiyang.kernel.errors import Refused


class NotBookable(Refused):
    """The rule gives the person no slot of this session now; says the first reason."""

    code = "NOT_BOOKABLE"


class SlotTaken(Refused):
    """Somebody took the last slot, or booked the person in this clinic, a moment before."""

    code = "SLOT_TAKEN"


class BookingNotOpen(Refused):
    """The booking has been used, cancelled or missed already."""

    code = "BOOKING_NOT_OPEN"


class NotTheDay(Refused):
    """It is not the day of the slot."""

    code = "NOT_THE_DAY"


class StillTheDay(Refused):
    """The day of the slot is not over: the queue is used."""

    code = "STILL_THE_DAY"


class NotOfTheDay(Refused):
    """A visit that is recorded later did not begin and end on the day of the slot."""

    code = "NOT_OF_THE_DAY"


class NotYetMissed(Refused):
    """The session has not begun: nobody has failed to come yet."""

    code = "NOT_YET_MISSED"


class BadSession(Refused):
    """The session's time is over, or meets another of the clinic."""

    code = "BAD_SESSION"


class NobodyWaits(Refused):
    """Nobody who has come is waiting to be called in."""

    code = "NOBODY_WAITS"


class ClinicKnown(Refused):
    """The institution has a clinic with this code."""

    code = "CLINIC_KNOWN"


class ReferralBooking(Refused):
    """The slot belongs to a referral and is dealt with there."""

    code = "REFERRAL_BOOKING"


class BadProblem(Refused):
    """What the person was seen for is no code of ICD-10."""

    code = "BAD_PROBLEM"


class SessionBegun(Refused):
    """The session has begun, is over or closed, or somebody has come for it."""

    code = "SESSION_BEGUN"


class ReferralsBooked(Refused):
    """Slots of referrals are in the session: they need others before it is closed."""

    code = "REFERRALS_BOOKED"
