"""Who lives in which grid: counted from the map; and grids proposed from where people live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Q
from django.utils import timezone

from yiyang.decisions.services import read_book
from yiyang.kernel.geo import Point, metres_between
from yiyang.layouts.errors import GridsTooWide
from yiyang.layouts.facts import elders, residents
from yiyang.layouts.models import Grid, GridSet
from yiyang.network.models import Institution, Place
from yiyang.planning.siting.areas import Raster, inside
from yiyang.planning.siting.problem import Limits, NoAnswer, Problem, Whole
from yiyang.policy.book import Reading
from yiyang.rules import layouts as rules

HUNDRED = 100
MOST_SQUARES = 20_000  # some 3,000 square kilometres in squares of 400 m
SECONDS, GAP = 5.0, 0.002  # of search while somebody waits; grids need not be the very best


@dataclass(frozen=True)
class Counted:
    """The grids with their people, and how many people no grid or several hold."""

    grids: tuple[Grid, ...]
    people: int
    in_none: int
    in_several: int
    without_point: int


@dataclass(frozen=True)
class Proposed:
    """A grid that is proposed: its centre, the hospital nearest to it, where it lies."""

    centre: Institution
    hospital: Institution | None
    area: dict[str, Any]


def counted(drafted: GridSet) -> Counted:
    """Count the living residents of the place by grid; the grids come back with their numbers."""
    day = timezone.localdate(drafted.made_at)
    old = elders(drafted.place, day, read_book(day, place=drafted.place.code)).values("pk")
    rows = list(
        residents(drafted.place)
        .values_list("lon", "lat")
        .annotate(many=Count("pk"), old=Count("pk", filter=Q(pk__in=old)))
    )
    known = [row for row in rows if row[0] is not None and row[1] is not None]
    lon, lat = (np.array([row[n] for row in known], np.float64) for n in (0, 1))
    many, aged = (np.array([row[n] for row in known], np.int64) for n in (2, 3))
    times = np.zeros(len(known), np.int64)
    grids = tuple(drafted.grids.order_by("code"))
    for grid in grids:
        within = inside(grid.area, lon, lat)
        grid.people, grid.elders = int(many[within].sum()), int(aged[within].sum())
        times += within
    everybody = sum(row[2] for row in rows)
    return Counted(
        grids, everybody, int(many[times == 0].sum()), int(many[times > 1].sum()),
        everybody - int(many.sum()),
    )  # fmt: skip


def facts_of(of: GridSet, counted_: Counted) -> rules.GridsFacts:
    """Return the grids as the rule takes them."""
    rows = of.grids.select_related("hospital", "centre").annotate(
        hands=Count("teams", filter=Q(teams__is_open=True))
    )
    grids = tuple(
        rules.GridFacts(
            row.code, row.people, _kind_of(row.hospital), _kind_of(row.centre), row.hands
        )
        for row in rows.order_by("code")
    )
    return rules.GridsFacts(
        counted_.people, counted_.in_none, counted_.in_several, counted_.without_point, grids
    )


def _kind_of(house: Institution | None) -> str:
    """Return the kind of an institution; nothing where there is none or it has closed."""
    return house.kind if house is not None and house.is_open else ""


def proposal(place: Place, reading: Reading) -> list[Proposed]:
    """Return a grid for each centre of a place: squares given to centres within an even size.

    Raises:
        GridsTooWide: somebody's point lies far away from all others.
    """
    from yiyang.planning.siting.loads import locate_within  # noqa: PLC0415 -- it compiles

    kinds = reading.table("layouts.grid_leads")
    centres = _open(place, kinds["centre"][:1])
    hospitals = [
        each
        for each in _open(place, kinds["hospital"])
        if str(each.level) in reading.codes("network.lead_levels")
    ]
    raster = Raster.of(int(reading.table("layouts.neighbourhood")["metres"]), place.lat or 0.0)
    lived = _lived(place, raster)
    if not centres or not lived:
        return []
    squares = _filled(lived)
    metres = _ways([Point(*raster.middle(square)) for square in squares], centres)
    load = np.array([lived.get(square, 0) for square in squares], np.int64)
    most = int(reading.table("layouts.grid_spread")["most"])
    room = max(-(-int(load.sum()) * most // (HUNDRED * len(centres))), int(load.max()))
    every = np.ones(len(centres), np.bool_)
    cost = metres * np.maximum(load, 1)[:, None]
    problem = Problem(cost, len(centres), every, load, np.full(len(centres), room, np.int64))
    try:
        answer = locate_within(problem, Limits(seconds=SECONDS, gap=GAP, starts=1))
    except NoAnswer:  # people live so close together that no even size holds them
        return []
    served = _of_neighbours(squares, load, answer.served_by)
    found = []
    for j, centre in enumerate(centres):
        mine = [s for s, i in zip(squares, served, strict=True) if i == j]
        if mine:
            found.append(Proposed(centre, _nearest(centre, hospitals), raster.area(mine)))
    return found


def _of_neighbours(
    squares: list[tuple[int, int]], load: Whole, served: tuple[int, ...]
) -> list[int]:
    """Give each square where nobody lives to the grid of the nearest one where somebody does."""
    where, found = np.array(squares, np.int64), list(served)
    lived = np.flatnonzero(load > 0)
    for i in np.flatnonzero(load == 0):  # one after another: all pairs at once fill the memory
        apart = ((where[lived] - where[i]) ** 2).sum(axis=1)
        found[i] = served[lived[apart.argmin()]]
    return found


def _lived(place: Place, raster: Raster) -> dict[tuple[int, int], int]:
    """Return how many people live in each square."""
    found: dict[tuple[int, int], int] = {}
    rows = residents(place).filter(lon__isnull=False, lat__isnull=False)
    for lon, lat, many in rows.values_list("lon", "lat").annotate(many=Count("pk")):
        square = raster.square(lon, lat)
        found[square] = found.get(square, 0) + many
    return found


def _ways(points: list[Point], centres: list[Institution]) -> Whole:
    ends = [Point(each.lon, each.lat) for each in centres]
    return np.array([[metres_between(a, b) for b in ends] for a in points], np.int64)


def _open(place: Place, kinds: list[str]) -> list[Institution]:
    rows = Institution.objects.filter(
        place__code__within=place.code, kind__in=kinds, is_open=True, is_elsewhere=False
    )
    return list(rows.order_by("code"))


def _filled(lived: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Return every square from the first to the last where somebody lives: no gap in between."""
    columns, rows = [s[0] for s in lived], [s[1] for s in lived]
    if (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > MOST_SQUARES:
        raise GridsTooWide(most=MOST_SQUARES)
    return [
        (column, row)
        for row in range(min(rows), max(rows) + 1)
        for column in range(min(columns), max(columns) + 1)
    ]


def _nearest(centre: Institution, hospitals: list[Institution]) -> Institution | None:
    here = Point(centre.lon, centre.lat)
    return min(
        hospitals, key=lambda each: (metres_between(here, Point(each.lon, each.lat)), each.code),
        default=None,
    )  # fmt: skip
