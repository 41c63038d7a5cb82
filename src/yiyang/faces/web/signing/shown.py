"""Packages as pages of signing show them: what they hold, what they cost, who bears it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yiyang.agreements.models import Agreement
from yiyang.policy.book import Reading
from yiyang.rules.fees import bearers, shared
from yiyang.rules.packages import Package, packages


@dataclass(frozen=True)
class ShownPackage:
    """A package; ``borne`` is in fen by payer, empty where the shares are not known.

    ``by_visit``: each visit is paid for when it is made, and no year in advance.
    """

    code: str
    price_fen: int
    items: Mapping[str, int]
    borne: Mapping[str, int]
    by_visit: bool = False


def offered(reading: Reading, codes: Iterable[str] | None = None) -> list[ShownPackage]:
    """Return the packages of the book, or some of them, with who bears their price."""
    return [
        ShownPackage(
            code, package.price_fen, package.items, _borne(package, reading), package.by_visit
        )
        for code, package in packages(reading).items()
        if codes is None or code in codes
    ]


def signed(agreement: Agreement, reading: Reading) -> list[ShownPackage]:
    """Return the packages of an agreement at the price and shares that were signed."""
    known = packages(reading)
    return [
        ShownPackage(
            item.code,
            item.price_fen,
            known[item.code].items if item.code in known else {},
            shared(item.price_fen, _in_order(item.shares, reading)),
            item.code in known and known[item.code].by_visit,
        )
        for item in agreement.items.filter(is_duty=False).order_by("pk")
    ]


def _borne(package: Package, reading: Reading) -> dict[str, int]:
    parts = {one.payer: one.parts for one in bearers(package, reading)}
    return shared(package.price_fen, parts)


def _in_order(shares: Mapping[str, int], reading: Reading) -> dict[str, int]:
    """Return parts in the order in which odd fen fall; a JSON object has no order of its own."""
    order = reading.codes("fees.payers")
    return {payer: shares[payer] for payer in order if payer in shares}
