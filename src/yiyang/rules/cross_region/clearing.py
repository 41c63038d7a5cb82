"""A month cleared between two nodes: what is due, what the prepaid money pays, what is moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiyang.kernel.money import mul_div_round, mul_div_up
from yiyang.policy.book import Reading
from yiyang.rules.cross_region.terms import BookLine
from yiyang.rules.registry import rule

HUNDRED = 100
ENOUGH, WARN, TOP_UP = "ENOUGH", "WARN", "TOP_UP"


@dataclass(frozen=True)
class Month:
    """A month of one direction; ``until`` is the first day after it.

    ``prepaid_fen`` is what the home node has lying at the place of care before this clearing.
    ``told_fen`` is what the home node says that it has paid out of it; None: it is ours to say.
    """

    since: date
    until: date
    lines: tuple[BookLine, ...]
    prepaid_fen: int
    told_fen: int | None = None


@dataclass(frozen=True)
class Cleared:
    """What the home node owes for a month, and how it is paid.

    ``settled_fen`` and ``reversed_fen`` make up ``due_fen``.  Of it ``from_prepaid_fen`` comes out
    of the prepaid money and ``moved_fen`` is transferred.  Where more was taken back than settled,
    ``due_fen`` is negative and goes back to the prepaid money (``from_prepaid_fen`` negative).
    """

    settled: int
    reversed: int
    settled_fen: int
    reversed_fen: int
    due_fen: int
    from_prepaid_fen: int
    moved_fen: int
    prepaid_after_fen: int


@rule("cross_region.clear")
def clear(facts: Month, reading: Reading) -> Cleared:
    """Reckon what a month comes to and how it is paid: the prepaid money first, if the book says.

    The money is the home node's: where it has said how much of it pays, and that can be, so it is.

    Raises:
        NotInForce: the book does not say what is paid first.

    Source: YRD-5; 医保发〔2022〕22号 (prepayment and monthly clearing in full).
    """
    settled = [one for one in facts.lines if facts.since <= one.settled_on < facts.until]
    back = [one for one in facts.lines if _is_in(one.reversed_on, facts)]
    plus, minus = sum(one.due_fen for one in settled), sum(one.due_fen for one in back)
    due = plus - minus
    taken = _taken(due, facts, reading)
    return Cleared(
        settled=len(settled),
        reversed=len(back),
        settled_fen=plus,
        reversed_fen=minus,
        due_fen=due,
        from_prepaid_fen=taken,
        moved_fen=due - taken,
        prepaid_after_fen=facts.prepaid_fen - taken,
    )


def _taken(due: int, facts: Month, reading: Reading) -> int:
    if due <= 0:
        return due
    most = min(due, facts.prepaid_fen)
    if facts.told_fen is not None and 0 <= facts.told_fen <= most:
        return facts.told_fen
    return most if reading.flag("cross_region.prepaid_first") else 0


def _is_in(day: date | None, month: Month) -> bool:
    return day is not None and month.since <= day < month.until


@dataclass(frozen=True)
class Standing:
    """The prepaid money of one direction: what months came to, what lies there, what is owed.

    ``months_fen`` are what the latest cleared months came to; none before the first, when the
    two agree on ``agreed_month_fen``.
    """

    months_fen: tuple[int, ...]
    agreed_month_fen: int
    prepaid_fen: int
    owed_fen: int


@dataclass(frozen=True)
class Prepaid:
    """How much should lie there, how much of it is used, what that asks for."""

    wanted_fen: int
    used_percent: int
    state: str
    top_up_fen: int


@rule("cross_region.prepay")
def prepay(facts: Standing, reading: Reading) -> Prepaid:
    """Tell how much money should lie at the place of care, and whether it runs out.

    What is used is what is owed of what lies there.  ``top_up_fen`` fills it up to what should lie
    there.

    Raises:
        NotInForce: the book gives no months or percentages.

    Source: YRD-5; 医保发〔2022〕22号 (prepaid money; warned of, and added to, as it runs out).
    """
    count = len(facts.months_fen)
    total = sum(max(one, 0) for one in facts.months_fen)
    month = mul_div_up(total, 1, count) if count else facts.agreed_month_fen
    wanted = month * reading.integer("cross_region.prepayment_months")
    owed = max(facts.owed_fen, 0)
    used = mul_div_round(owed, HUNDRED, facts.prepaid_fen) if facts.prepaid_fen > 0 else HUNDRED
    if used >= reading.decimal("cross_region.prepayment_top_up"):
        state = TOP_UP
    else:
        state = WARN if used >= reading.decimal("cross_region.prepayment_warn") else ENOUGH
    return Prepaid(wanted, used, state, max(wanted - facts.prepaid_fen, 0))
