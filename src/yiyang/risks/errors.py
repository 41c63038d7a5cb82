"""Why something about a risk is declined; nothing has been written."""

from __future__ import annotations

from yiyang.kernel.errors import Refused


class UnknownPlace(Refused):
    """No place of this code is known, or the institution lies elsewhere."""

    code = "RISK_UNKNOWN_PLACE"


class WordsMissing(Refused):
    """What was found, answered or decided must be said in words."""

    code = "RISK_WORDS_MISSING"
