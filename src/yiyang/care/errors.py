"""Why something about care is declined; each has written nothing."""

from yiyang.kernel.errors import Refused


class NotDue(Refused):
    """This work is not due any more: somebody has done it, or it was cancelled."""

    code = "WORK_NOT_DUE"


class OtherPersonsAct(Refused):
    """The act is about another person than the work that is due."""

    code = "OTHER_PERSONS_ACT"


class NoFamilyDoctor(Refused):
    """A plan needs a family doctor agreement in force."""

    code = "NO_FAMILY_DOCTOR"
