"""Why something about care is declined; each has written nothing."""

from __future__ import annotations

from yiyang.kernel.errors import Refused
from yiyang.kernel.messages import Message


class NotDue(Refused):
    """This work is not due any more: somebody has done it, or it was cancelled."""

    code = "WORK_NOT_DUE"


class OtherPersonsAct(Refused):
    """The act is about another person than the work that is due."""

    code = "OTHER_PERSONS_ACT"


class NoFamilyDoctor(Refused):
    """A plan needs a family doctor agreement in force."""

    code = "NO_FAMILY_DOCTOR"


class ReadingsMissing(Refused):
    """Nothing can be said without some readings."""

    code = "READINGS_MISSING"

    def __init__(self, *names: str) -> None:
        super().__init__(what=f"READING_{names[0].upper()}")
        self.names = names


class NotInPlan(Refused):
    """The plan in force does not have this item."""

    code = "NOT_IN_PLAN"


class CountNotRaised(Refused):
    """The rule does not let this count be raised."""

    code = "COUNT_NOT_RAISED"

    def __init__(self, *reasons: Message) -> None:
        super().__init__(reason=reasons[0].code, **reasons[0].params)
        self.reasons = reasons


class ConsultationNotTaken(Refused):
    """The question or its answer is not taken."""

    code = "CONSULTATION_NOT_TAKEN"


class ConsultationAnswered(Refused):
    """The question has been answered already."""

    code = "CONSULTATION_ANSWERED"


class NothingSaid(Refused):
    """A question or an answer has no words."""

    code = "NOTHING_SAID"
