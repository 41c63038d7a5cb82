"""Who is in which bed now, and the hospital stays of the last weeks.

Claims and presences agree with each other and with the state of each bed, as the services of
``beds`` would have left them: one presence per axis (I1), a kept bed without presence (I2),
no bed claimed twice (I3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from random import Random
from typing import NamedTuple

from yiyang.demo.claims import SHORTEST_STAY, ClaimBook, Pool
from yiyang.demo.institutions import Network
from yiyang.demo.plan import Ground, Plan
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import BedRow, ClaimRow, During, PresenceRow

TURNOVER = timedelta(hours=3)  # a bed is cleaned between two people
FRAIL = 2  # from this level on somebody may need a home medical bed
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


class Trip(NamedTuple):
    """A hospital stay that has ended: there and back, with the claims it used."""

    elder: Elder
    stay: During
    hospital: ClaimRow
    care_before: ClaimRow | None
    care_after: ClaimRow | None


class Stays(NamedTuple):
    """All claims and presences, the beds with their state, and the trips of the last weeks."""

    beds: tuple[BedRow, ...]
    claims: tuple[ClaimRow, ...]
    presences: tuple[PresenceRow, ...]
    trips: tuple[Trip, ...]


@dataclass
class _Filling:
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


def stays(plan: Plan, ground: Ground, elders: Sequence[Elder]) -> Stays:
    """Return the stays of the plan's moment and the hospital trips of the weeks before."""
    book = ClaimBook(plan.random("stays"), ground.stock, ground.staff, plan.at)
    filling = _Filling(book, plan.size, elders, ground.network)
    _fill_institutions(filling)
    _fill_home_care(filling)
    _fill_hospitals(filling)
    _fill_home_medical(filling)
    _fill_palliative(filling)
    _past_trips(filling)
    trips = _care_claims(filling)
    beds = tuple(book.beds[bed.id] for bed in ground.stock.beds)
    return Stays(beds, tuple(book.claims), tuple(book.presences), trips)


def _fill_institutions(filling: _Filling) -> None:
    """Fill the care homes but for the free beds, which are spread over all of them."""
    beds = filling.beds_of("INSTITUTION_BED")
    free = quantity("beds.free_institution_beds", filling.size)
    in_use = beds[free:]
    for state, share in quantity("stays.out_of_use").items():
        for _ in range(round(len(beds) * share)):
            filling.book.set_state(in_use.pop(), state, filling.book.at - SHORTEST_STAY)
    highest = {row.id: row.highest_care_level for row in filling.network.institutions}
    pool = filling.pool("INSTITUTION_BED", filling.elders)
    # The particular beds first: whoever suits a dementia unit suits a plain room too.
    for bed in sorted(in_use, key=lambda b: (not b.dementia_unit, not b.subsidy_class)):
        elder = pool.take(bed, filling.care, highest[bed.institution_id])
        if elder is not None:
            began = filling.book.began(bed.kind)
            filling.care[elder.id] = Placed(elder, bed, began)


def _fill_home_care(filling: _Filling) -> None:
    at_home = [elder for elder in filling.elders if elder.id not in filling.care]
    beds = filling.occupied_of("HOME_CARE_BED")
    for bed, elder in _near(filling, beds, at_home, filling.care):
        began = filling.book.began(bed.kind)
        filling.care[elder.id] = Placed(elder, bed, began)


def _near(
    filling: _Filling, beds: Sequence[BedRow], elders: Sequence[Elder], placed: Collection[int]
) -> list[tuple[BedRow, Elder]]:
    """Match slots with people in the areas that their providers serve, as far as they last."""
    taken = set(placed)
    served: dict[int, set[int]] = defaultdict(set)
    for row in filling.network.serves:
        served[row.institution_id].add(row.place_id)
    by_place: dict[int, list[Elder]] = defaultdict(list)
    for elder in elders:
        by_place[elder.place_id].append(elder)
    pools: dict[int, Pool] = {}
    found = []
    for bed in beds:
        if bed.institution_id not in pools:
            area = [e for place in sorted(served[bed.institution_id]) for e in by_place[place]]
            pools[bed.institution_id] = filling.pool(bed.kind, area)
        elder = pools[bed.institution_id].take(bed, taken)
        if elder is not None:
            found.append((bed, elder))
            taken.add(elder.id)
    return found


def _fill_hospitals(filling: _Filling) -> None:
    """Fill the hospitals: some come from a care bed, which is kept for them."""
    beds = filling.occupied_of("HOSPITAL_BED")
    kept_for = timedelta(days=quantity("stays.kept_days"))
    shares = {
        "INSTITUTION_BED": quantity("stays.from_care_to_hospital"),
        "HOME_CARE_BED": quantity("stays.hospital_from_home_care"),
    }
    for placed in list(filling.care.values()):
        if beds and filling.random.random() < shares[placed.bed.kind]:
            left = filling.book.at - kept_for * filling.random.uniform(0.05, 0.8)
            left = left.replace(microsecond=0)
            if placed.since < left - TURNOVER:
                filling.away[placed.elder.id] = left
                _admit(filling, beds.pop(), placed.elder, left)
    others = [elder for elder in filling.elders if elder.id not in filling.care]
    pool = filling.pool("HOSPITAL_BED", others)
    for bed in beds:
        elder = pool.take(bed, filling.medical)
        if elder is not None:
            _admit(filling, bed, elder, filling.book.began(bed.kind))


def _admit(filling: _Filling, bed: BedRow, elder: Elder, since: datetime) -> None:
    filling.book.claim(bed, elder, "OCCUPY", During(since))
    filling.medical.add(elder.id)


