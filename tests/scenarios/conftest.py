"""A small district with a few beds of each kind, as rows; simulated in moments."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.conftest import NOW
from tests.layouts.conftest import EAST, LAT, WEST, half
from tests.world import make_bed, make_capability, make_institution, make_person, make_place
from yiyang.audit.services import Actor
from yiyang.decisions.services import adopt_value
from yiyang.network.models import BedKind, Institution, InstitutionKind, Place

SHORT = {
    "days": "56", "warm_up": "14", "replications": "10", "seed": "7", "most_days": "3660",
    "most_replications": "200",
}  # fmt: skip
# Far more come than there is room for, so that eight weeks are enough to see what beds are worth.
PRESSED = {
    "HEALTH_WORSE": {"kind": "HOSPITAL_BED", "of_kind": "120", "of_all": "1"},
    "CARE_ENV_WORSE": {"kind": "INSTITUTION_BED", "of_kind": "1.305", "of_all": "0.701"},
    "POST_ACUTE": {"kind": "HOME_MEDICAL_BED", "of_kind": "150", "of_all": "1"},
    "DEPENDENCE_UP": {"kind": "INSTITUTION_BED", "of_kind": "0.362", "of_all": "0.195"},
    "TERMINAL": {"kind": "PALLIATIVE_BED", "of_kind": "400", "of_all": "1"},
}


@dataclass
class Land:
    """A district of two sub-districts, with who has which beds."""

    district: Place
    parts: list[Place]
    houses: dict[str, Institution]


def make_land() -> Land:
    """Return the land: 40 institution beds, 8 of a hospital, 2 palliative, 12 at home."""
    district = make_place("310106", lon=121.455, lat=LAT)
    parts = [
        make_place("310106006", lon=WEST, lat=LAT, boundary=half(121.42, 121.455)),
        make_place("310106013", lon=EAST, lat=LAT, boundary=half(121.455, 121.49)),
    ]
    made = {
        "HOSP": (InstitutionKind.HOSPITAL, 0, BedKind.HOSPITAL_BED, 8),
        "CARE": (InstitutionKind.CARE_INSTITUTION, 0, BedKind.INSTITUTION_BED, 24),
        "CARE2": (InstitutionKind.CARE_INSTITUTION, 1, BedKind.INSTITUTION_BED, 16),
        "PALL": (InstitutionKind.HOSPICE, 1, BedKind.PALLIATIVE_BED, 2),
        "CHC": (InstitutionKind.CHC, 0, BedKind.HOME_MEDICAL_BED, 6),
        "HOME": (InstitutionKind.HOME_CARE_PROVIDER, 0, BedKind.HOME_CARE_BED, 6),
    }
    houses = {}
    for code, (kind, part, beds, many) in made.items():
        houses[code] = make_institution(kind, place=parts[part], code=code, highest_care_level=4)
        for _ in range(many):
            make_bed(houses[code], beds)
    make_capability(houses["HOSP"], "ED")
    for n in range(9):
        make_person(place=parts[n % 3 // 2], lon=WEST, lat=LAT)
    return Land(district, parts, houses)


def adopt_short_runs() -> None:
    """Let the district sign a document: eight weeks are counted after two, and many come."""
    for key, value in (("simulation.run", SHORT), ("simulation.arrivals", PRESSED)):
        adopt_value(
            key=key, place="310106", starts_on=NOW.date(), value=value, signer="王主任",
            document_number="静卫〔2026〕1号", signed_on=NOW.date(), by=Actor(), at=NOW,
        )  # fmt: skip


@pytest.fixture
def land(db: None) -> Land:
    adopt_short_runs()
    return make_land()
