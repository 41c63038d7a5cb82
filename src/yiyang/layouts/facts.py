"""Rows as plain values: neighbourhoods with their people, sites that are open, places for more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import cos, radians

from django.db.models import Avg, Count, F, QuerySet
from django.db.models.functions import Floor

from yiyang.kernel.geo import METRES_OF_A_DEGREE, Point, metres_between
from yiyang.kernel.period import years_after
from yiyang.network.models import Institution, Place
from yiyang.people.models import Person
from yiyang.policy.book import Reading

NEIGHBOURHOOD = "NEIGHBOURHOOD"  # a candidate that is no institution yet


@dataclass(frozen=True)
class Neighbourhood:
    """People of one part of a sub-district, at their middle; never fewer than may be shown."""

    code: str
    place_id: int
    place_code: str
    point: Point
    people: int


@dataclass(frozen=True)
class Spot:
    """An open site or a place for one."""

    code: str
    name: str
    place_id: int
    point: Point
    institution_id: int | None
    is_kept: bool
    near_care: bool


def residents(place: Place) -> QuerySet[Person]:
    """Return the living people of a place; of two records of one person the one that is read."""
    return Person.objects.filter(
        place__code__within=place.code, died_at__isnull=True, merged_into__isnull=True
    )


def elders(place: Place, day: date, reading: Reading) -> QuerySet[Person]:
    """Return the people of a place who are old enough to count in a plan of sites."""
    born = years_after(day, -reading.integer("layouts.served_age"))
    return residents(place).filter(born_on__lte=born)


def neighbourhoods(place: Place, people: QuerySet[Person], reading: Reading) -> list[Neighbourhood]:
    """Return the neighbourhoods of a place where somebody lives, with how many.

    One with fewer people than the book allows to be shown is counted with the nearest one of its
    sub-district, and a sub-district with fewer with the nearest of another; where all together
    are fewer there is none.
    """
    rule = reading.table("layouts.neighbourhood")
    metres, least = int(rule["metres"]), int(rule["least_people"])
    lat = place.lat if place.lat is not None else 0.0
    step_lon = metres / (METRES_OF_A_DEGREE * cos(radians(lat)))
    step_lat = metres / METRES_OF_A_DEGREE
    rows = (
        people.filter(lon__isnull=False, lat__isnull=False)
        .annotate(x=Floor(F("lon") / step_lon), y=Floor(F("lat") / step_lat))
        .values("place_id", "place__code", "x", "y")
        .annotate(many=Count("pk"), middle_lon=Avg("lon"), middle_lat=Avg("lat"))
        .order_by("place__code", "x", "y")
    )
    by_place: dict[str, list[Neighbourhood]] = {}
    for row in rows:
        code = f"{row['place__code']}-{row['x']:.0f}-{row['y']:.0f}"
        point = Point(row["middle_lon"], row["middle_lat"])
        each = Neighbourhood(code, row["place_id"], row["place__code"], point, row["many"])
        by_place.setdefault(each.place_code, []).append(each)
    found = _joined([each for cells in by_place.values() for each in _joined(cells, least)], least)
    return found if sum(each.people for each in found) >= least else []


def _joined(cells: list[Neighbourhood], least: int) -> list[Neighbourhood]:
    """Count each cell with too few people with the nearest one, the smallest first."""
    found = list(cells)
    while len(found) > 1:
        small = min(found, key=lambda each: (each.people, each.code))
        if small.people >= least:
            break
        found.remove(small)
        near = min(found, key=lambda each: (metres_between(small.point, each.point), each.code))
        found[found.index(near)] = _together(near, small)
    return found


def _together(one: Neighbourhood, other: Neighbourhood) -> Neighbourhood:
    people = one.people + other.people
    part = other.people / people
    lon = one.point.lon + part * (other.point.lon - one.point.lon)
    lat = one.point.lat + part * (other.point.lat - one.point.lat)
    return replace(one, people=people, point=Point(lon, lat))


def spots(
    place: Place, kind: str, candidate_kinds: Iterable[str], cells: list[Neighbourhood],
    reading: Reading,
) -> list[Spot]:  # fmt: skip
    """Return the open sites of a kind and the places for more: institutions, neighbourhoods."""
    care = _care_points(place, reading)
    near = reading.integer("layouts.near_care_metres")
    wanted = set(candidate_kinds)
    rows = Institution.objects.filter(
        place__code__within=place.code, is_open=True, is_elsewhere=False,
        kind__in=wanted | {kind},
    ).order_by("code")  # fmt: skip
    found = [
        Spot(
            row.code, row.name_zh, row.place_id, Point(row.lon, row.lat), row.pk,
            row.kind == kind, _is_near(Point(row.lon, row.lat), care, near),
        )
        for row in rows
    ]  # fmt: skip
    if NEIGHBOURHOOD in wanted:
        found += [
            Spot(c.code, c.code, c.place_id, c.point, None, False, _is_near(c.point, care, near))
            for c in cells
        ]
    return found


def _care_points(place: Place, reading: Reading) -> list[Point]:
    rows = Institution.objects.filter(
        place__code__within=place.code, is_open=True,
        kind__in=reading.codes("layouts.care_kinds"),
    )  # fmt: skip
    return [Point(lon, lat) for lon, lat in rows.values_list("lon", "lat")]


def _is_near(point: Point, others: Iterable[Point], metres: int) -> bool:
    return any(metres_between(point, other) <= metres for other in others)