def _fill_home_medical(filling: _Filling) -> None:
    """Open home medical beds over home care beds, over institution beds, and by themselves."""
    beds = filling.occupied_of("HOME_MEDICAL_BED")
    frail = [e for e in filling.elders if e.level >= FRAIL and e.id not in filling.medical]
    for kind, share in quantity("stays.home_medical_over").items():
        over = [e for e in frail if e.id in filling.care and filling.care[e.id].bed.kind == kind]
        wanted = round(len(beds) * share)
        asked, beds = beds[:wanted], beds[wanted:]
        found = _near(filling, asked, over, filling.medical)
        for bed, elder in found:
            since = max(filling.book.began(bed.kind), filling.care[elder.id].since + TURNOVER)
            _admit(filling, bed, elder, since)
        beds += [bed for bed in asked if bed not in {used for used, _ in found}]
    alone = [elder for elder in frail if elder.id not in filling.care]
    for bed, elder in _near(filling, beds, alone, filling.medical):
        _admit(filling, bed, elder, filling.book.began(bed.kind))


def _fill_palliative(filling: _Filling) -> None:
    """Palliative care: on wards for people without a care bed, at home for any."""
    no_care_bed = [elder for elder in filling.elders if elder.id not in filling.care]
    pool = filling.pool("PALLIATIVE_BED", no_care_bed)
    for bed in filling.occupied_of("PALLIATIVE_BED"):
        elder = pool.take(bed, filling.medical)
        if elder is not None:
            _admit(filling, bed, elder, filling.book.began(bed.kind))
    at_home = filling.occupied_of("HOME_PALLIATIVE")
    for bed, elder in _near(filling, at_home, no_care_bed, filling.medical):
        _admit(filling, bed, elder, filling.book.began(bed.kind))


def _past_trips(filling: _Filling) -> None:
    """Let some people have been in hospital in the weeks before, each once, and be back."""
    weeks = quantity("stays.weeks_of_history")
    monthly = quantity("stays.transfers_per_month") * len(filling.elders)
    count = round(monthly * weeks * 7 / 30 / 2)  # a trip is two transfers
    earliest = {bed.id: filling.book.at for bed in filling.beds_of("HOSPITAL_BED")}
    for claim in filling.book.claims:
        if claim.bed_id in earliest:
            earliest[claim.bed_id] = claim.span.since
    heap = [(-moment.timestamp(), bed_id) for bed_id, moment in earliest.items()]
    heapify(heap)
    for elder in _travellers(filling, count):
        trip = _trip(filling, heap, earliest)
        placed = filling.care.get(elder.id)
        if trip is None or (placed and placed.since > trip[1].since - TURNOVER):
            continue
        bed, span = trip
        claim = filling.book.claim(bed, elder, "OCCUPY", span, ended="DISCHARGED")
        earliest[bed.id] = span.since
        heappush(heap, (-span.since.timestamp(), bed.id))
        filling.past.append((elder, span, claim))


def _travellers(filling: _Filling, count: int) -> list[Elder]:
    """Choose who was in hospital: half of them from care homes, nobody in medical care now."""
    residents, others = [], []
    for elder in filling.elders:
        if elder.id not in filling.medical:
            (residents if elder.id in filling.care else others).append(elder)
    half = min(count // 2, len(residents))
    chosen = filling.random.sample(residents, half)
    chosen += filling.random.sample(others, min(count - half, len(others)))
    filling.random.shuffle(chosen)
    return chosen


def _trip(
    filling: _Filling, heap: list[tuple[float, int]], earliest: dict[int, datetime]
) -> tuple[BedRow, During] | None:
    """Take the hospital bed that was free last, and a stay that ended before its next one."""
    _, bed_id = heappop(heap)
    days = 1 + filling.random.expovariate(1 / quantity("stays.days")["HOSPITAL_BED"])
    until = earliest[bed_id] - TURNOVER - timedelta(days=filling.random.uniform(0, 2))
    since = until - timedelta(days=min(days, 21))
    horizon = filling.book.at - timedelta(weeks=quantity("stays.weeks_of_history"))
    if since < horizon:
        return None
    span = During(since.replace(microsecond=0), until.replace(microsecond=0))
    return filling.book.beds[bed_id], span


def _care_claims(filling: _Filling) -> tuple[Trip, ...]:
    """Write the claims on care beds, interrupted where their person was or is in hospital."""
    trips = {elder.id: (span, claim) for elder, span, claim in filling.past}
    found = []
    for placed in filling.care.values():
        elder, bed, since = placed
        if elder.id in trips:
            span, hospital = trips.pop(elder.id)
            before, after = _round_trip(filling.book, placed, span)
            found.append(Trip(elder, span, hospital, before, after))
        elif elder.id in filling.away:
            left = filling.away[elder.id]
            filling.book.claim(bed, elder, "OCCUPY", During(since, left), ended="TO_HOSPITAL")
            kept = timedelta(days=quantity("stays.kept_days"))
            filling.book.claim(bed, elder, "KEEP", During(left, left + kept))
        else:
            filling.book.claim(bed, elder, "OCCUPY", During(since))
    for elder, span, claim in filling.past:
        if elder.id in trips:
            found.append(Trip(elder, span, claim, None, None))
    return tuple(sorted(found, key=lambda trip: trip.stay.since))


def _round_trip(book: ClaimBook, placed: Placed, span: During) -> tuple[ClaimRow, ClaimRow]:
    """Write a care bed's claims around a hospital stay: before, kept meanwhile, after."""
    elder, bed, since = placed
    before = book.claim(bed, elder, "OCCUPY", During(since, span.since), ended="TO_HOSPITAL")
    book.claim(bed, elder, "KEEP", span, ended="RETURNED")
    return before, book.claim(bed, elder, "OCCUPY", During(span.until))
