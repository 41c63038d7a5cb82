"""The siting floor asked on our rows.  Imported where it is used: it loads compiled libraries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from yiyang.layouts.facts import Neighbourhood, Spot
from yiyang.layouts.watching import Watch
from yiyang.planning.siting.access import catchments
from yiyang.planning.siting.planning import plan, present
from yiyang.planning.siting.problem import Aim, Limits, SolverFault, Stopped
from yiyang.planning.siting.request import Candidate, Demand, Layout, Request, ways

__all__ = ["Asked", "Found", "SolverFault", "Stopped", "solve"]
PEOPLE = 10_000  # access is told as sites for so many people
STEP = Decimal("0.001")
HUNDRED = 100


@dataclass(frozen=True)
class Asked:
    """What is asked of the siting floor."""

    aim: str
    new: int
    limit_metres: int
    capacity: int | None
    detour_percent: int
    bands: tuple[Mapping[str, str], ...]
    seconds: float


@dataclass(frozen=True)
class Found:
    """The plan, what stands today, and access by neighbourhood before and after."""

    plan: Layout
    before: Layout | None
    access_before: tuple[Decimal, ...]
    access_after: tuple[Decimal, ...]


def solve(
    asked: Asked, cells: Sequence[Neighbourhood], spots: Sequence[Spot], watch: Watch
) -> Found:
    """Return the best plan found, and access by two-step catchments.

    Raises:
        SolverFault: the solver stopped without an answer.
        Stopped: who watches said no.
    """
    request = Request(
        Aim(asked.aim),
        asked.new,
        tuple(Demand(c.code, c.code, c.point, c.people, c.place_code) for c in cells),
        tuple(Candidate(s.code, s.name, s.point, s.is_kept, asked.capacity) for s in spots),
        asked.limit_metres,
        asked.detour_percent,
    )
    limits = Limits(seconds=asked.seconds, go_on=watch.go_on)
    found = plan(request, limits, lambda _: watch.better())
    kept = {spot.code for spot in spots if spot.is_kept}
    return Found(
        found, present(request), _access(request, asked, kept),
        _access(request, asked, set(found.sites)),
    )  # fmt: skip


def _access(request: Request, asked: Asked, sites: set[str]) -> tuple[Decimal, ...]:
    is_open = np.array([each.code in sites for each in request.candidates], np.bool_)
    people = np.array([each.people for each in request.demand], np.int64)
    bands = [(int(b["metres"]), int(b["percent"]) / HUNDRED) for b in asked.bands]
    supply = np.full(int(is_open.sum()), float(PEOPLE))
    found = catchments(people, supply, ways(request)[:, is_open], bands)
    return tuple(Decimal(str(float(each))).quantize(STEP) for each in found)
