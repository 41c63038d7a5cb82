"""What was seen made into estimates with intervals; what is too little is told, not guessed.

Source: Garwood 1936 (rates), Wilson 1927 (shares), Kaplan and Meier 1958 (lengths of stay).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yiyang.analytics.small_numbers import wilson
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.planning.calibrating.figures import (
    ANSWER,
    ARRIVALS,
    COLOUR,
    ENDING,
    FROM_OUTSIDE,
    HOLDING,
    MOVE,
    POISSON,
    REFUSAL,
    SHARE,
    STAGE,
    STAY_MEAN,
    STAY_MEDIAN,
    SURVIVAL,
    Figure,
)
from yiyang.planning.calibrating.fitting import EXPONENTIAL, exponential, fit
from yiyang.planning.calibrating.seen import ENDED_BY_NOTHING_KNOWN, Answering, Seen, Spell
from yiyang.planning.calibrating.survival import Length, curve_of, quantile_of
from yiyang.planning.simulation.calibration import Interval, rate_of
from yiyang.rules.placement.terms import Trigger


@dataclass(frozen=True)
class Limits:
    """How sure intervals are, and how many events a figure needs before it is told."""

    confidence: float
    least: int


@dataclass(frozen=True)
class Estimated:
    """The figures of a window and what could not be estimated."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


def estimate(seen: Seen, limits: Limits) -> Estimated:
    """Return every figure that what was seen allows, and a finding for each that it does not.

    Raises:
        ValueError: the window has no days.
    """
    figures: list[Figure] = []
    findings: list[Finding] = []
    for part in (_arrivals, _stays, _stages, _moves, _holdings, _answers):
        for found in part(seen, limits):
            (figures if isinstance(found, Figure) else findings).append(found)  # type: ignore[arg-type]
    if seen.delivered != seen.admitted:
        told = {"acts": seen.delivered, "cases": seen.admitted}
        findings.append(_finding("CALIBRATION_LEDGER_DIFFERS", seen.place, **told))
    return Estimated(tuple(figures), tuple(findings))


Found = Iterator["Figure | Finding"]
WORSE = (Trigger.HEALTH_WORSE, Trigger.SICKBED_WORSE)


def _arrivals(seen: Seen, limits: Limits) -> Found:
    """Yield how many come from outside, by sub-district and reason.

    Sub-districts with too few of a reason share its rate by how many live there.
    """
    outside = [each for each in seen.askings if not each.left_kind]
    by_reason = Counter(each.trigger for each in outside)
    cells = Counter((each.place, each.trigger) for each in outside)
    for reason, many in sorted(by_reason.items()):
        if many < limits.least:
            yield _finding("CALIBRATION_TOO_FEW", f"{ARRIVALS}, {reason}", least=limits.least)
            continue
        told = [(p, n) for (p, r), n in sorted(cells.items()) if r == reason and n >= limits.least]
        rest = many - sum(n for _, n in told)
        if 0 < rest < limits.least and told:  # the smallest told one would give the rest away
            smallest = min(told, key=lambda pair: (pair[1], pair[0]))
            told.remove(smallest)
            rest += smallest[1]
        for place, number in told:
            yield _rate(place, reason, rate_of(number, seen.days, limits.confidence), 1.0)
        yield from _rest(seen, reason, rest, {p for p, _ in told}, limits)
    worse = Counter(each.colour for each in outside if each.trigger in WORSE)
    if worse.total() >= limits.least:
        yield from _shares(COLOUR, FROM_OUTSIDE, worse, limits)


def _rest(seen: Seen, reason: str, many: int, told: set[str], limits: Limits) -> Found:
    people = {p: n for p, n in sorted(seen.residents.items()) if p not in told and n}
    if not many:
        return
    if not people:
        yield _finding("CALIBRATION_PLACE_UNKNOWN", f"{ARRIVALS}, {reason}")
        return
    rate = rate_of(many, seen.days, limits.confidence)
    for place, residents in people.items():
        yield _rate(place, reason, rate, residents / sum(people.values()))


def _rate(place: str, reason: str, rate: Interval, part: float) -> Figure:
    high = None if rate.high is None else rate.high * part
    return Figure(
        ARRIVALS, place, reason, rate.value * part, rate.low * part, high, rate.number, POISSON
    )


def _stays(seen: Seen, limits: Limits) -> Found:
    """Yield the median and the mean of whole stays, by kind of bed."""
    for kind, spells in _by_kind(seen.stays):
        lengths = _lengths(spells, seen.days)
        ended = sum(each.has_ended for each in lengths)
        if ended < limits.least:
            yield _finding("CALIBRATION_TOO_FEW", f"{STAY_MEDIAN}, {kind}", least=limits.least)
            continue
        half = quantile_of(curve_of(lengths), 0.5, limits.confidence)
        yield Figure(STAY_MEDIAN, kind, "", half.value, half.low, half.high, ended, SURVIVAL)
        found = fit(lengths, limits.confidence)
        if found is not None:
            yield Figure(
                STAY_MEAN, kind, "", found.mean, found.low, found.high, ended, found.form,
                found.variation,
            )  # fmt: skip


