"""Who was in a bed of care, of home medical or of palliative care before those of today.

Without them every such bed would have been empty until its resident of today came, and each
series of people in beds would rise to the present.  Hospital stays are trips (``demo.trips``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from yiyang.demo.claims import LONGEST, SHORTEST_STAY, Pool
from yiyang.demo.filling import TURNOVER, Filling
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import BedRow, During

# How their stays ended; first the beds that may be open over a care bed.
ENDED = {
    "HOME_MEDICAL_BED": "IMPROVED", "INSTITUTION_BED": "OUTSIDE", "HOME_CARE_BED": "OUTSIDE",
    "PALLIATIVE_BED": "OUTSIDE", "HOME_PALLIATIVE": "OUTSIDE",
}  # fmt: skip
OVER_CARE = ("HOME_MEDICAL_BED",)
AT_HOME = ("HOME_CARE_BED", "HOME_MEDICAL_BED", "HOME_PALLIATIVE")


def former_stays(filling: Filling) -> None:
    """Let each bed have been as often in use in the weeks before as its kind is today."""
    begun = _begun(filling)
    taken = {*filling.medical, *(elder.id for elder, *_ in filling.past)}
    for kind, reason in ENDED.items():
        if kind not in OVER_CARE:
            taken |= filling.care.keys()
        pools = _pools(filling, kind)
        for bed in filling.beds_of(kind):
            pool = pools.get(bed.institution_id if kind in AT_HOME else 0)
            for span in _before(filling, kind, begun.get(bed.id, filling.book.at)):
                elder = pool.take(bed, taken) if pool else None
                if elder is None:
                    break
                taken.add(elder.id)
                filling.book.claim(bed, elder, "OCCUPY", span, ended=reason)


def _begun(filling: Filling) -> dict[int, datetime]:
    """Return since when each bed that is in use, or out of use, is."""
    beds = filling.book.beds.values()
    begun = {bed.id: bed.state_since for bed in beds if bed.state != "FREE"}
    for claim in filling.book.claims:
        begun[claim.bed_id] = min(claim.span.since, begun.get(claim.bed_id, claim.span.since))
    return begun


def _pools(filling: Filling, kind: str) -> Mapping[int, Pool]:
    """Return who may have had a bed of a kind: at home by the provider that serves their area."""
    if kind not in AT_HOME:
        return {0: filling.pool(kind, filling.elders)}
    by_place: dict[int, list[Elder]] = defaultdict(list)
    for elder in filling.elders:
        by_place[elder.place_id].append(elder)
    served: dict[int, list[Elder]] = defaultdict(list)
    for row in filling.network.serves:
        served[row.institution_id] += by_place[row.place_id]
    return {institution: filling.pool(kind, area) for institution, area in served.items()}


def _before(filling: Filling, kind: str, begun: datetime) -> Iterator[During]:
    """Yield the stays in a bed before a moment, the latest first, while they reach the weeks."""
    first = filling.book.at - timedelta(weeks=quantity("stays.weeks_of_history", filling.size))
    mean = quantity("stays.days")[kind]
    empty = mean * (1 - _in_use(filling, kind)) / _in_use(filling, kind)
    while True:
        gap = TURNOVER + timedelta(days=filling.random.expovariate(1 / empty))
        until = (begun - gap).replace(microsecond=0)
        if until <= first:
            return
        days = min(filling.random.expovariate(1 / mean), LONGEST * mean)
        begun = (until - SHORTEST_STAY - timedelta(days=days)).replace(microsecond=0)
        yield During(begun, until)


def _in_use(filling: Filling, kind: str) -> float:
    """Return the share of the beds of a kind that is in use at a moment."""
    if kind != "INSTITUTION_BED":
        return float(quantity("beds.occupancy")[kind])
    beds: list[BedRow] = [bed for bed in filling.book.beds.values() if bed.kind == kind]
    return 1 - quantity("beds.free_institution_beds", filling.size) / len(beds)
