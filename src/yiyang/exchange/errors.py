"""Why an exchange with another node is declined.  Each sentence stands in ``texts.yaml``."""

from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding


class NotExchanged(Refused):
    """The rule lets nothing go to the other node, or come from it; says the first reason."""

    code = "NOT_EXCHANGED"


class NodeUnfit(Refused):
    """What is said of a node cannot be so; ``findings`` name every fault."""

    code = "NODE_UNFIT"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


class NodeKnown(Refused):
    """A node of this code is registered."""

    code = "NODE_KNOWN"


class NoPartner(Refused):
    """The institution is none of another node's."""

    code = "NO_PARTNER"


class TooMuch(Refused):
    """What is to go is more than a node takes in one message."""

    code = "EXCHANGE_TOO_MUCH"


class BadMessage(Refused):
    """What came is no message that can be taken in; ``findings`` name every fault."""

    code = "BAD_MESSAGE"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


class NotForUs(Refused):
    """The message, or the institution it is for, is not of this node."""

    code = "NOT_FOR_US"


class SenderUnknown(Refused):
    """The institution that sends is not registered here for its node."""

    code = "SENDER_UNKNOWN"


class ReferralUnknown(Refused):
    """There is no such referral between the two nodes."""

    code = "REFERRAL_UNKNOWN"


class ConsentOver(Refused):
    """The consent that comes along is over here: it was withdrawn, or refused by our rule."""

    code = "CARRIED_CONSENT_OVER"


class NothingToHear(Refused):
    """No answer of the node is parked."""

    code = "NOTHING_TO_HEAR"


class ConsentWordStays(Refused):
    """The word that a consent is over is not given up: the other node would go on reading."""

    code = "CONSENT_WORD_STAYS"


class NothingToDrop(Refused):
    """Refused because nothing waits for the node that was tried, or it is on its way now."""

    code = "NOTHING_TO_DROP"
