"""Filing of care away from home (异地就医备案): what is accepted at once, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.cross_region.terms import EMERGENCY, FILINGS, LONG_TERM, TRANSFER
from yiyang.rules.registry import rule

ACCEPTED, TO_JUDGE, REFUSED = "ACCEPTED", "TO_JUDGE", "REFUSED"


@dataclass(frozen=True)
class Filed:
    """What is filed; ``since`` is the first day asked for, ``today`` the day it is asked.

    ``proof`` names what was shown, PROMISE where the person promises to hand it in later.
    ``has_referral``: an accepted referral leads there.  ``is_treated``: the person lies in a
    hospital there already.
    """

    kind: str
    since: date
    today: date
    is_insured: bool
    is_elsewhere: bool
    proof: str = ""
    has_referral: bool = False
    is_treated: bool = False
    has_same: bool = False


@dataclass(frozen=True)
class Judged:
    """What becomes of a filing: ACCEPTED, TO_JUDGE or REFUSED; for how many months, None: open."""

    outcome: str
    months: int | None
    reasons: tuple[Message, ...]


@rule("cross_region.file")
def file_away(facts: Filed, reading: Reading) -> Judged:
    """Tell whether a filing is accepted at once, is to be judged by the insurer, or refused.

    Who settles down elsewhere shows proof or promises it; a transfer rests on a referral; one
    that begins in the past is judged, unless the person still lies there.

    Raises:
        NotInForce: the book does not say for how long a kind holds, or which proofs are taken.

    Source: YRD-5; 医保发〔2022〕22号 art. 8, 9, 16 and 34.
    """
    refused = _against(facts)
    if refused:
        return Judged(REFUSED, None, refused)
    held = reading.table("cross_region.filing_months")[facts.kind]
    months = int(held) if held else None
    doubts = []
    if facts.kind == LONG_TERM and facts.proof not in reading.codes("cross_region.proofs"):
        doubts.append(Message("FILING_WITHOUT_PROOF"))
    if facts.kind == TRANSFER and not facts.has_referral:
        doubts.append(Message("FILING_WITHOUT_REFERRAL"))
    if facts.since < facts.today and not (facts.is_treated or facts.kind == EMERGENCY):
        doubts.append(Message("FILING_IN_THE_PAST"))
    return Judged(TO_JUDGE if doubts else ACCEPTED, months, tuple(doubts))


def _against(facts: Filed) -> tuple[Message, ...]:
    found = []
    if facts.kind not in FILINGS:
        found.append(Message("FILING_KIND_UNKNOWN"))
    if not facts.is_insured:
        found.append(Message("FILING_NOT_INSURED"))
    if not facts.is_elsewhere:
        found.append(Message("FILING_NOT_ELSEWHERE"))
    if facts.has_same:
        found.append(Message("FILING_STANDS"))
    return tuple(found)
