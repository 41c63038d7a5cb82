"""How many people of each profession a volume of service needs, beside how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.registry import rule

HUNDRED, CENT = Decimal(100), Decimal("0.01")
DAYS_OF_A_YEAR = 365  # a period's share of the yearly working days


@dataclass(frozen=True)
class Work:
    """So many acts of one kind and item that a profession gave; ``item`` may be empty."""

    kind: str
    item: str
    profession: str
    acts: int


@dataclass(frozen=True)
class Staff:
    """How many people of a profession have a post."""

    profession: str
    people: int


@dataclass(frozen=True)
class StaffingFacts:
    """What an institution did in a period of so many days, and whom it has at its end."""

    institution: int
    days: int
    works: tuple[Work, ...]
    staff: tuple[Staff, ...]


@dataclass(frozen=True)
class Need:
    """Minutes of a profession, how many whole posts they need, and the standing.

    ``standing`` is SHORT (more is needed than there is), TIGHT or ENOUGH.
    """

    profession: str
    acts: int
    minutes: int
    posts: Decimal
    have: int
    standing: str


@dataclass(frozen=True)
class Needs:
    """The need of each profession, and the kinds of acts that the book has no minutes for."""

    needs: tuple[Need, ...]
    without_minutes: tuple[str, ...]


@rule("staffing.need")
def need(facts: StaffingFacts, reading: Reading) -> Needs:
    """Turn recorded acts into posts: acts times standard minutes over the time of one post.

    An item's own minutes go before those of its kind; visits carry their way.  Time of one post
    is its working days in the period, times the minutes of a day, times the share for service.

    Source: SM-4.11 (staffing standards grow with service); the minutes stand in the book.
    """
    item_minutes = reading.table("services.home_minutes") | _insured_minutes(reading)
    kind_minutes = reading.table("staffing.kind_minutes")
    travel = reading.table("staffing.travel_minutes")
    no_time = reading.codes("staffing.no_time_kinds")
    minutes: dict[str, int] = {}
    acts: dict[str, int] = {}
    unknown: set[str] = set()
    for work in facts.works:
        if work.kind in no_time:
            continue
        each = item_minutes.get(work.item, kind_minutes.get(work.kind))
        if each is None:
            unknown.add(work.kind)
            continue
        whole = int(each) + int(travel.get(work.kind, "0"))
        minutes[work.profession] = minutes.get(work.profession, 0) + whole * work.acts
        acts[work.profession] = acts.get(work.profession, 0) + work.acts
    have = {each.profession: each.people for each in facts.staff}
    one_post = _minutes_of_a_post(facts.days, reading)
    tight = reading.decimal("staffing.tight_percent")
    needs = tuple(
        Need(
            name, acts.get(name, 0), minutes.get(name, 0), posts, have.get(name, 0),
            _standing(posts, have.get(name, 0), tight),
        )
        for name in sorted(minutes.keys() | have.keys())
        for posts in [(minutes.get(name, 0) / one_post).quantize(CENT, ROUND_HALF_UP)]
    )  # fmt: skip
    return Needs(needs, tuple(sorted(unknown)))


def _minutes_of_a_post(days: int, reading: Reading) -> Decimal:
    time = reading.table("staffing.working_time")
    worked = Decimal(time["days_per_year"]) * days / DAYS_OF_A_YEAR
    return worked * Decimal(time["minutes_per_day"]) * Decimal(time["direct_percent"]) / HUNDRED


def _insured_minutes(reading: Reading) -> dict[str, str]:
    """Return the minutes of insured items; nothing where a city has no such list."""
    try:
        return dict(reading.table("services.ltci.minutes"))
    except NotInForce:
        return {}


def _standing(posts: Decimal, have: int, tight: Decimal) -> str:
    if posts > have:
        return "SHORT"
    return "TIGHT" if posts > 0 and posts * HUNDRED >= tight * have else "ENOUGH"
