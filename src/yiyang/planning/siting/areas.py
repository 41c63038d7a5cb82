"""Areas on the map: which points lie in one, and squares joined to an area."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, floor, radians
from typing import Any

import numpy as np
import numpy.typing as npt

from yiyang.kernel.geo import METRES_OF_A_DEGREE

DECIMALS = 7  # of a degree, about a centimetre: neighbours share the very same corners
LEAST_RING = 4
EAST, NORTH = 180.0, 90.0  # degrees; what is no number is beyond them too
Floats = npt.NDArray[np.float64]
Square = tuple[int, int]


@dataclass(frozen=True)
class Raster:
    """Squares of a size over the ground; a square is its column and its row."""

    step_lon: float
    step_lat: float

    @classmethod
    def of(cls, metres: int, lat: float) -> Raster:
        """Return squares with a side of so many metres, at a latitude."""
        return cls(metres / (METRES_OF_A_DEGREE * cos(radians(lat))), metres / METRES_OF_A_DEGREE)

    def square(self, lon: float, lat: float) -> Square:
        """Return the square in which a point lies."""
        return floor(lon / self.step_lon), floor(lat / self.step_lat)

    def middle(self, square: Square) -> tuple[float, float]:
        """Return the middle of a square: longitude, latitude."""
        return (square[0] + 0.5) * self.step_lon, (square[1] + 0.5) * self.step_lat

    def area(self, squares: Collection[Square]) -> dict[str, object]:
        """Return the squares as one GeoJSON area: a rectangle for each run in a row."""
        rings = [[self._ring(west, east, row)] for row, west, east in _runs(squares)]
        return {"type": "MultiPolygon", "coordinates": rings}

    def _ring(self, west: int, east: int, row: int) -> list[list[float]]:
        x, y = self.step_lon, self.step_lat
        left, right = round(west * x, DECIMALS), round(east * x, DECIMALS)
        low, high = round(row * y, DECIMALS), round((row + 1) * y, DECIMALS)
        return [[left, low], [right, low], [right, high], [left, high], [left, low]]


def _runs(squares: Collection[Square]) -> Iterator[tuple[int, int, int]]:
    """Yield each run of squares side by side as its row, first column and column after it."""
    rows: dict[int, list[int]] = {}
    for column, row in squares:
        rows.setdefault(row, []).append(column)
    for row, columns in sorted(rows.items()):
        start = before = min(columns)
        for column in sorted(columns)[1:]:
            if column != before + 1:
                yield row, start, before + 1
                start = column
            before = column
        yield row, start, before + 1


def rings_of(area: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """Return every ring of a GeoJSON Polygon or MultiPolygon.

    Raises:
        ValueError: it is neither, a ring is not closed, or a point lies nowhere on the ground.
    """
    kind, coordinates = area.get("type"), area.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list):
        raise ValueError("neither Polygon nor MultiPolygon")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    try:
        rings = [
            [(float(point[0]), float(point[1])) for point in ring]
            for polygon in polygons
            for ring in polygon
        ]
    except (TypeError, IndexError, KeyError) as fault:
        raise ValueError("coordinates are no pairs of numbers") from fault
    if not rings or any(len(ring) < LEAST_RING or ring[0] != ring[-1] for ring in rings):
        raise ValueError("a ring is not closed")
    if not all(abs(lon) <= EAST and abs(lat) <= NORTH for ring in rings for lon, lat in ring):
        raise ValueError("a point lies nowhere on the ground")
    return rings


def inside(area: Mapping[str, Any], lon: Floats, lat: Floats) -> npt.NDArray[np.bool_]:
    """Return which points lie in an area; one on an edge that two areas share lies in one of them.

    A ray to the east crosses the rings an odd number of times; holes count as rings.
    """
    within = np.zeros(len(lon), np.bool_)
    for ring in rings_of(area):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if y1 == y2:
                continue
            spans = (y1 <= lat) != (y2 <= lat)
            crossing = x1 + (lat - y1) * (x2 - x1) / (y2 - y1)
            within ^= spans & (lon < crossing)
    return within
