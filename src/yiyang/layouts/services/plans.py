"""Drawing up a plan of sites from the registry, with the decisions on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.layouts import facts
from yiyang.layouts.errors import (
    NobodyToServe,
    NothingOpen,
    SearchStopped,
    TooFewCandidates,
    TooLarge,
)
from yiyang.layouts.facts import Neighbourhood, Spot
from yiyang.layouts.models import Layout, LayoutPoint, LayoutSite
from yiyang.layouts.watching import Watch
from yiyang.network.models import Place
from yiyang.planning.siting.files import MOST_CELLS
from yiyang.policy.book import Reading
from yiyang.rules import layouts as rules

if TYPE_CHECKING:
    from yiyang.layouts.solving import Found


@dataclass(frozen=True)
class LayoutAsk:
    """What a planner asks; ``limit_metres`` None: the circle of the book."""

    title: str
    place_id: int
    kind: str
    candidate_kinds: tuple[str, ...]
    aim: str
    new: int
    limit_metres: int | None = None
    capacity: int | None = None
    seconds: float = 10.0


@dataclass(frozen=True)
class Ground:
    """What a plan is sought on: who lives where, and where a site may stand."""

    place: Place
    cells: Sequence[Neighbourhood]
    spots: Sequence[Spot]


@dataclass(frozen=True)
class Drawn:
    """A plan before it is stored: what was asked, the ground, what was found, and the limit."""

    ask: LayoutAsk
    place: Place
    cells: Sequence[Neighbourhood]
    spots: Sequence[Spot]
    limit: int
    found: Found


def draw_up_layout(*, ask: LayoutAsk, by: Actor, at: datetime) -> Layout:
    """Find the best sites for the elders of a place, and keep the plan with its decisions.

    It takes as long as the search: a page orders it instead (``orders``).

    Raises:
        NobodyToServe, TooLarge, TooFewCandidates, NothingOpen: as of ``ground_of``.
        SearchStopped: the solver stopped; nothing is written.
    """
    return keep_layout(drawn=search(ask, at, Watch()), by=by, at=at)


def ground_of(ask: LayoutAsk, reading: Reading) -> Ground:
    """Return what a plan is sought on, read from the registry; it takes a moment.

    Raises:
        NobodyToServe: too few elders with a point on the map live there.
        TooLarge: the district is too wide for one plan.
        TooFewCandidates: fewer places are free than sites are to be opened.
        NothingOpen: no site is open and none is to be opened.
    """
    place = Place.objects.get(pk=ask.place_id)
    people = facts.elders(place, reading.day, reading)
    cells = facts.neighbourhoods(place, people, reading)
    if not cells:
        raise NobodyToServe
    spots = facts.spots(place, ask.kind, ask.candidate_kinds, cells, reading)
    kept = sum(spot.is_kept for spot in spots)
    if ask.new > len(spots) - kept:
        raise TooFewCandidates(asked=ask.new, free=len(spots) - kept)
    if kept + ask.new == 0:
        raise NothingOpen
    if len(cells) * len(spots) > MOST_CELLS:
        raise TooLarge(most=MOST_CELLS)
    return Ground(place, cells, spots)


def reading_for(ask: LayoutAsk, at: datetime) -> Reading:
    """Return a reading of the book as it is where the plan is for; each decision has its own."""
    return read_book(timezone.localdate(at), place=Place.objects.get(pk=ask.place_id).code)


def search(ask: LayoutAsk, at: datetime, watch: Watch) -> Drawn:
    """Return the best plan found; nothing is written.

    Raises:
        NobodyToServe, TooLarge, TooFewCandidates, NothingOpen: as of ``ground_of``.
        SearchStopped: the solver stopped, or who watches said no.
    """
    reading = reading_for(ask, at)
    ground = ground_of(ask, reading)
    circle = reading.table("layouts.circle")
    limit = ask.limit_metres or int(circle["minutes"]) * int(circle["metres_per_minute"])
    from yiyang.layouts import solving  # noqa: PLC0415 -- compiled libraries load only to solve

    asked = solving.Asked(
        ask.aim, ask.new, limit, ask.capacity, int(circle["detour_percent"]),
        tuple(reading.table("layouts.catchment")), ask.seconds,
    )  # fmt: skip
    try:
        found = solving.solve(asked, ground.cells, ground.spots, watch)
    except (solving.SolverFault, solving.Stopped) as fault:
        raise SearchStopped(reason=str(fault)) from fault
    return Drawn(ask, ground.place, ground.cells, ground.spots, limit, found)


@transaction.atomic
def keep_layout(*, drawn: Drawn, by: Actor, at: datetime) -> Layout:
    """Keep a plan that was found, with its decisions."""
    ask, place = drawn.ask, drawn.place
    subject = Subject("place", place.pk)
    near = sum(s.near_care for s in drawn.spots if s.code in drawn.found.plan.new_sites)
    judged = decide(
        rules.judge, _plan_facts(drawn, near), reading=reading_for(ask, at), subject=subject, at=at
    )
    access = decide(
        rules.access, _access_facts(drawn), reading=reading_for(ask, at), subject=subject, at=at
    )
    layout = _store(drawn, judged.decision, access.decision, at)
    payload = {"kind": ask.kind, "aim": ask.aim, "new": ask.new, "decision": judged.decision.pk}
    record(
        by=by, at=at, action="layouts.draw_up", subject_kind="layout", subject_id=layout.pk,
        payload=payload,
    )  # fmt: skip
    return layout


def _plan_facts(drawn: Drawn, near: int) -> rules.PlanFacts:
    plan, ask = drawn.found.plan, drawn.ask
    places: dict[str, list[int]] = {}
    before = _within(drawn, "before")
    after = _within(drawn, "plan")
    for cell in drawn.cells:
        row = places.setdefault(cell.place_code, [0, 0, 0])
        row[0] += cell.people
        row[1] += cell.people * (before[cell.code] is not None)
        row[2] += cell.people * (after[cell.code] is not None)
    return rules.PlanFacts(
        ask.kind, ask.aim, ask.new, len(plan.sites) - len(plan.new_sites), len(plan.sites), near,
        plan.cost, plan.bound, facts.residents(drawn.place).count(),
        tuple(rules.PlaceServed(code, *row) for code, row in sorted(places.items())),
    )  # fmt: skip


def _within(drawn: Drawn, which: str) -> Mapping[str, int | None]:
    """Return the way of each neighbourhood within the limit; None where there is none."""
    layout = getattr(drawn.found, which)
    if layout is None:
        return {cell.code: None for cell in drawn.cells}
    return {each.demand: each.metres for each in layout.served}


def _access_facts(drawn: Drawn) -> rules.AccessFacts:
    """Return access by sub-district: the mean over its people."""
    found, sums = drawn.found, {}
    for cell, before, after in zip(
        drawn.cells, found.access_before, found.access_after, strict=True
    ):
        row = sums.setdefault(cell.place_code, [0, Decimal(0), Decimal(0)])
        row[0] += cell.people
        row[1] += before * cell.people
        row[2] += after * cell.people
    return rules.AccessFacts(
        drawn.ask.kind,
        tuple(
            rules.PlaceAccess(code, people, _mean(before, people), _mean(after, people))
            for code, (people, before, after) in sorted(sums.items())
        ),
    )


def _mean(total: Decimal, people: int) -> Decimal:
    return (total / people).quantize(Decimal("0.001"))


def _store(drawn: Drawn, decision: Decision, access: Decision, at: datetime) -> Layout:
    ask, plan = drawn.ask, drawn.found.plan
    layout = Layout.objects.create(
        title=ask.title, place=drawn.place, kind=ask.kind,
        candidate_kinds=list(ask.candidate_kinds), aim=ask.aim, new=ask.new,
        limit_metres=drawn.limit, capacity=ask.capacity,
        people=sum(cell.people for cell in drawn.cells), cost=plan.cost, bound=plan.bound,
        proof=plan.proof.value, decision=decision, access=access, made_at=at,
    )  # fmt: skip
    sites = _store_sites(layout, drawn)
    before, found = _within(drawn, "before"), drawn.found
    LayoutPoint.objects.bulk_create(
        LayoutPoint(
            layout=layout, code=cell.code, place_id=cell.place_id, lon=cell.point.lon,
            lat=cell.point.lat, people=cell.people, metres_before=before[cell.code],
            metres_after=to.metres, site=sites[to.site] if to.site else None,
            access_before=found.access_before[n], access_after=found.access_after[n],
        )
        for n, (cell, to) in enumerate(zip(drawn.cells, plan.served, strict=True))
    )  # fmt: skip
    return layout


def _store_sites(layout: Layout, drawn: Drawn) -> dict[str, LayoutSite]:
    plan, served = drawn.found.plan, dict.fromkeys(drawn.found.plan.sites, 0)
    for cell, to in zip(drawn.cells, plan.served, strict=True):
        if to.site:
            served[to.site] += cell.people
    rows = LayoutSite.objects.bulk_create(
        LayoutSite(
            layout=layout, code=spot.code, institution_id=spot.institution_id,
            place_id=spot.place_id, lon=spot.point.lon, lat=spot.point.lat, is_kept=spot.is_kept,
            near_care=spot.near_care, people=served[spot.code],
        )
        for spot in drawn.spots
        if spot.code in served
    )  # fmt: skip
    return {row.code: row for row in rows}
