"""Whether care away from home is settled directly, and whether an answer can be booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.cross_region.terms import EMERGENCY, Split
from yiyang.rules.registry import rule

LOCAL = "LOCAL"
COUNTS_AS = "cross_region.filing_counts_as"
RECKONED_AT_HOME = "cross_region.reckoned_at_home"
ONE_AT_A_TIME = "cross_region.one_at_a_time"


@dataclass(frozen=True)
class Care:
    """Care of one person at one institution; ``words`` is the digest of what was given."""

    kind: str
    begun_on: date
    ended_on: date
    words: str


@dataclass(frozen=True)
class Away:
    """Somebody treated away from home; ``filings`` are the kinds in force for that place and day.

    ``insurance`` is empty for who is not insured; ``is_known``: the institution is one of the
    place's that the two nodes have registered, and paid by the insurance there.  ``care`` is what
    is to be settled, None where only the right to it is asked; ``settled`` is what was settled for
    the same person and institution under other numbers.
    """

    kind: str
    insurance: str
    is_known: bool
    is_emergency: bool
    filings: tuple[str, ...]
    is_agreed: bool = True
    care: Care | None = None
    settled: tuple[Care, ...] = ()


@dataclass(frozen=True)
class MaySettle:
    """Whether it is settled directly, under which filing, how that counts, and why not."""

    allowed: bool
    filing: str
    counts_as: str
    reasons: tuple[Message, ...]


@rule("cross_region.may_settle")
def may_settle(facts: Away, reading: Reading) -> MaySettle:
    """Tell whether care away from home is settled directly between the two nodes.

    An emergency counts as filed.  Of several filings the one that counts for most is taken: the
    first in the order of the book.  What was settled under another number is not settled again.

    Raises:
        NotInForce: the book lacks the order of filings or a list of kinds of care.

    Source: YRD-5; 医保发〔2022〕22号 art. 8 and 34 (an emergency counts as filed), art. 14 (other
    institutions: the rules of home), art. 16 (filed before the discharge).
    """
    counts = reading.table(COUNTS_AS)
    held = [*facts.filings, *([EMERGENCY] if facts.is_emergency else [])]
    order = reading.codes("cross_region.filing_order")
    filing = next((kind for kind in order if kind in held), "")
    reasons = []
    if not facts.is_agreed:
        reasons.append(Message("CROSS_NOT_AGREED"))
    if not facts.insurance:
        reasons.append(Message("CROSS_NOT_INSURED"))
    if not facts.is_known:
        reasons.append(Message("CROSS_NOT_NETWORKED"))
    if facts.kind not in reading.codes("cross_region.kinds"):
        reasons.append(Message("CROSS_KIND_NOT_SETTLED", {"kind": f"CLAIM_KIND_{facts.kind}"}))
    if not filing:
        reasons.append(Message("CROSS_NOT_FILED"))
    single = reading.codes(ONE_AT_A_TIME)
    if facts.care and any(_is_same(facts.care, one, single) for one in facts.settled):
        reasons.append(Message("CROSS_SETTLED_ALREADY"))
    return MaySettle(not reasons, filing, counts[filing] if filing else "", tuple(reasons))


def _is_same(one: Care, other: Care, single: Sequence[str]) -> bool:
    """Tell whether two claims are of the same care.

    Nobody lies in one hospital twice at a time: two stays may only share the day on which one ends
    and the other begins.  Of visits several may fall on a day: the same have the same words.
    """
    if one.kind != other.kind:
        return False
    days = (one.begun_on, one.ended_on), (other.begun_on, other.ended_on)
    if one.kind in single:
        overlap = one.begun_on < other.ended_on and other.begun_on < one.ended_on
        return overlap or days[0] == days[1]
    return days[0] == days[1] and one.words == other.words


@dataclass(frozen=True)
class Answered:
    """What the home node answered, beside what the claim comes to here.

    ``hospital_fen`` is what the institution has said that it bears itself; None: not compared.
    ``is_cleared``: the month in which it was settled is cleared without it.
    """

    claimed_fen: int
    split: Split
    settled_on: date
    hospital_fen: int | None = None
    is_cleared: bool = False


@dataclass(frozen=True)
class Accepted:
    """Whether an answer can be booked, and each reason why not."""

    accepted: bool
    reasons: tuple[Message, ...]


@rule("cross_region.accept")
def accept(facts: Answered, reading: Reading) -> Accepted:
    """Tell whether the split of the home node can be booked: it adds up to the claim to the fen.

    What the institution bears is its own word: the home node cannot leave more to it.  Of a month
    that is cleared nothing can be booked any more: it would never be paid.

    Source: YRD-5; the identities of interfaces 2207 and 2304 (fund_pay_sumamt + psn_part_amt +
    hosp_part_amt = medfee_sumamt); 医保发〔2022〕22号 art. 32 and 33.
    """
    reading.line(RECKONED_AT_HOME)
    split, reasons = facts.split, []
    if split.total_fen != facts.claimed_fen:
        reasons.append(Message("CROSS_TOTAL_DIFFERS"))
    parts = split.fund_fen + split.account_fen + split.cash_fen + split.hospital_fen
    if parts != split.total_fen or any(one.fen < 0 for one in split.layers):
        reasons.append(Message("CROSS_SHARES_DO_NOT_ADD_UP"))
    if facts.hospital_fen not in (None, split.hospital_fen):
        reasons.append(Message("CROSS_HOSPITAL_DIFFERS"))
    if facts.is_cleared:
        reasons.append(Message("CROSS_MONTH_CLEARED"))
    return Accepted(not reasons, tuple(reasons))
