"""What was seen of a district's network in a window: plain values, nobody named.

Times are days since the window began; what began before it has a time below 0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

ENDED_BY_NOTHING_KNOWN = ""  # it ended, and no row says why


@dataclass(frozen=True)
class Spell:
    """A stay in a bed, or a stage of need within one, from a moment to another.

    ``ended_by``: a trigger, LEFT or DIED; None while it lasts; empty where no row says why.
    """

    kind: str
    began: float
    ended: float | None
    ended_by: str | None


@dataclass(frozen=True)
class Asking:
    """A transfer that was asked for: from which kind of bed, empty where from outside."""

    place: str
    trigger: str
    colour: str
    left_kind: str
    taken_kind: str  # the kind of bed that was taken; empty where none was
    began: float


@dataclass(frozen=True)
class Holding:
    """A bed reserved for somebody: days until the arrival, or until it was over without one."""

    colour: str
    days: float
    arrived: bool


@dataclass(frozen=True)
class Answering:
    """An institution that answered for a bed of a kind, and how many days it took."""

    kind: str
    accepted: bool
    days: float | None  # None where no row says when it was asked


@dataclass(frozen=True)
class Seen:
    """Everything that was seen of a place from a day on until before another."""

    place: str
    since: date
    until: date
    stays: tuple[Spell, ...]
    stages: tuple[Spell, ...]
    askings: tuple[Asking, ...]
    holdings: tuple[Holding, ...]
    answerings: tuple[Answering, ...]
    residents: Mapping[str, int]  # of each sub-district
    delivered: int  # transfers by the service ledger
    admitted: int  # transfers by their cases

    @property
    def days(self) -> float:
        """How long was watched, in days."""
        return float((self.until - self.since).days)


def digest_of(seen: Seen) -> str:
    """Return the digest of everything that was seen: the same rows give the same one."""
    said = json.dumps(asdict(seen), sort_keys=True, default=date.isoformat)
    return sha256(said.encode()).hexdigest()
