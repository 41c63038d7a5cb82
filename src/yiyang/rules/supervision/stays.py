"""Checks between the stays of one person: two at once, one stay in parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from yiyang.policy.book import Reading
from yiyang.rules.supervision.terms import INPATIENT, Seen, Suspicion

SPLIT = "supervision.split_stay_days"
CATEGORY = 3  # characters of an ICD-10 category


def stay_suspicions(claims: Iterable[Seen], reading: Reading) -> Iterator[Suspicion]:
    """Yield stays that overlap, and stays of one institution that may be one.

    A stay that begins on the day on which another ended is no overlap.

    Source: JA-4.2; the algorithms of fund supervision (gap of 10 days, others in use).
    """
    stays: dict[str, list[Seen]] = defaultdict(list)
    for claim in claims:
        if claim.kind == INPATIENT:
            stays[claim.person].append(claim)
    most = reading.integer(SPLIT)
    for each in stays.values():
        ordered = sorted(each, key=lambda one: (one.begun_on, one.ended_on, one.key))
        for before, after in combinations(ordered, 2):
            if after.begun_on < before.ended_on:
                yield _pair("SUSPECT_OVERLAP", before, after)
            elif _may_be_one(before, after) and (after.begun_on - before.ended_on).days <= most:
                yield _pair("SUSPECT_SPLIT", before, after)


def _may_be_one(before: Seen, after: Seen) -> bool:
    same = before.institution == after.institution
    family = before.diagnosis[:CATEGORY]
    return same and bool(family) and family == after.diagnosis[:CATEGORY]


def _pair(code: str, before: Seen, after: Seen) -> Suspicion:
    lines = tuple(line.key for line in (*before.lines, *after.lines))
    fen = sum(line.fen for line in after.lines)
    days = (after.begun_on - before.ended_on).days
    return Suspicion(code, after.key, lines, fen, {"other": before.key, "days": days})
