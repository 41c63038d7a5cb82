"""Why a claim is declined; nothing has been written."""

from __future__ import annotations

from collections.abc import Sequence

from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding


class ClaimHasFaults(Refused):
    """What was sent has faults; ``findings`` name each."""

    code = "CLAIM_HAS_FAULTS"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = tuple(findings)


class ClaimTwice(Refused):
    """The institution has sent another claim under this number: a correction must say so."""

    code = "CLAIM_TWICE"


class ClaimNotOpen(Refused):
    """The claim is settled already, or was replaced."""

    code = "CLAIM_NOT_OPEN"


class ClaimOfAnotherNode(Refused):
    """The person is insured at another node, or the care was given there: they settle together."""

    code = "CLAIM_OF_ANOTHER_NODE"


class ClaimNotSettled(Refused):
    """The claim is not settled, so there is nothing to take back or to pay."""

    code = "CLAIM_NOT_SETTLED"


class ClaimOfBill(Refused):
    """It is the claim of a settled bill, which it follows: it can be taken back, not corrected."""

    code = "CLAIM_OF_BILL"


class ClaimOfActs(Refused):
    """It is made from recorded acts of care, which it follows: the acts are corrected instead."""

    code = "CLAIM_OF_ACTS"


class MonthNotOver(Refused):
    """The month still goes on, so its acts are not all there."""

    code = "CARE_MONTH_NOT_OVER"


class NotInsured(Refused):
    """The person is not insured on the day of the claim."""

    code = "CLAIM_NOT_INSURED"


class NoBirthday(Refused):
    """The date of birth is not known, and shares go by age."""

    code = "CLAIM_NO_BIRTHDAY"


class NoLevel(Refused):
    """The level of the hospital is not known, and shares go by level."""

    code = "CLAIM_NO_LEVEL"


class NothingDue(Refused):
    """Nothing is owed on the claim, and nothing was paid too much."""

    code = "CLAIM_NOTHING_DUE"


class CoverOverlaps(Refused):
    """The person is insured in another way at that time already."""

    code = "COVER_OVERLAPS"


class ClaimRecovered(Refused):
    """Supervision has taken money of the claim back: it must be objected to, not taken back."""

    code = "CLAIM_RECOVERED"
