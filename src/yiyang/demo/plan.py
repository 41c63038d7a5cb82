"""What to make, and the ground that people then live on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import NamedTuple

from yiyang.demo.beds import Stock
from yiyang.demo.institutions import Network
from yiyang.demo.rows import PlaceRow
from yiyang.demo.staff import Staff

Progress = Callable[[str, int], None]  # told what kind of rows was stored, and how many


class Plan(NamedTuple):
    """Seed, size (``small`` or ``district``) and moment: nothing else decides what comes out."""

    seed: int
    size: str
    at: datetime

    def random(self, topic: str) -> Random:
        """Return the chance of one topic, so that a change of one part leaves the others alone."""
        return Random(f"{self.seed}:{self.size}:{topic}")


class Ground(NamedTuple):
    """Places, institutions, beds and staff."""

    places: list[PlaceRow]
    network: Network
    stock: Stock
    staff: Staff
