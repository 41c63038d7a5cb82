"""Refusals of alarms, responses and pools."""

from yiyang.kernel.errors import Refused


class NothingCounted(Refused):
    """The day is not counted yet."""

    code = "VIGILANCE_NOT_COUNTED"


class AlreadyOpen(Refused):
    """An exercise of this syndrome is under way."""

    code = "VIGILANCE_ALREADY_OPEN"


class LowerNeedsReason(Refused):
    """A level below the one that the numbers reach is declared without a reason."""

    code = "VIGILANCE_LOWER_LEVEL"


class NotResponding(Refused):
    """Only a response under way asks for beds, places people and stands down."""

    code = "VIGILANCE_NOT_RESPONDING"


class PledgeAnswered(Refused):
    """The institution has answered already, or the response is over."""

    code = "VIGILANCE_PLEDGE_ANSWERED"


class BedNotToPool(Refused):
    """A bed is not free, is of another kind or institution, or is in another pool."""

    code = "VIGILANCE_BED_TAKEN"


class StaffNotToPool(Refused):
    """Somebody has no post at the institution on that day, or is in another pool."""

    code = "VIGILANCE_STAFF_TAKEN"


class NobodyToAsk(Refused):
    """No institution within the scope has beds of the kind."""

    code = "VIGILANCE_NOBODY_TO_ASK"


class ExerciseOnly(Refused):
    """Invented cases belong to an exercise, transfers to a response that is none."""

    code = "VIGILANCE_EXERCISE_ONLY"


class AlreadyCasualty(Refused):
    """The transfer is part of a response already, or is at its end."""

    code = "VIGILANCE_ALREADY_CASUALTY"
