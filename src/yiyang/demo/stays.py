"""Who is in which bed now, and the stays of the last weeks.

Claims and presences agree with each other and with the state of each bed, as the services of
``beds`` would have left them: one presence per axis (I1), a kept bed without presence (I2),
no bed claimed twice (I3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from yiyang.demo.claims import SHORTEST_STAY, ClaimBook, Pool
from yiyang.demo.filling import TURNOVER, Filling, Placed
from yiyang.demo.former import former_stays
from yiyang.demo.plan import Ground, Plan
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import BedRow, ClaimRow, During, PresenceRow
from yiyang.demo.trips import Trip, care_claims, past_trips

FRAIL = 2  # from this level on somebody may need a home medical bed


class Stays(NamedTuple):
    """All claims and presences, the beds with their state, and the trips of the last weeks."""

    beds: tuple[BedRow, ...]
    claims: tuple[ClaimRow, ...]
    presences: tuple[PresenceRow, ...]
    trips: tuple[Trip, ...]


def stays(plan: Plan, ground: Ground, elders: Sequence[Elder]) -> Stays:
    """Return the stays of the plan's moment and the hospital trips of the weeks before."""
    book = ClaimBook(plan.random("stays"), ground.stock, ground.staff, plan.at)
    filling = Filling(book, plan.size, elders, ground.network)
    _fill_institutions(filling)
    _fill_home_care(filling)
    _fill_hospitals(filling)
    _fill_home_medical(filling)
    _fill_palliative(filling)
    past_trips(filling)
    trips = care_claims(filling)
    former_stays(filling)
    beds = tuple(book.beds[bed.id] for bed in ground.stock.beds)
    return Stays(beds, tuple(book.claims), tuple(book.presences), trips)


def _fill_institutions(filling: Filling) -> None:
    """Fill the care homes but for the free beds, which are spread over all of them."""
    beds = filling.beds_of("INSTITUTION_BED")
    wanted = quantity("beds.free_institution_beds", filling.size)
    free, in_use = beds[:wanted], beds[wanted:]
    for state, share in quantity("stays.out_of_use").items():
        for _ in range(round(len(beds) * share)):
            filling.book.set_state(in_use.pop(), state, filling.book.at - SHORTEST_STAY)
    highest = {row.id: row.highest_care_level for row in filling.network.institutions}
    pool = filling.pool("INSTITUTION_BED", filling.elders)
    # The particular beds first: whoever suits a dementia unit suits a plain room too.
    in_use.sort(key=lambda b: (not b.dementia_unit, not b.subsidy_class))
    # A bed that suits nobody stays free, and one of those to be left free is taken for it.
    for bed in (*in_use, *free):
        if len(filling.care) == len(in_use):
            return
        elder = pool.take(bed, filling.care, highest[bed.institution_id])
        if elder is not None:
            began = filling.book.began(bed.kind)
            filling.care[elder.id] = Placed(elder, bed, began)


def _fill_home_care(filling: Filling) -> None:
    at_home = [elder for elder in filling.elders if elder.id not in filling.care]
    beds = filling.occupied_of("HOME_CARE_BED")
    for bed, elder in _near(filling, beds, at_home, filling.care):
        began = filling.book.began(bed.kind)
        filling.care[elder.id] = Placed(elder, bed, began)


def _near(
    filling: Filling, beds: Sequence[BedRow], elders: Sequence[Elder], placed: Collection[int]
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


def _fill_hospitals(filling: Filling) -> None:
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


def _admit(filling: Filling, bed: BedRow, elder: Elder, since: datetime) -> None:
    filling.book.claim(bed, elder, "OCCUPY", During(since))
    filling.medical.add(elder.id)


def _fill_home_medical(filling: Filling) -> None:
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


def _fill_palliative(filling: Filling) -> None:
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
