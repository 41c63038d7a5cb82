"""A small district on the map: two sub-districts, people in three places, a centre in each."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.world import make_institution, make_person, make_place, make_practitioner
from yiyang.network.models import Institution, InstitutionKind, Place, Team

WEST, EAST = 121.440, 121.470
LAT = 31.230
SQUARE = {"type": "Polygon"}


@dataclass
class Ground:
    """Two sub-districts; the west has a centre and a hospital, the east a centre alone."""

    district: Place
    parts: list[Place]
    centres: list[Institution]
    hospital: Institution
    teams: list[Team]

    def people(self, many: int, lon: float, part: int = 0, lat: float = LAT) -> None:
        """Let so many elders live at a point of a sub-district."""
        for _ in range(many):
            make_person(place=self.parts[part], lon=lon, lat=lat)


def half(west: float, east: float) -> dict[str, object]:
    """Return an area between two longitudes, as high as the district."""
    ring = [[west, 31.0], [east, 31.0], [east, 31.5], [west, 31.5], [west, 31.0]]
    return {"type": "Polygon", "coordinates": [ring]}


def make_ground() -> Ground:
    """Return the ground with nobody on it."""
    district = make_place("310106", lon=121.455, lat=LAT)
    parts = [
        make_place("310106006", lon=WEST, lat=LAT, boundary=half(121.42, 121.455)),
        make_place("310106013", lon=EAST, lat=LAT, boundary=half(121.455, 121.49)),
    ]
    centres = [
        make_institution(InstitutionKind.CHC, place=part, level=0, code=f"CHC{n}")
        for n, part in enumerate(parts)
    ]
    hospital = make_institution(InstitutionKind.HOSPITAL, place=parts[0], level=2, code="HOSP")
    teams = [
        Team.objects.create(code=f"T{n}", name_zh=f"{n}队", name_en=f"Team {n}", institution=each)
        for n, each in enumerate(centres)
    ]
    for centre in centres:
        make_practitioner(centre)
    return Ground(district, parts, centres, hospital, teams)


@pytest.fixture
def ground(db: None) -> Ground:
    """Thirty elders in the west, twelve in the east, six between them in the east."""
    made = make_ground()
    made.people(30, WEST)
    made.people(12, EAST, 1)
    made.people(6, 121.458, 1)
    return made
