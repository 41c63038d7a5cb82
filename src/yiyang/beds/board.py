"""The board of the five-bed network: every number is a count of beds, down to one bed.

One query groups all beds of a place by institution, kind and state; the sums are its rows'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.visibility import visible_to
from yiyang.beds.models import BedClaim
from yiyang.kernel.identifiers import DISTRICT_DIGITS
from yiyang.network.models import POOLED, Bed, Institution, Place, Ward
from yiyang.people.models import Person

STATES = ("FREE", "HELD", "OCCUPIED", "KEPT", "CLEANING", POOLED, "OUT_OF_SERVICE")
KINDS = (
    *("HOME_CARE_BED", "INSTITUTION_BED", "HOME_MEDICAL_BED", "HOSPITAL_BED", "PALLIATIVE_BED"),
    "HOME_PALLIATIVE",
)
COUNTS = """
select institution.id, institution.name_zh, institution.name_en, institution.kind,
       place.code, place.name_zh, place.name_en, bed.kind,
       case when bed.state = 'FREE' and bed.is_pooled then 'POOLED' else bed.state end, count(*),
       min(bed.price_fen_per_month) filter (where bed.state = 'FREE' and not bed.is_pooled)
from network_bed bed
join network_institution institution on institution.id = bed.institution_id
join network_place place on place.id = institution.place_id
where place.code like %s and institution.is_open
group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 5, 1, 8
"""


@dataclass
class Counts:
    """How many beds are in each state; ``capacity`` is all of them."""

    by_state: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))
    cheapest_fen: int | None = None

    @property
    def capacity(self) -> int:
        """All beds, in whatever state."""
        return sum(self.by_state.values())

    @property
    def taken(self) -> int:
        """Beds that somebody has, or has a claim on."""
        return sum(self.by_state[state] for state in ("HELD", "OCCUPIED", "KEPT"))

    def add(self, state: str, number: int, cheapest: int | None) -> None:
        """Count some beds of a state."""
        self.by_state[state] += number
        if cheapest is not None:
            known = self.cheapest_fen
            self.cheapest_fen = cheapest if known is None else min(known, cheapest)


@dataclass
class Line:
    """One institution or sub-district on the board, with its counts by kind of bed."""

    key: str
    name_zh: str
    name_en: str
    kind: str = ""
    place_code: str = ""
    place: Line | None = None  # the sub-district of an institution
    by_kind: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))

    @property
    def total(self) -> Counts:
        """All kinds together."""
        return _sum(self.by_kind.values())

    @property
    def cells(self) -> list[tuple[str, Counts | None]]:
        """Each kind in the order of the board, None where there is no such bed."""
        return [(kind, self.by_kind.get(kind)) for kind in KINDS]


@dataclass
class Board:
    """The board of one place."""

    kinds: list[tuple[str, Counts]]
    places: list[Line]
    institutions: list[Line]

    @property
    def total(self) -> Counts:
        """All beds of the place."""
        return _sum(counts for _kind, counts in self.kinds)


def board_of(place_code: str) -> Board:
    """Return the board of a place and everything in it, in one query."""
    return board_from(counts_in(place_code))


def counts_in(place_code: str) -> tuple[tuple[Any, ...], ...]:
    """Return the counts that a board is made of: equal counts make equal boards."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [f"{place_code}%"])
        return tuple(cursor.fetchall())


def board_from(rows: Iterable[tuple[Any, ...]]) -> Board:
    """Return the board that counts make."""
    kinds: dict[str, Counts] = defaultdict(Counts)
    places: dict[str, Line] = {}
    institutions: dict[int, Line] = {}
    for row in rows:
        key, zh, en, institution_kind, code, place_zh, place_en, kind, state, number, price = row
        place = places.setdefault(code, Line(code, place_zh, place_en))
        line = institutions.setdefault(key, Line(str(key), zh, en, institution_kind, code, place))
        for counts in (kinds[kind], place.by_kind[kind], line.by_kind[kind]):
            counts.add(state, number, price)
    return Board(
        [(kind, kinds[kind]) for kind in KINDS if kind in kinds],
        list(places.values()),
        list(institutions.values()),
    )


def place_of_board(assignment: Assignment, code: str | None = None) -> Place:
    """Return the place whose board an assignment sees: its own, or one within it.

    An institution's desk sees the board of its district.

    Raises:
        Http404: the place is none, or lies outside what the assignment works for.
    """
    own = assignment.place or (assignment.institution and assignment.institution.place)
    if own is None:
        raise Http404
    within = own.code[:DISTRICT_DIGITS] if assignment.institution_id else own.code
    return get_object_or_404(Place.objects.filter(code__within=within), code=code or within)


def institution_of_board(assignment: Assignment, institution_id: int) -> Institution:
    """Return an institution on the board of an assignment.

    Raises:
        Http404: there is none there.
    """
    within = place_of_board(assignment).code
    rows = Institution.objects.filter(place__code__within=within)
    return get_object_or_404(rows.select_related("place"), pk=institution_id)


@dataclass(frozen=True)
class Occupied:
    """One bed with its claim, and the name of the person where the reader may see it."""

    bed: Bed
    claim: BedClaim | None
    person: Person | None

    @property
    def state(self) -> str:
        """The state as the board counts it."""
        return self.bed.shown_state


def beds_of(assignment: Assignment, institution: Institution) -> list[Occupied]:
    """Return an institution's beds with who has them: the person only where visible."""
    active = BedClaim.objects.filter(is_active=True)
    beds = (
        institution.beds.select_related("ward")
        .prefetch_related(Prefetch("claims", queryset=active, to_attr="active"))
        .order_by("kind", "ward__code", "code")
    )
    rows: list[tuple[Bed, Any]] = [(bed, next(iter(bed.active), None)) for bed in beds]
    keys = [claim.person_id for _bed, claim in rows if claim is not None]
    seen = Person.objects.filter(visible_to(assignment, scope=Grant.Scope.SUMMARY), pk__in=keys)
    people = seen.in_bulk()
    return [
        Occupied(bed, claim, people.get(claim.person_id) if claim else None) for bed, claim in rows
    ]


@dataclass(frozen=True)
class InWard:
    """How many beds of a ward there are and how many are free; no ward for beds outside one."""

    ward: Ward | None
    beds: int
    free: int


def wards_of(rows: Iterable[Occupied]) -> list[InWard]:
    """Return the wards of an institution's beds, in their order."""
    found: dict[int | None, list[Bed]] = {}
    for row in rows:
        found.setdefault(row.bed.ward_id, []).append(row.bed)
    return [
        InWard(beds[0].ward, len(beds), sum(bed.shown_state == Bed.State.FREE for bed in beds))
        for beds in found.values()
    ]


def _sum(parts: Iterable[Counts]) -> Counts:
    total = Counts()
    for counts in parts:
        for state, number in counts.by_state.items():
            total.add(state, number, counts.cheapest_fen)
    return total
