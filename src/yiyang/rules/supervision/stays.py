"""Checks of stays: two at once, one in parts, days without care, treated outside meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from yiyang.policy.book import Reading
from yiyang.rules.supervision.terms import INPATIENT, Seen, Suspicion, in_order, suspicion

SPLIT = "supervision.split_stay_days"
IDLE, IDLE_FROM = "supervision.idle_days_percent", "supervision.idle_from_days"
CATEGORY = 3  # characters of an ICD-10 category
BED = "01"  # the class of charges for a bed
WHOLE = 100


def stay_suspicions(claims: Iterable[Seen], reading: Reading) -> Iterator[Suspicion]:
    """Yield stays that overlap, that may be one, that hold too few days of care.

    A stay that begins on the day on which another ended is no overlap.  Where two institutions
    have a part in it each is asked by itself, of its own claim.

    Source: JA-4.2; the algorithms of fund supervision (gap of 10 days, others in use).
    """
    by_person: dict[str, list[Seen]] = defaultdict(list)
    for claim in claims:
        by_person[claim.person].append(claim)
    for each in by_person.values():
        stays = sorted((one for one in each if one.kind == INPATIENT), key=in_order)
        for stay in stays:
            yield from _idle(stay, reading)
        yield from _pairs(stays, reading.integer(SPLIT))
        yield from _outside(stays, [one for one in each if one.kind != INPATIENT])


def _pairs(stays: Sequence[Seen], most: int) -> Iterator[Suspicion]:
    for before, after in combinations(stays, 2):
        if after.begun_on < before.ended_on:
            yield from _overlap(before, after)
        elif _may_be_one(before, after) and (after.begun_on - before.ended_on).days <= most:
            yield _pair("SUSPECT_SPLIT", before, after)


def _may_be_one(before: Seen, after: Seen) -> bool:
    same = before.institution == after.institution
    family = before.diagnosis[:CATEGORY]
    return same and bool(family) and family == after.diagnosis[:CATEGORY]


def _overlap(before: Seen, after: Seen) -> Iterator[Suspicion]:
    if before.institution == after.institution:
        yield _pair("SUSPECT_OVERLAP", before, after)
        return
    for own, other in ((before, after), (after, before)):
        identity = (own.key, other.key)
        yield suspicion("SUSPECT_ELSEWHERE", own, own.lines, identity=identity, beside=[other])


def _pair(code: str, before: Seen, after: Seen) -> Suspicion:
    days = (after.begun_on - before.ended_on).days
    return suspicion(
        code,
        after,
        (*before.lines, *after.lines),
        disputed=after.lines,
        identity=(before.key, after.key),
        beside=[before],
        params={"other": before.key, "days": days},
    )


def _idle(stay: Seen, reading: Reading) -> Iterator[Suspicion]:
    """Yield a stay of many days on which nothing but the bed was charged.

    A stay whose lines all bear its last day tells nothing of its days: whoever sent it writes
    everything down at discharge.
    """
    days = (stay.ended_on - stay.begun_on).days
    dated = {line.on for line in stay.lines}
    if days < reading.integer(IDLE_FROM) or not dated or dated == {stay.ended_on}:
        return
    cared = {line.on for line in stay.lines if line.charge != BED}
    every = (stay.begun_on + timedelta(days=number) for number in range(days))
    idle = sum(day not in cared for day in every)
    if idle * WHOLE >= reading.integer(IDLE) * days:
        yield suspicion("SUSPECT_IDLE", stay, stay.lines, params={"idle": idle, "days": days})


def _outside(stays: Sequence[Seen], visits: Sequence[Seen]) -> Iterator[Suspicion]:
    """Yield stays in the midst of which the person was treated as one who is not in a bed."""
    for stay in stays:
        treated = {
            (day, one)
            for one in visits
            for day in _days(one)
            if stay.begun_on < day < stay.ended_on
        }
        for day in sorted({day for day, _ in treated}):
            yield suspicion(
                "SUSPECT_OUTSIDE",
                stay,
                [line for line in stay.lines if line.on == day] or stay.lines,
                identity=(stay.key, day.isoformat()),
                beside=[one for on, one in treated if on == day],
                params={"day": day.isoformat()},
            )


def _days(visit: Seen) -> set[date]:
    """Return the days of a visit, or of each one that a claim of many days is for."""
    return {visit.begun_on, *(line.on for line in visit.lines)}
