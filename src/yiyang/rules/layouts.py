"""Judging a plan of sites, the access that it gives, and the grids of a district.

How sites are found is ``planning.siting``'s; here is only what the book says about what came out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

HUNDRED, TENTH, THOUSANDTH = Decimal(100), Decimal("0.1"), Decimal("0.001")
Reason = tuple[str, str]  # a code, and the grid or place it is about


@dataclass(frozen=True)
class PlaceServed:
    """A sub-district: its people, and how many of them are within the limit before and after."""

    place: str
    people: int
    before: int
    after: int


@dataclass(frozen=True)
class PlanFacts:
    """A plan as it was found: ``cost`` and ``bound`` in the unit of its aim.

    ``near_care`` counts the new sites that stand in or near a care institution; ``residents``
    everybody who lives there, of whom ``places`` count the elders.
    """

    kind: str
    aim: str
    new: int
    sites_before: int
    sites_after: int
    near_care: int
    cost: int
    bound: int
    residents: int
    places: tuple[PlaceServed, ...]


@dataclass(frozen=True)
class PlaceJudged:
    """Shares in percent; None where nobody is counted."""

    place: str
    before: Decimal | None
    after: Decimal | None
    meets: bool


@dataclass(frozen=True)
class PlanJudged:
    """What the book says of a plan.

    ``gap_percent`` is how far it may be from the best; ``sites_needed`` None where the book has
    no number of people for a site of this kind.
    """

    before: Decimal | None
    after: Decimal | None
    target: Decimal
    meets: bool
    gap_percent: Decimal
    sites_needed: int | None
    enough_sites: bool | None
    near_care: int
    all_near_care: bool
    places: tuple[PlaceJudged, ...]


@dataclass(frozen=True)
class PlaceAccess:
    """Sites for each 10,000 people of a place that reach it, by two-step catchments."""

    place: str
    people: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class AccessFacts:
    """Access by place, before and after a plan."""

    kind: str
    places: tuple[PlaceAccess, ...]


@dataclass(frozen=True)
class AccessJudged:
    """The district's mean, the worst served place, and those below the floor, before and after."""

    mean_before: Decimal | None
    mean_after: Decimal | None
    worst_before: str
    worst_after: str
    weak_before: tuple[str, ...]
    weak_after: tuple[str, ...]
    worst_gains: Decimal


@dataclass(frozen=True)
class GridFacts:
    """One grid: who leads and works in it, and how many people live there."""

    code: str
    people: int
    hospital_kind: str
    centre_kind: str
    teams: int


@dataclass(frozen=True)
class GridsFacts:
    """The grids of a district, and how many people are in none, in several, or have no point."""

    people: int
    in_none: int
    in_several: int
    without_point: int
    grids: tuple[GridFacts, ...]


@dataclass(frozen=True)
class GridJudged:
    """A grid's people in percent of the mean of all grids."""

    code: str
    percent: Decimal
    even: bool


@dataclass(frozen=True)
class GridsJudged:
    """Whether the grids may be in force, every reason against it, and how even they are."""

    accepted: bool
    reasons: tuple[Reason, ...]
    mean: Decimal
    grids: tuple[GridJudged, ...]


