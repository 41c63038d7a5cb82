"""Why a step of supervision is declined; nothing has been written."""

from __future__ import annotations

from yiyang.kernel.errors import Refused


class NotAllReviewed(Refused):
    """Each suspicion needs an outcome, and a part must lie between nothing and all of it."""

    code = "MATTER_NOT_ALL_REVIEWED"


class StillTime(Refused):
    """The institution may still explain, or object, until then."""

    code = "MATTER_STILL_TIME"


class TooLate(Refused):
    """The time in which an institution may object is over."""

    code = "MATTER_TOO_LATE"


class SecondOfficer(Refused):
    """Another officer than the one who reviewed must do this."""

    code = "MATTER_SECOND_OFFICER"


class ReviewOutdated(Refused):
    """A claim was settled anew since the review, so that it comes to another sum."""

    code = "MATTER_REVIEW_OUTDATED"


class LookTooWide(Refused):
    """More days or claims than a look may hold at once: ask for fewer days, or one institution."""

    code = "SCREENING_TOO_WIDE"


class BadWindow(Refused):
    """The first day lies after the last, or no such place or institution is there."""

    code = "SCREENING_BAD_WINDOW"