def _stages(seen: Seen, limits: Limits) -> Found:
    """Yield how long a stage of need lasts and what ends it, by kind of bed."""
    for kind, spells in _by_kind(seen.stages):
        lengths = _lengths(spells, seen.days)
        ends = Counter(each.ended_by for each in spells if each.ended is not None)
        unknown = ends.pop(ENDED_BY_NOTHING_KNOWN, 0)
        known = sum(ends.values())
        if unknown:
            yield _finding("CALIBRATION_UNEXPLAINED", f"{STAGE}, {kind}", unknown=unknown)
        if known < limits.least:
            yield _finding("CALIBRATION_TOO_FEW", f"{STAGE}, {kind}", least=limits.least)
            continue
        found = fit(lengths, limits.confidence) or exponential(lengths, limits.confidence)
        if found is None:
            continue
        variation = 1.0 if found.form == EXPONENTIAL else found.variation
        yield Figure(
            STAGE, kind, "", found.mean, found.low, found.high, known, found.form, variation
        )
        named = {str(name): many for name, many in ends.items()}
        yield from _shares(ENDING, kind, named, limits)


def _moves(seen: Seen, limits: Limits) -> Found:
    """Yield from which kind of bed people moved to which, as shares of those who moved."""
    moved = [each for each in seen.askings if each.left_kind and each.taken_kind]
    for kind in sorted({each.left_kind for each in moved}):
        taken = Counter(each.taken_kind for each in moved if each.left_kind == kind)
        if taken.total() < limits.least:
            yield _finding("CALIBRATION_TOO_FEW", f"{MOVE}, {kind}", least=limits.least)
            continue
        yield from _shares(MOVE, kind, taken, limits)


def _holdings(seen: Seen, limits: Limits) -> Found:
    """Yield the mean time from a reserved bed to the arrival, by colour."""
    for colour in sorted({each.colour for each in seen.holdings}):
        own = [each for each in seen.holdings if each.colour == colour]
        lengths = [Length(each.days, each.arrived) for each in own]
        found = exponential(lengths, limits.confidence)
        if found is None or found.ended < limits.least:
            yield _finding("CALIBRATION_TOO_FEW", f"{HOLDING}, {colour}", least=limits.least)
            continue
        yield Figure(
            HOLDING, colour, "", found.mean, found.low, found.high, found.ended, EXPONENTIAL
        )


def _answers(seen: Seen, limits: Limits) -> Found:
    """Yield how often institutions decline and how long they take to answer, by kind of bed."""
    for kind in sorted({each.kind for each in seen.answerings}):
        own = [each for each in seen.answerings if each.kind == kind]
        if len(own) < limits.least:
            yield _finding("CALIBRATION_TOO_FEW", f"{REFUSAL}, {kind}", least=limits.least)
            continue
        declined = sum(not each.accepted for each in own)
        low, high = wilson(declined, len(own), limits.confidence)
        yield Figure(REFUSAL, kind, "", declined / len(own), low, high, len(own), SHARE)
        yield from _answer_time(kind, own, limits)


def _answer_time(kind: str, own: Sequence[Answering], limits: Limits) -> Found:
    times = [Length(each.days, True) for each in own if each.days is not None]
    found = exponential(times, limits.confidence)
    if found is not None and found.ended >= limits.least:
        yield Figure(ANSWER, kind, "", found.mean, found.low, found.high, found.ended, EXPONENTIAL)


def _shares(what: str, of: str, counts: Mapping[str, int], limits: Limits) -> Iterator[Figure]:
    total = sum(counts.values())
    for part, many in sorted(counts.items()):
        low, high = wilson(many, total, limits.confidence)
        yield Figure(what, of, part, many / total, low, high, total, SHARE)


def _by_kind(spells: Iterable[Spell]) -> Iterator[tuple[str, list[Spell]]]:
    found: dict[str, list[Spell]] = {}
    for each in spells:
        found.setdefault(each.kind, []).append(each)
    yield from sorted(found.items())


def _lengths(spells: Sequence[Spell], days: float) -> list[Length]:
    """Return spells as lengths: watched only within the window, ended only where known why."""
    return [
        Length(
            (days if each.ended is None else each.ended) - each.began,
            each.ended is not None and each.ended_by != ENDED_BY_NOTHING_KNOWN,
            max(0.0, -each.began),
        )
        for each in spells
        if (days if each.ended is None else each.ended) > max(0.0, each.began)
    ]


def _finding(fault: str, where: str, /, **params: int) -> Finding:
    return Finding(fault, where, Message(fault, params))
