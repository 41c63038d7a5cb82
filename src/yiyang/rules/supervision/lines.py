"""Checks inside one claim: double charges, daily limits, sex, age, level, kind of visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from yiyang.policy.book import Reading
from yiyang.rules.supervision.terms import (
    DAY,
    INPATIENT,
    Lists,
    Pair,
    Seen,
    SeenLine,
    Suspicion,
    suspicion,
)

CHILD = "supervision.child_below_years"


def line_suspicions(claim: Seen, lists: Lists, reading: Reading) -> Iterator[Suspicion]:
    """Yield what the lines of one claim call to be explained.

    Source: the insurer's two libraries of rules, batches 1, 4, 5, 7 and 8-1.
    """
    by_code: dict[str, list[SeenLine]] = defaultdict(list)
    for line in claim.lines:
        by_code[line.code].append(line)
    for pair in lists.pairs:
        if pair.main in by_code and pair.included in by_code:
            yield from _charged_twice(claim, pair, by_code)
    late = [line for line in claim.lines if claim.died_on and line.on > claim.died_on]
    if late:
        yield suspicion("SUSPECT_AFTER_DEATH", claim, late)
    for code, lines in by_code.items():
        yield from _too_often(claim, code, lines, lists)
        for name, is_odd in _ODD.items():
            if is_odd(claim, code, lists, reading):
                identity = (claim.key, code)
                yield suspicion(name, claim, lines, identity=identity, params={"of": code})


def _charged_twice(
    claim: Seen, pair: Pair, by_code: dict[str, list[SeenLine]]
) -> Iterator[Suspicion]:
    mains = {line.on for line in by_code[pair.main]}
    lines = [line for line in by_code[pair.included] if pair.within != DAY or line.on in mains]
    if lines:
        days = {line.on for line in lines}
        beside = [line for line in by_code[pair.main] if pair.within != DAY or line.on in days]
        yield suspicion(
            "SUSPECT_INCLUDED",
            claim,
            (*lines, *beside),
            disputed=lines,
            identity=(claim.key, pair.main, pair.included, pair.within),
            params={"of": pair.included, "main": pair.main},
        )


def _too_often(
    claim: Seen, code: str, lines: Sequence[SeenLine], lists: Lists
) -> Iterator[Suspicion]:
    most = lists.daily.get(code)
    if most is None:
        return
    for day in sorted({line.on for line in lines}):
        found = [line for line in lines if line.on == day]
        if sum(line.quantity for line in found) > most:
            params = {"of": code, "day": day.isoformat(), "most": str(most)}
            identity = (claim.key, code, day.isoformat())
            yield suspicion("SUSPECT_TOO_OFTEN", claim, found, identity=identity, params=params)


def _is_other_sex(claim: Seen, code: str, lists: Lists, _: Reading) -> bool:
    return claim.sex in ("1", "2") and lists.sexes.get(code, claim.sex) != claim.sex


def _is_no_child(claim: Seen, code: str, lists: Lists, reading: Reading) -> bool:
    is_listed = code in lists.children and claim.age is not None
    return is_listed and (claim.age or 0) >= reading.integer(CHILD)


def _is_low_level(claim: Seen, code: str, lists: Lists, _: Reading) -> bool:
    return claim.level is not None and claim.level < lists.levels.get(code, 0)


def _is_outpatient(claim: Seen, code: str, lists: Lists, _: Reading) -> bool:
    return code in lists.inpatient and claim.kind != INPATIENT


_ODD: dict[str, Callable[[Seen, str, Lists, Reading], bool]] = {
    "SUSPECT_SEX": _is_other_sex,
    "SUSPECT_AGE": _is_no_child,
    "SUSPECT_LEVEL": _is_low_level,
    "SUSPECT_INPATIENT_ONLY": _is_outpatient,
}
