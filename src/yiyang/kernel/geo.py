"""Distance on the ground."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_METRES = 6_371_008.8  # mean radius, IUGG
METRES_OF_A_DEGREE = 111_195  # of that radius, from south to north


@dataclass(frozen=True)
class Point:
    """A place on the map in degrees (WGS 84): longitude east, latitude north."""

    lon: float
    lat: float


def metres_between(a: Point, b: Point) -> int:
    """Return the great-circle distance of two points in whole metres (haversine)."""
    half_lat = radians(b.lat - a.lat) / 2
    half_lon = radians(b.lon - a.lon) / 2
    chord = sin(half_lat) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(half_lon) ** 2
    return round(2 * EARTH_RADIUS_METRES * asin(min(1.0, sqrt(chord))))
