"""Why a settlement between nodes is declined; nothing has been written."""

from __future__ import annotations

from yiyang.kernel.errors import Refused


class NotInsuredElsewhere(Refused):
    """The claim is of somebody insured here, so it is settled here."""

    code = "CROSS_INSURED_HERE"


class AwayNotOpen(Refused):
    """The settlement does not stand where this can be done."""

    code = "CROSS_NOT_OPEN"


class NothingToAnswer(Refused):
    """The message is no transaction of a settlement, or names nobody and nothing of ours."""

    code = "CROSS_UNREADABLE"


class MonthNotOver(Refused):
    """The month, or the day, is not over yet."""

    code = "CROSS_NOT_OVER"


class MonthCleared(Refused):
    """The month is cleared, or its statement is under way."""

    code = "CROSS_MONTH_CLEARED"


class NothingToPrepay(Refused):
    """As much as should lie there lies there."""

    code = "CROSS_NOTHING_TO_PREPAY"


class FilingRefused(Refused):
    """The rule refuses the filing; says the first reason."""

    code = "AWAY_FILING_REFUSED"
