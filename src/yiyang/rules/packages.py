"""The catalogue of service items and the packages, as the book has them on a day.

Sources: HZ-9 (what signing gives), HZ-18 (items, frequency and price), FD-3.4, JA-2.2.1; the
names and groups of the 42 items of long-term care insurance are Shanghai's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yiyang.policy.book import NotInForce, Reading, UnknownKey

BASIC = "BASIC"
SET, AGREED = "SET", "AGREED"
SPREAD, REQUEST, PROGRAMME = "SPREAD", "REQUEST", "PROGRAMME"
NURSE = "NURSE"
VISIT = "VISIT"
LISTS = ("services.items.health", "services.items.follow_up", "services.items.home")


@dataclass(frozen=True)
class ServiceItem:
    """One thing that may be done for a person.

    ``price_fen`` is None where no price is known here; ``minimum_minutes`` and ``yearly_limit``
    are None where the book sets none; ``professions`` may do it; ``raised_by`` are the roles
    that may raise its count.  ``schedule``: SPREAD over the year, on REQUEST, or by the
    PROGRAMME of follow-up.
    """

    code: str
    group: str
    price_class: str
    price_fen: int | None
    unit: str
    minimum_minutes: int | None
    professions: tuple[str, ...]
    yearly_limit: int | None
    raised_by: tuple[str, ...]
    schedule: str = SPREAD


@dataclass(frozen=True)
class Package:
    """What is signed for: ``items`` with yearly counts; no ``groups`` means everybody.

    ``by_visit``: each visit is paid for when it is made, and no year in advance.
    """

    code: str
    kind: str
    groups: tuple[str, ...]
    price_fen: int
    items: Mapping[str, int]
    by_visit: bool = False


def catalogue(reading: Reading) -> dict[str, ServiceItem]:
    """Return every item of the book by code, in the book's order.

    Raises:
        NotInForce: the book has no list of items, or strict mode refuses its mark.

    Source: HZ-18; HZ art. 18.
    """
    agreed = set(reading.codes("services.agreed_items"))
    classes, limits = reading.table("services.price_class"), reading.table("services.yearly_limits")
    raisers = reading.table("services.raised_by")
    minutes = {**_minutes(reading), **reading.table("services.home_minutes")}
    return {
        code: ServiceItem(
            code=code,
            group=raw["group"],
            price_class=AGREED if code in agreed else classes[raw["group"]],
            price_fen=price_of(code, reading),
            unit=raw["unit"],
            minimum_minutes=_whole(minutes.get(code)),
            professions=tuple(raw["professions"]),
            yearly_limit=_whole(limits.get(code)),
            raised_by=tuple(raisers[raw["group"]]),
            schedule=raw["schedule"],
        )
        for code, raw in _listed(reading)
    }


def price_of(code: str, reading: Reading) -> int | None:
    """Return the price of an item in fen, None where no price is in force here.

    Source: HZ-18.
    """
    try:
        return reading.integer(price_key(code))
    except (NotInForce, UnknownKey):
        return None


def price_key(code: str) -> str:
    """Return the key of the book under which an item's price stands."""
    return f"services.price.{code.lower()}"


def hourly_price(profession: str, reading: Reading) -> int:
    """Return what an hour of care at home costs in fen, by the profession of who gives it.

    Raises:
        KeyError: the book has no price for that profession.
        NotInForce: it has none at all.

    Source: HZ-18; Shanghai long-term care insurance.
    """
    return int(reading.table("services.ltci.hourly_price")[profession])


def packages(reading: Reading) -> dict[str, Package]:
    """Return every package of the book by code.

    Raises:
        NotInForce: a package has no items or no price in force here.

    Source: HZ-9, FD-5.2.
    """
    return {
        code: Package(
            code=code,
            kind=raw["kind"],
            groups=tuple(raw["groups"]),
            price_fen=reading.integer(f"packages.price.{code.lower()}"),
            items={
                item: int(count)
                for item, count in reading.table(f"packages.items.{code.lower()}").items()
            },
            by_visit=raw.get("paid") == VISIT,
        )
        for code, raw in reading.table("packages.kinds").items()
    }


def _listed(reading: Reading) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the raw lines of every list, the 42 items first where the place has them."""
    yield from _in_groups("services.ltci", reading)
    for key in LISTS:
        yield from reading.table(key).items()
    yield from _in_groups("services.palliative", reading)


def _in_groups(key: str, reading: Reading) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the items of a list that is kept by groups, as lines; none where it is not in force."""
    try:
        groups = reading.table(f"{key}.groups")
    except NotInForce:
        return
    nurse_only = set(reading.codes(f"{key}.nurse_only"))
    by_group = reading.table(f"{key}.professions")
    for group, codes in groups.items():
        for code in codes:
            who = [NURSE] if code in nurse_only else by_group[group]
            yield code, {"group": group, "unit": "TIME", "schedule": REQUEST, "professions": who}


def _minutes(reading: Reading) -> Mapping[str, str]:
    try:
        table: Mapping[str, str] = reading.table("services.ltci.minutes")
    except NotInForce:
        return {}
    return table


def _whole(value: str | None) -> int | None:
    return None if value is None else int(value)
