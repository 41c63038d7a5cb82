"""Cooperation contracts between institutions: what may be agreed, and who bears what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yiyang.kernel.money import split_fen
from yiyang.kernel.period import years_after
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

Reason = tuple[str, str]  # a code, and what it is about or empty


@dataclass(frozen=True)
class ContractItem:
    """A service or a duty: the price in fen for one unit, shares as whole parts by payer.

    ``unit`` is what a duty is counted in, "bed" or "minute"; empty where nothing is counted.
    """

    code: str
    is_duty: bool = False
    quantity: int | None = None
    price_fen: int = 0
    shares: tuple[tuple[str, int], ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class ContractParty:
    """An institution that would sign."""

    kind: str
    is_open: bool = True


@dataclass(frozen=True)
class ContractFacts:
    """A contract as drafted: ``until`` is the first day without it.

    ``changes_on`` is the first day of an amendment, None in a new contract; ``renewed_until``
    is the end of the contract that this one follows, None where it follows none.
    """

    variety: str
    parties: tuple[ContractParty, ...]
    since: date
    until: date
    items: tuple[ContractItem, ...]
    dispute: str
    has_responsibility: bool
    changes_on: date | None = None
    changed_before: date | None = None
    renewed_until: date | None = None


@dataclass(frozen=True)
class Accepted:
    """Whether a contract may be signed, and every reason against it."""

    accepted: bool
    reasons: tuple[Reason, ...]


@rule("agreements.cooperation")
def cooperation(facts: ContractFacts, reading: Reading) -> Accepted:
    """Tell whether institutions may sign a cooperation contract as it is drafted.

    Any willing pair of a medical and a care institution may, public and private alike.

    Source: JA-2.1.1 (differentiated contracts with powers and responsibilities, service items,
    purchase of service and cost sharing).
    """
    reasons = (
        *_party_faults(facts, reading),
        *_term_faults(facts, reading),
        *_variety_faults(facts, reading),
        *(fault for item in facts.items for fault in _item_faults(item, reading)),
        *_clause_faults(facts, reading),
    )
    return Accepted(not reasons, reasons)


def _party_faults(facts: ContractFacts, reading: Reading) -> Iterator[Reason]:
    kinds = [party.kind for party in facts.parties]
    if not all(party.is_open for party in facts.parties):
        yield "PARTY_CLOSED", ""
    if not set(kinds) & set(reading.codes("network.medical_kinds")):
        yield "NO_MEDICAL_PARTY", ""
    if not set(kinds) & set(reading.codes("agreements.care_side_kinds")):
        yield "NO_CARE_PARTY", ""
    if len(kinds) < 1 + 1:
        yield "NO_OTHER_PARTY", ""


def _term_faults(facts: ContractFacts, reading: Reading) -> Iterator[Reason]:
    term = reading.table("agreements.cooperation_years")
    if facts.until < years_after(facts.since, int(term["least"])):
        yield "TERM_TOO_SHORT", ""
    if facts.until > years_after(facts.since, int(term["most"])):
        yield "TERM_TOO_LONG", ""
    if facts.renewed_until is not None and facts.since != facts.renewed_until:
        yield "RENEWAL_MUST_FOLLOW", ""
    if facts.changes_on is not None:
        if not facts.since < facts.changes_on < facts.until:
            yield "CHANGE_OUTSIDE_TERM", ""
        if facts.changed_before is not None and facts.changes_on <= facts.changed_before:
            yield "CHANGE_BEFORE_THE_LAST", ""


def _variety_faults(facts: ContractFacts, reading: Reading) -> Iterator[Reason]:
    varieties = reading.table("agreements.cooperation_varieties")
    if facts.variety not in varieties:
        yield "UNKNOWN_COOPERATION", ""
        return
    asked = varieties[facts.variety]
    codes = {item.code for item in facts.items}
    services = {item.code for item in facts.items if not item.is_duty}
    if not services:
        yield "NO_SERVICE", ""
    yield from (("SERVICE_MISSING", code) for code in asked["needs"] if code not in codes)
    if asked["only"]:
        beyond = sorted(services - set(asked["only"]))
        yield from (("BEYOND_BASIC", code) for code in beyond)
    operators = set(reading.codes("network.operator_kinds"))
    if asked["operator"] == "yes" and not operators & {p.kind for p in facts.parties}:
        yield "NO_OPERATOR", ""


def _item_faults(item: ContractItem, reading: Reading) -> Iterator[Reason]:
    known = "agreements.cooperation_duties" if item.is_duty else "agreements.cooperation_services"
    if item.code not in reading.codes(known):
        yield "UNKNOWN_ITEM", item.code
    payers = reading.codes("agreements.cooperation_payers")
    if any(payer not in payers or parts <= 0 for payer, parts in item.shares):
        yield "UNKNOWN_PAYER", item.code
    if item.price_fen > 0 and not item.shares:
        yield "NOBODY_PAYS", item.code
    if item.code in reading.codes("agreements.counted_items") and not item.quantity:
        yield "QUANTITY_MISSING", item.code


def _clause_faults(facts: ContractFacts, reading: Reading) -> Iterator[Reason]:
    if facts.dispute not in reading.codes("agreements.dispute_ways"):
        yield "DISPUTE_CLAUSE_MISSING", ""
    if not facts.has_responsibility:
        yield "RESPONSIBILITY_MISSING", ""


@dataclass(frozen=True)
class CostFacts:
    """What an item cost by a contract, and the whole parts that each payer bears of it."""

    total_fen: int
    shares: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class CostShares:
    """The fen of each payer; they add up to the total."""

    parts: tuple[tuple[str, int], ...]


@rule("agreements.cost_share")
def cost_share(facts: CostFacts, reading: Reading) -> CostShares:
    """Share a cost as the contract says, exact to the fen (largest remainder).

    Source: JA-2.1.1 (cost sharing).
    """
    order = {payer: n for n, payer in enumerate(reading.codes("agreements.cooperation_payers"))}
    shares = sorted(facts.shares, key=lambda share: order[share[0]])
    parts = split_fen(facts.total_fen, [weight for _, weight in shares])
    return CostShares(tuple(zip((payer for payer, _ in shares), parts, strict=True)))


@dataclass(frozen=True)
class EndingFacts:
    """A contract that has an end, on the day of the reading."""

    until: date


@dataclass(frozen=True)
class Ending:
    """Whether the parties are to be told that their contract runs out."""

    is_near: bool
    days_left: int


@rule("agreements.runs_out")
def runs_out(facts: EndingFacts, reading: Reading) -> Ending:
    """Tell whether a contract runs out within the time the book gives for renewing it.

    Source: JA-2.1.1 (contracts last); the time is the product's proposal.
    """
    left = facts.until - reading.day
    return Ending(left <= reading.duration("agreements.renewal_notice"), left.days)
