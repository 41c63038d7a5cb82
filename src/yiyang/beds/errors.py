"""Why a request about beds is declined.  Each sentence stands in ``texts.yaml``."""

from yiyang.kernel.errors import Refused
from yiyang.rules.placement.terms import Reason


class NoFreeBed(Refused):
    """No free bed of that institution suits the person any more."""

    code = "BED_TAKEN"


class AlreadyHolding(Refused):
    """The case holds a bed already."""

    code = "ALREADY_HOLDING"


class HoldExpired(Refused):
    """The reservation has run out or was given back."""

    code = "HOLD_EXPIRED"


class KindNotOpen(Refused):
    """The evaluation does not open this kind of bed to the person."""

    code = "KIND_NOT_OPEN"


class NotOffered(Refused):
    """This institution was not asked, or has answered already."""

    code = "OFFER_NOT_OPEN"


class PersonHasDied(Refused):
    """The person has died; nothing more is opened."""

    code = "PERSON_HAS_DIED"


class DeathToCome(Refused):
    """A death is recorded for a moment that has not come; it would end everything for good."""

    code = "DEATH_TO_COME"


class AlreadyTransferring(Refused):
    """Another transfer of the person is under way."""

    code = "ALREADY_TRANSFERRING"


class NothingKept(Refused):
    """The person has no kept bed to go back to."""

    code = "NOTHING_KEPT"


class NotReadyToReturn(Refused):
    """The conditions of a return from hospital are not met; ``against`` tells which."""

    code = "NOT_READY_TO_RETURN"

    def __init__(self, against: tuple[Reason, ...] = ()) -> None:
        self.against = against
        super().__init__()


class ProposalStale(Refused):
    """The waiting list or the beds changed since the proposal was made."""

    code = "PROPOSAL_STALE"


class WrongInstitution(Refused):
    """The reserved bed belongs to another institution."""

    code = "WRONG_INSTITUTION"


class PaperNotOwed(Refused):
    """The transfer does not owe that paper, or not any more."""

    code = "PAPER_NOT_OWED"
