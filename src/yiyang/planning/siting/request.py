"""What a planner asks: people and where they are, places for sites, and what counts as best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from yiyang.kernel.geo import EARTH_RADIUS_METRES, Point
from yiyang.planning.siting.problem import Aim, Proof, Whole

HUNDRED = 100


@dataclass(frozen=True)
class Demand:
    """So many people at a point; ``area`` is the code of the place they are counted for."""

    code: str
    name: str
    point: Point
    people: int
    area: str = ""


@dataclass(frozen=True)
class Candidate:
    """A place for a site; a kept one is open already and stays.  ``capacity`` None: no limit."""

    code: str
    name: str
    point: Point
    is_kept: bool = False
    capacity: int | None = None


@dataclass(frozen=True)
class Request:
    """A question of layout.

    Args:
        new: how many sites to open beside the kept ones.
        limit_metres: how far is too far; None: no limit.
        detour_percent: the way in percent of the straight line, >= 100.
    """

    aim: Aim
    new: int
    demand: tuple[Demand, ...]
    candidates: tuple[Candidate, ...]
    limit_metres: int | None = None
    detour_percent: int = HUNDRED

    @property
    def has_capacities(self) -> bool:
        """Whether any site can serve only so many."""
        return any(each.capacity is not None for each in self.candidates)

    @property
    def people(self) -> int:
        """How many people are to be served."""
        return sum(each.people for each in self.demand)


@dataclass(frozen=True)
class Served:
    """Who serves a point (None: nobody within limits), and how far the way is."""

    demand: str
    site: str | None
    metres: int | None


@dataclass(frozen=True)
class Layout:
    """An answer: the open sites, the kept ones among them, and who goes where.

    ``cost`` and ``bound`` are in the unit of the aim: person-metres (NEAREST), people left out
    (COVER), metres of the worst served (WORST_FIRST).
    """

    sites: tuple[str, ...]
    new_sites: tuple[str, ...]
    served: tuple[Served, ...]
    cost: int
    bound: int
    proof: Proof
    first: int

    @property
    def gap(self) -> float:
        """How far the cost may lie above the best, as a part of the cost."""
        return 0.0 if self.cost <= self.bound else (self.cost - self.bound) / self.cost


def ways(request: Request) -> Whole:
    """Return the way from each point to each candidate in metres: straight line and detour."""
    one = np.radians([[d.point.lon, d.point.lat] for d in request.demand])
    two = np.radians([[c.point.lon, c.point.lat] for c in request.candidates])
    half = (two[None, :, :] - one[:, None, :]) / 2
    chord = np.sin(half[..., 1]) ** 2
    chord += np.cos(one[:, None, 1]) * np.cos(two[None, :, 1]) * np.sin(half[..., 0]) ** 2
    straight = 2 * EARTH_RADIUS_METRES * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    found: Whole = np.rint(straight * request.detour_percent / HUNDRED).astype(np.int64)
    return found
