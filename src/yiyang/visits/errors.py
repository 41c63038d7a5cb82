"""Why a request about visits or day care is declined.  The sentences stand in ``texts.yaml``."""

from yiyang.kernel.errors import Refused
from yiyang.kernel.messages import Message


class VisitInPast(Refused):
    """The time asked for is over."""

    code = "VISIT_IN_PAST"


class PersonIsDead(Refused):
    """The person has died."""

    code = "VISIT_PERSON_DIED"


class NoItems(Refused):
    """Nothing was asked for that is given in this way."""

    code = "VISIT_NO_ITEMS"


class NotAProvider(Refused):
    """This institution does not visit at home."""

    code = "VISIT_NOT_A_PROVIDER"


class VisitMovedOn(Refused):
    """The visit is no longer in a state in which this can be done."""

    code = "VISIT_MOVED_ON"


class RatedAlready(Refused):
    """The visit has been rated."""

    code = "VISIT_RATED"


class NotEnrolled(Refused):
    """The rule does not let this person be enrolled so."""

    code = "NOT_ENROLLED"

    def __init__(self, *against: Message) -> None:
        super().__init__(reason=against[0].code, **against[0].params)
        self.against = against


class NotThere(Refused):
    """The person has not come today, or has left."""

    code = "ATTENDANCE_NOT_THERE"


class CameAlready(Refused):
    """The person has come today already."""

    code = "ATTENDANCE_CAME"


class NotThatDay(Refused):
    """The enrolment does not cover this day."""

    code = "ATTENDANCE_NOT_THAT_DAY"
