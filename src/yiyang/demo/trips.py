"""The hospital stays of the last weeks: who was away and is back."""

from __future__ import annotations

from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from yiyang.demo.claims import ClaimBook
from yiyang.demo.filling import TURNOVER, Filling, Placed
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import BedRow, ClaimRow, During


class Trip(NamedTuple):
    """A hospital stay that has ended: there and back, with the claims it used."""

    elder: Elder
    stay: During
    hospital: ClaimRow
    care_before: ClaimRow | None
    care_after: ClaimRow | None


def past_trips(filling: Filling) -> None:
    """Let some people have been in hospital in the weeks before, each once, and be back."""
    weeks = quantity("stays.weeks_of_history", filling.size)
    monthly = quantity("stays.transfers_per_month", filling.size) * len(filling.elders)
    count = round(monthly * weeks * 7 / 30 / 2)  # a trip is two transfers
    earliest = {bed.id: filling.book.at for bed in filling.beds_of("HOSPITAL_BED")}
    for claim in filling.book.claims:
        if claim.bed_id in earliest:
            earliest[claim.bed_id] = claim.span.since
    heap = [(-moment.timestamp(), bed_id) for bed_id, moment in earliest.items()]
    heapify(heap)
    for elder in _travellers(filling, count):
        if not heap:
            break  # every bed is as full as it was: nobody else was there
        trip = _trip(filling, heap, earliest)
        placed = filling.care.get(elder.id)
        if trip is None or (placed and placed.since > trip[1].since - TURNOVER):
            continue
        bed, span = trip
        claim = filling.book.claim(bed, elder, "OCCUPY", span, ended="IMPROVED")
        earliest[bed.id] = span.since
        heappush(heap, (-span.since.timestamp(), bed.id))
        filling.past.append((elder, span, claim))


def _travellers(filling: Filling, count: int) -> list[Elder]:
    """Choose who was in hospital: a part from care homes, nobody who is in medical care now."""
    residents, others = [], []
    for elder in filling.elders:
        if elder.id not in filling.medical:
            (residents if elder.id in filling.care else others).append(elder)
    share = quantity("stays.trips_of_residents", filling.size)
    part = min(int(count * share), len(residents))
    chosen = filling.random.sample(residents, part)
    chosen += filling.random.sample(others, min(count - part, len(others)))
    filling.random.shuffle(chosen)
    return chosen


def _trip(
    filling: Filling, heap: list[tuple[float, int]], earliest: dict[int, datetime]
) -> tuple[BedRow, During] | None:
    """Take the hospital bed that was free last, and a stay that ended before its next one."""
    _, bed_id = heappop(heap)
    days = 1 + filling.random.expovariate(1 / quantity("stays.days")["HOSPITAL_BED"])
    until = earliest[bed_id] - TURNOVER - timedelta(days=filling.random.uniform(0, 2))
    since = until - timedelta(days=min(days, 21))
    weeks = quantity("stays.weeks_of_history", filling.size)
    first = filling.book.at - timedelta(weeks=weeks)
    if until < first:
        return None
    # Who was there before the weeks came on the day before them: else beds filled up over weeks.
    since = max(since, first - timedelta(days=filling.random.uniform(0.5, 1)))
    span = During(since.replace(microsecond=0), until.replace(microsecond=0))
    return filling.book.beds[bed_id], span


def care_claims(filling: Filling) -> tuple[Trip, ...]:
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
            filling.book.claim(bed, elder, "OCCUPY", During(since, left), ended="SUSPENDED")
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
    before = book.claim(bed, elder, "OCCUPY", During(since, span.since), ended="SUSPENDED")
    book.claim(bed, elder, "KEEP", span, ended="RETURNED")
    return before, book.claim(bed, elder, "OCCUPY", During(span.until))
