"""One settlement of a visit: what an item costs, how far credit goes, who bears the bill.

Amounts are whole fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.kernel.money import mul_div_round, split_fen
from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.care.plan import GROUP, PACKAGE, Reason
from yiyang.rules.packages import AGREED, Package, catalogue, hourly_price, packages
from yiyang.rules.registry import rule

PERCENT = 100
MINUTES_AN_HOUR = 60
RESIDENT = "RESIDENT_PAYS"
USUAL, LOW_INCOME = "USUAL", "LOW_INCOME"


@dataclass(frozen=True)
class ChargeFacts:
    """Something to be charged.

    ``left`` is how often the person's package still covers it; ``agreed_fen`` the price two
    institutions or the parties agreed, None where nobody did; ``agreed_shares`` who bears it
    by contract.  ``owed_fen`` is what the person owes already, open bills included.
    ``minutes`` and ``profession`` say how long who gave it, for care that is paid by the hour.
    """

    item: str
    quantity: int
    left: int = 0
    agreed_fen: int | None = None
    agreed_shares: tuple[tuple[str, int], ...] = ()
    owed_fen: int = 0
    low_income: bool = False
    minutes: int = 0
    profession: str = ""


@dataclass(frozen=True)
class Charge:
    """What is charged, or every reason why nothing is."""

    accepted: bool
    reasons: tuple[Message, ...]
    price_class: str = ""
    price_fen: int = 0
    covered: int = 0
    fen: int = 0
    shares: tuple[tuple[str, int], ...] = ()


@rule("settlement.charge")
def charge(facts: ChargeFacts, reading: Reading) -> Charge:
    """Tell what an item of a visit costs, and whether credit covers it.

    A set price is the book's and nobody's to change.  An agreed price is what was agreed,
    within the limits of the book.  What a package still covers costs nothing more.

    Source: HZ-18 (prices set by authority or agreed, within limits); FD-3.7 (credit payment);
    HZ-9 (what the package gives).
    """
    item = catalogue(reading).get(facts.item)
    if item is None:
        return _refused(Message("CHARGE_UNKNOWN_ITEM", {"item": facts.item}))
    is_agreed = item.price_class == AGREED
    covered = min(facts.left, facts.quantity)
    price, against = 0, None
    if covered < facts.quantity:
        price, against = (
            _agreed(facts.agreed_fen, item.price_fen, reading)
            if is_agreed
            else _set(facts.agreed_fen, item.price_fen or _by_the_hour(facts, reading))
        )
    if against is not None:
        return _refused(against)
    fen = price * (facts.quantity - covered)
    limit = credit_limit(facts.low_income, reading)
    if facts.owed_fen + fen > limit:
        return _refused(Message("CHARGE_OVER_CREDIT", {"limit": limit // PERCENT}))
    return Charge(
        accepted=True,
        reasons=(),
        price_class=item.price_class,
        price_fen=price,
        covered=covered,
        fen=fen,
        shares=facts.agreed_shares or ((RESIDENT, 1),),
    )


def covered_of_plan(count: int, reasons: Iterable[Reason], reading: Reading) -> int:
    """Return how many of an item's planned times cost nothing more.

    Those are what a package gives that is paid by the year, and what public health owes a key
    group.  What a level of care or a bed only calls for is paid as it is given, and so is what
    a package holds that is paid by the visit.

    Args:
        count: how often the item stands in the plan.
        reasons: what asks for it, each for how many a year.

    Source: HZ-9, HZ-18; docs/decisions/456.
    """
    known, asked = packages(reading), list(reasons)
    paid = [one.count for one in asked if _is_paid(one, known)]
    most = max((one.count for one in asked), default=0)
    # A plan of a part of a year has its part of each count: begun times count for the person.
    return -(-count * max(paid) // most) if paid and most else 0


def _is_paid(reason: Reason, known: Mapping[str, Package]) -> bool:
    if reason.source != PACKAGE:
        return reason.source == GROUP
    return reason.code in known and not known[reason.code].by_visit


def credit_limit(low_income: bool, reading: Reading) -> int:
    """Return what a person may owe at most, in fen.  Source: FD-3.7."""
    return int(reading.table("settlement.credit_limit")[LOW_INCOME if low_income else USUAL])


def _by_the_hour(facts: ChargeFacts, reading: Reading) -> int | None:
    """Care of the 42 items has no price of its own: it is paid by who gives it and how long."""
    try:
        listed = reading.table("services.ltci.groups").values()
        if not facts.minutes or not any(facts.item in codes for codes in listed):
            return None
        hour = hourly_price(facts.profession, reading)
    except (NotInForce, KeyError):
        return None
    return mul_div_round(hour, facts.minutes, MINUTES_AN_HOUR)


def _refused(reason: Message) -> Charge:
    return Charge(accepted=False, reasons=(reason,))


def _set(asked: int | None, price: int | None) -> tuple[int, Message | None]:
    if price is None:
        return 0, Message("CHARGE_NO_PRICE", {})
    if asked is not None and asked != price:
        return 0, Message("CHARGE_PRICE_IS_SET", {"fen": price})
    return price, None


def _agreed(asked: int | None, guide: int | None, reading: Reading) -> tuple[int, Message | None]:
    """The limit is a percentage of the guide price, or a sum where there is no guide."""
    if asked is None:
        return (0, Message("CHARGE_NOT_AGREED", {})) if guide is None else (guide, None)
    if guide is None:
        most, least = reading.integer("settlement.agreed_most"), 0
    else:
        percent = reading.integer("settlement.agreed_percent")
        most = guide * (PERCENT + percent) // PERCENT
        least = -(-guide * (PERCENT - percent) // PERCENT)
    if not least <= asked <= most:
        return 0, Message("CHARGE_BEYOND_LIMITS", {"least": least, "most": most})
    return asked, None


@dataclass(frozen=True)
class Line:
    """A line of a bill to be settled: its key, its amount, who bears how many parts."""

    key: int
    fen: int
    shares: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class SettleFacts:
    """All lines of one visit."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Borne:
    """What one payer bears of one line."""

    key: int
    payer: str
    fen: int


@dataclass(frozen=True)
class Settlement:
    """A visit settled: every line's shares, and what is the person's own."""

    borne: tuple[Borne, ...]
    total_fen: int
    person_fen: int


@rule("settlement.settle")
def settle(facts: SettleFacts, reading: Reading) -> Settlement:
    """Split every line of a visit between who bears it, once, to the fen.

    Source: FD-3.7 (one settlement for the visit); JA-2.1.1 (cost shares by contract).
    """
    order = {code: place for place, code in enumerate(reading.codes("settlement.payers"))}
    borne = []
    for line in facts.lines:
        shares = sorted(line.shares, key=lambda share: order[share[0]])
        parts = split_fen(line.fen, [weight for _, weight in shares])
        borne += [
            Borne(line.key, payer, fen) for (payer, _), fen in zip(shares, parts, strict=True)
        ]
    return Settlement(
        borne=tuple(borne),
        total_fen=sum(one.fen for one in borne),
        person_fen=sum(one.fen for one in borne if one.payer == RESIDENT),
    )
