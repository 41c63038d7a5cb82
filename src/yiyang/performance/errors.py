"""Refusals of appraisals and surveys."""

from yiyang.kernel.errors import Refused


class NothingDrafted(Refused):
    """No draft of this period is there."""

    code = "NOTHING_DRAFTED"


class TooEarly(Refused):
    """The period still runs, or the drafts have not lain open long enough."""

    code = "APPRAISAL_TOO_EARLY"


class AppraisalIsFinal(Refused):
    """The appraisal is final."""

    code = "APPRAISAL_IS_FINAL"


class UnknownVeto(Refused):
    """The book knows no such fault."""

    code = "UNKNOWN_VETO"


class CallIsClosed(Refused):
    """The call was answered or declined."""

    code = "CALL_IS_CLOSED"


class NotAnswered(Refused):
    """A question was left without an answer."""

    code = "NOT_ANSWERED"