@rule("layouts.judge")
def judge(facts: PlanFacts, reading: Reading) -> PlanJudged:
    """Hold a plan of sites against the targets: people within the circle, sites for the people.

    Source: JA-2.1.2 (stations in or near care institutions), SM-3.6 (by population and radius).
    """
    target = Decimal(reading.table("layouts.covered_share")["least"])
    places = tuple(_place(each, target) for each in facts.places)
    people, served = (sum(e.people for e in facts.places), sum(e.after for e in facts.places))
    before = _share(sum(each.before for each in facts.places), people)
    each_serves = reading.table("layouts.people_per_site").get(facts.kind)
    needed = None if each_serves is None else -(-facts.residents // int(each_serves))
    reading.integer("layouts.near_care_metres")  # what ``near_care`` was counted by
    reading.codes("layouts.care_kinds")
    gap = max(0, facts.cost - facts.bound)
    return PlanJudged(
        before=before,
        after=_share(served, people),
        target=target,
        meets=_reaches(served, people, target),
        gap_percent=_share(gap, facts.cost, ROUND_CEILING) or Decimal(0).quantize(TENTH),
        sites_needed=needed,
        enough_sites=None if needed is None else facts.sites_after >= needed,
        near_care=facts.near_care,
        all_near_care=facts.near_care == facts.new,
        places=places,
    )


@rule("layouts.access")
def access(facts: AccessFacts, reading: Reading) -> AccessJudged:
    """Name the worst served place and those far below the mean, before and after a plan.

    Source: SM-3.6 (balanced layout by population served and radius).
    """
    reading.table("layouts.catchment")  # what access was reckoned by
    floor = reading.decimal("layouts.access_floor") / HUNDRED
    before, after = _mean(facts.places, False), _mean(facts.places, True)
    weak_before = tuple(
        each.place for each in facts.places if before is not None and each.before < before * floor
    )
    weak_after = tuple(
        each.place for each in facts.places if after is not None and each.after < after * floor
    )
    if not facts.places:
        return AccessJudged(None, None, "", "", (), (), Decimal(0))
    worst = min(facts.places, key=lambda each: (each.before, each.place))
    worst_after = min(facts.places, key=lambda each: (each.after, each.place))
    gains = worst.after - worst.before
    return AccessJudged(
        before, after, worst.place, worst_after.place, weak_before, weak_after, gains
    )


@rule("layouts.grids")
def grids(facts: GridsFacts, reading: Reading) -> GridsJudged:
    """Tell whether the grids of a district may be in force: nobody is left out or in two.

    Each has a hospital, a centre and a team.  How even they are is told, and hinders nothing.

    Source: FD-4.3 (hospitals take slices of the district's grid; nobody is left without one).
    """
    kinds = reading.table("layouts.grid_leads")
    reasons: list[Reason] = [
        (code, "")
        for code, number in (
            ("GRID_GAP", facts.in_none),
            ("GRID_OVERLAP", facts.in_several),
            ("GRID_NO_POINT", facts.without_point),
        )
        if number
    ]
    for each in facts.grids:
        if each.hospital_kind not in kinds["hospital"]:
            reasons.append(("GRID_NO_HOSPITAL", each.code))
        if each.centre_kind not in kinds["centre"]:
            reasons.append(("GRID_NO_CENTRE", each.code))
        if each.teams < 1:
            reasons.append(("GRID_NO_TEAM", each.code))
    if not facts.grids:
        reasons.append(("GRID_NONE", ""))
    mean = Decimal(sum(g.people for g in facts.grids)) / max(1, len(facts.grids))
    spread = reading.table("layouts.grid_spread")
    judged = []
    for each in facts.grids:
        percent = HUNDRED if mean == 0 else each.people * HUNDRED / mean
        even = Decimal(spread["least"]) <= percent <= Decimal(spread["most"])
        judged.append(GridJudged(each.code, percent.quantize(TENTH, ROUND_HALF_UP), even))
    return GridsJudged(not reasons, tuple(reasons), mean.quantize(TENTH), tuple(judged))


def _place(each: PlaceServed, target: Decimal) -> PlaceJudged:
    meets = _reaches(each.after, each.people, target)
    before, after = _share(each.before, each.people), _share(each.after, each.people)
    return PlaceJudged(each.place, before, after, meets)


def _reaches(part: int, whole: int, percent: Decimal) -> bool:
    """Tell whether a part is so many percent of the whole, before anything is rounded."""
    return whole > 0 and part * HUNDRED >= percent * whole


def _share(part: int, whole: int, rounding: str = ROUND_HALF_UP) -> Decimal | None:
    """Return a part in percent of the whole; None of nothing."""
    if whole == 0:
        return None
    return (part * HUNDRED / whole).quantize(TENTH, rounding)


def _mean(places: Sequence[PlaceAccess], after: bool) -> Decimal | None:
    people = sum(each.people for each in places)
    if people == 0:
        return None
    total = sum(
        ((each.after if after else each.before) * each.people for each in places), Decimal(0)
    )
    return (total / people).quantize(THOUSANDTH, ROUND_HALF_UP)
