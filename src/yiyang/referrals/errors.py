"""Why a step of a referral is declined.  Each sentence stands in ``texts.yaml``."""

from yiyang.kernel.errors import Refused


class NotReferrable(Refused):
    """The rule does not let this referral go; says the first reason."""

    code = "NOT_REFERRABLE"


class NotAcceptable(Refused):
    """The rule does not take this answer; says the first reason."""

    code = "NOT_ACCEPTABLE"


class WrongSide(Refused):
    """The step belongs to the other institution of the referral."""

    code = "WRONG_SIDE"


class EmptyText(Refused):
    """The step needs something in words."""

    code = "EMPTY_TEXT"
