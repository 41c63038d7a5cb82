"""Why a step about consent is declined.  Each sentence stands in ``texts.yaml``."""

from yiyang.kernel.errors import Refused


class ConsentNotWaiting(Refused):
    """This consent does not wait for a signature."""

    code = "CONSENT_NOT_WAITING"


class ConsentNotInForce(Refused):
    """This consent is not in force."""

    code = "CONSENT_NOT_IN_FORCE"


class ConsentNotNarrower(Refused):
    """What is asked is not narrower than what stands: a wider one is given anew and signed."""

    code = "CONSENT_NOT_NARROWER"


class ConsentCodeWrong(Refused):
    """The code is not the one that was sent, or works no more."""

    code = "CONSENT_CODE_WRONG"


class ConsentCodesTooMany(Refused):
    """As many codes as a day allows were sent."""

    code = "CONSENT_CODES_TOO_MANY"


class NobodyForTheCode(Refused):
    """The program itself signs nothing."""

    code = "CONSENT_NOBODY_SIGNS"


class GlassNotBroken(Refused):
    """The rule does not let this role look for this reason; says the reason."""

    code = "GLASS_NOT_BROKEN"


class WordsNeeded(Refused):
    """It has to be said in words."""

    code = "CONSENT_WORDS_NEEDED"


class QuestionAsked(Refused):
    """This look was asked about before."""

    code = "LOOK_QUESTION_ASKED"


class OwnAccessReviewed(Refused):
    """Nobody reviews their own access."""

    code = "OWN_ACCESS_REVIEWED"


class ExportRefused(Refused):
    """The rule lets nothing leave; says the first reason."""

    code = "EXPORT_REFUSED"


class AccountDoesNotFit(Refused):
    """There is no open account of a resident by this name that can be joined to this person."""

    code = "ACCOUNT_DOES_NOT_FIT"
