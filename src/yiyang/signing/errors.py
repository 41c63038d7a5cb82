"""Why something about signing is declined.  Nothing has been written, but the try is counted."""

from __future__ import annotations

from collections.abc import Sequence

from yiyang.kernel.errors import Refused


class DraftNotWaiting(Refused):
    """The draft was signed, refused, withdrawn or has lapsed."""

    code = "DRAFT_NOT_WAITING"


class DraftLapsed(Refused):
    """The day has passed on which the agreement would have begun."""

    code = "DRAFT_HAS_LAPSED"


class NoCodeSent(Refused):
    """No code that could sign this draft was sent."""

    code = "NO_CODE_SENT"


class CodeWrong(Refused):
    """This is not the code that was sent for this very document."""

    code = "CODE_WRONG"


class CodeExpired(Refused):
    """The code's time is over, or has not come: a clock was set back."""

    code = "CODE_EXPIRED"


class CodeUsed(Refused):
    """The code has signed before; it signs once."""

    code = "CODE_ALREADY_USED"


class CodeExhausted(Refused):
    """The code was tried as often as it may be."""

    code = "CODE_TRIED_TOO_OFTEN"


class TooManyCodes(Refused):
    """As many codes as a day allows were sent for this draft."""

    code = "TOO_MANY_CODES"


class DocumentChanged(Refused):
    """The document is not the one that the code was sent for."""

    code = "DOCUMENT_CHANGED"


class NobodyToSign(Refused):
    """There is nobody in the draft, or somebody stands in it twice."""

    code = "NOBODY_TO_SIGN"


class PackageUnknown(Refused):
    """A package is not in the book on that day."""

    code = "PACKAGE_UNKNOWN"


class _ByRule(Refused):
    def __init__(self, reasons: Sequence[str], decision_id: int) -> None:
        self.reasons, self.decision_id = tuple(reasons), decision_id
        super().__init__(reason=self.reasons[0])


class EndingRefused(_ByRule):
    """The rule does not let the agreement end so; its decision is kept."""

    code = "ENDING_REFUSED"


class RestRefused(_ByRule):
    """The rule does not let the agreement rest or be taken up; its decision is kept."""

    code = "REST_REFUSED"
