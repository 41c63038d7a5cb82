"""How long it takes from one door to the next: distance and speed of the book."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.geo import Point, metres_between
from yiyang.policy.book import Reading

WHOLE = 100  # percent
MICRO = 1_000_000


@dataclass(frozen=True)
class Spot:
    """A place in millionths of a degree (about 10 cm): whole numbers, so that a stored decision
    replays exactly."""

    lon: int
    lat: int

    @property
    def point(self) -> Point:
        """The place in degrees."""
        return Point(self.lon / MICRO, self.lat / MICRO)


def spot(point: Point) -> Spot:
    """Return a point as a spot, rounded."""
    return Spot(round(point.lon * MICRO), round(point.lat * MICRO))


@dataclass(frozen=True)
class Travel:
    """Whole numbers of the book: metres a minute, detour in percent, minutes to find the door."""

    metres_per_minute: int
    detour_percent: int
    access_minutes: int

    def between(self, a: Spot, b: Spot) -> tuple[int, int]:
        """Return the minutes (rounded up) and the metres of a way; nothing for the same door."""
        metres = metres_between(a.point, b.point) * self.detour_percent // WHOLE
        if not metres:
            return 0, 0
        return -(-metres // self.metres_per_minute) + self.access_minutes, metres


def travel_of(reading: Reading) -> Travel:
    """Return how the book reckons travel.  Source: ``visits.travel.*`` (FD-3.4)."""
    return Travel(
        reading.integer("visits.travel.metres_per_minute"),
        reading.integer("visits.travel.detour_percent"),
        reading.integer("visits.travel.access_minutes"),
    )
