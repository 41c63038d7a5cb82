"""What ranking compares: the person who seeks a bed, and the institutions that have some."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.rules.placement.terms import SUSPENDING_KINDS, URGENT, Colour, Kind


@dataclass(frozen=True)
class Reserved:
    """How many beds a partner reserves by contract for where the seeker is.

    ``taken`` of them are had by people who came from there, or promised to such as come before.
    """

    institution: int
    beds: int
    taken: int

    @property
    def left(self) -> int:
        """How many are left; none where more came than were reserved."""
        return max(0, self.beds - self.taken)


@dataclass(frozen=True)
class Seeker:
    """A person who seeks a bed of ``kind``.

    ``preferences`` are institution numbers, first choice first.  ``partners`` are the five-bed
    contract members of the institution where the person is now, ``consortium`` its peers.
    ``reserved`` names the partners that give priority only up to a number of beds.  Money in fen
    a month.
    """

    kind: Kind
    colour: Colour
    sex: str
    care_level: int | None
    place: str
    needs: frozenset[str] = frozenset()
    isolation: bool = False
    nursing: bool = False
    dementia: bool = False
    preferences: tuple[int, ...] = ()
    own_institutions: frozenset[int] = frozenset()
    partners: frozenset[int] = frozenset()
    reserved: tuple[Reserved, ...] = ()
    consortium: frozenset[int] = frozenset()
    max_distance_metres: int | None = None
    budget_fen_per_month: int | None = None
    subsidy_class: str = ""

    def reserved_by(self, institution: int) -> Reserved | None:
        """Return what a partner reserves; None where its contract names no number."""
        return next((one for one in self.reserved if one.institution == institution), None)

    @property
    def is_planned(self) -> bool:
        """A move that is not urgent; only then does the person's own choice lead."""
        return self.colour not in URGENT

    @property
    def is_shielded(self) -> bool:
        """Whether money, distance and contract may not stand in the way (invariant I6)."""
        return self.kind in SUSPENDING_KINDS or not self.is_planned


@dataclass(frozen=True)
class Pool:
    """Beds of one institution that are alike; ``free`` of them can be had now."""

    sex_rule: str
    isolation: bool
    nursing: bool
    dementia: bool
    price_fen_per_month: int
    subsidy_class: str
    free: int


@dataclass(frozen=True)
class Candidate:
    """An institution that has beds of the kind; ``load_permille`` of them are taken.

    ``metres`` from the seeker's home in a straight line; None where the home is not known.
    """

    institution: int
    place: str
    metres: int | None
    designated: bool
    capabilities: frozenset[str]
    highest_care_level: int | None
    load_permille: int
    serves: frozenset[str]
    pools: tuple[Pool, ...]
