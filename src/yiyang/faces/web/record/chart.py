"""A line chart as numbers for an SVG drawn by the server; the table stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from yiyang.rules.fhir_map.vitals import Measured

WIDTH, HEIGHT, EDGE = 400, 180, 40


@dataclass(frozen=True)
class Point:
    """One value, where it is drawn."""

    x: int
    y: int
    measured: Measured


@dataclass(frozen=True)
class Chart:
    """What the template draws: the line, its points, the lowest and the highest value."""

    points: tuple[Point, ...]
    lowest: str
    highest: str
    width: int = WIDTH
    height: int = HEIGHT
    edge: int = EDGE

    @property
    def line(self) -> str:
        """The points of the line, as SVG has them."""
        return " ".join(f"{p.x},{p.y}" for p in self.points)

    @property
    def right(self) -> int:
        """Where the drawing ends at the right."""
        return self.width - self.edge

    @property
    def bottom(self) -> int:
        """Where the drawing ends below."""
        return self.height - self.edge


def chart_of(series: Sequence[Measured]) -> Chart:
    """Return the chart of a series of numbers, oldest first; at least one value."""
    values = [Decimal(m.value) for m in series]
    low, high = min(values), max(values)
    began, ended = series[0].at.timestamp(), series[-1].at.timestamp()
    points = tuple(
        Point(
            EDGE + _along(measured.at.timestamp() - began, ended - began, WIDTH - 2 * EDGE),
            HEIGHT - EDGE - _along(float(value - low), float(high - low), HEIGHT - 2 * EDGE),
            measured,
        )
        for measured, value in zip(series, values, strict=True)
    )
    return Chart(points, str(low), str(high))


def _along(part: float, whole: float, length: int) -> int:
    """Return how far along a line something lies; in the middle when there is one value only."""
    return round(part / whole * length) if whole else length // 2
