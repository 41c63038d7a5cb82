"""What the steps share while the beds of a district fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from yiyang.demo.claims import ClaimBook, Pool
from yiyang.demo.institutions import Network
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import BedRow, ClaimRow, During

TURNOVER = timedelta(hours=3)  # a bed is cleaned between two people
# How likely a person of each level of dependence (0 to 4) comes to a bed of a kind.
WEIGHTS = {
    "INSTITUTION_BED": (0, 1, 3, 6, 8),
    "HOME_CARE_BED": (0, 4, 4, 2, 2),
    "HOSPITAL_BED": (1, 2, 3, 4, 5),
    "HOME_MEDICAL_BED": (0, 0, 2, 4, 5),
    "PALLIATIVE_BED": (1, 2, 4, 6, 8),
    "HOME_PALLIATIVE": (1, 2, 4, 6, 8),
}


class Placed(NamedTuple):
    """A person in a bed of the care axis since a moment."""

    elder: Elder
    bed: BedRow
    since: datetime


@dataclass
class Filling:
    """What the steps below share while the beds fill."""

    book: ClaimBook
    size: str
    elders: Sequence[Elder]
    network: Network
    care: dict[int, Placed] = field(default_factory=dict)
    away: dict[int, datetime] = field(default_factory=dict)  # in hospital, by when they left
    medical: set[int] = field(default_factory=set)
    past: list[tuple[Elder, During, ClaimRow]] = field(default_factory=list)

    @property
    def random(self) -> Random:
        return self.book.random

    def beds_of(self, kind: str) -> list[BedRow]:
        """Return the beds of a kind in an order by chance."""
        beds = [bed for bed in self.book.beds.values() if bed.kind == kind]
        self.random.shuffle(beds)
        return beds

    def occupied_of(self, kind: str) -> list[BedRow]:
        """Return as many beds of a kind as are occupied by its rate."""
        beds = self.beds_of(kind)
        return beds[: round(len(beds) * quantity("beds.occupancy")[kind])]

    def pool(self, kind: str, elders: Sequence[Elder]) -> Pool:
        """Return people in the order in which they would come to a bed of a kind."""
        return Pool(self.random, elders, WEIGHTS[kind])
