"""Scoring a doctor, a team or an institution for a period, and the money that follows.

Figures come counted from records; floors, targets and weights from the policy book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from yiyang.policy.book import Reading
from yiyang.rules.measures import HUNDRED, STEP, value_of
from yiyang.rules.registry import rule

PLAN = "performance.scorecard"
FIVE_BEDS = "performance.five_bed_scorecard"
FACTOR_STEP = Decimal("0.0001")


@dataclass(frozen=True)
class Metric:
    """One figure of a subject; ``peers`` are the same figure of all, where they set the goal."""

    name: str
    unit: str
    numerator: int
    denominator: int
    counted: int
    peers: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Card:
    """What is known of a subject for a period; ``vetoes`` are recorded faults that end all."""

    period: str
    kind: str
    subject: int
    metrics: tuple[Metric, ...]
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scored:
    """One figure with its points of a hundred; None where too little was counted."""

    name: str
    value: Decimal | None
    floor: Decimal | None
    target: Decimal | None
    points: Decimal | None


@dataclass(frozen=True)
class Component:
    """One part of the score: the mean of its figures that could be judged, and its weight."""

    name: str
    weight: Decimal
    points: Decimal | None
    metrics: tuple[Scored, ...]


@dataclass(frozen=True)
class Appraised:
    """The score (0 to 100), the factor on the money (0 to 1) and the components.

    None of both where the components that could be judged weigh less than the book asks for.
    ``evaluation`` is the mean of the six that the evaluation of contracting looks at.
    """

    score: Decimal | None
    factor: Decimal | None
    components: tuple[Component, ...]
    evaluation: Decimal | None
    judged_weight: Decimal
    counts_for_promotion: bool


@dataclass(frozen=True)
class Rewarded:
    """The score of a five-bed team and the reward that it earns, in fen."""

    score: Decimal | None
    reward_fen: int
    components: tuple[Component, ...]


@dataclass(frozen=True)
class Years:
    """The final scores of single years, and the years that were asked about."""

    period: str
    kind: str
    subject: int
    scores: tuple[Decimal, ...]
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ending:
    """A draft that somebody wants to make final."""

    period: str
    until: date
    drafted_on: date


@dataclass(frozen=True)
class Ended:
    """Whether it may be final; otherwise from which day on."""

    may: bool
    from_day: date


@rule("performance.appraise")
def appraise(facts: Card, reading: Reading) -> Appraised:
    """Score one subject by the components of the book.

    Each figure goes from 0 points at its floor to 100 at its target, in a straight line, and no
    further.  A component is the mean of its figures that could be judged; the score the weighted
    mean of the components.  A veto makes score and factor 0.

    Source: HZ-19 (number and make-up, work, quality, satisfaction, cost), FD-5.6 (six parts),
    JA-2.3.3; weights and goals stand in the book.
    """
    components = _components(facts, reading, PLAN)
    score, judged = _weighted(components)
    if judged < reading.decimal("performance.least_weight"):
        score = None
    if facts.vetoes and score is not None:
        score = Decimal(0)
    six = reading.codes("performance.evaluation_parts")
    evaluation = _mean([c.points for c in components if c.name in six])
    promotes = reading.flag("performance.counts_for_promotion")
    factor = None if score is None else _factor(score, reading)
    return Appraised(score, factor, components, evaluation, judged, promotes)


@rule("performance.appraise_years")
def appraise_years(facts: Years, reading: Reading) -> Appraised:
    """Score five years by the mean of their final yearly scores.

    Source: FD-5.6 (yearly and five-yearly, tied to money).
    """
    enough = len(facts.scores) >= reading.integer("performance.least_years")
    score = _mean(facts.scores) if enough else None
    if facts.vetoes and score is not None:
        score = Decimal(0)
    factor = None if score is None else _factor(score, reading)
    promotes = reading.flag("performance.counts_for_promotion")
    return Appraised(score, factor, (), score, HUNDRED if enough else Decimal(0), promotes)


@rule("performance.reward_team")
def reward_team(facts: Card, reading: Reading) -> Rewarded:
    """Score a five-bed team by number, quality and satisfaction, and name its reward.

    Without all three parts there is no score, and no reward.

    Source: JA-2.3.3; the amounts are the product's proposal.
    """
    components = _components(facts, reading, FIVE_BEDS)
    score, judged = _weighted(components)
    if judged < HUNDRED:
        return Rewarded(None, 0, components)
    if facts.vetoes and score is not None:
        score = Decimal(0)
    assert score is not None  # all components were judged
    band = _band(score, reading.table("performance.five_bed_rewards"))
    return Rewarded(score, int(band["fen"]), components)


@rule("performance.finalise")
def finalise(facts: Ending, reading: Reading) -> Ended:
    """Say whether a draft may be made final on the reading's day.

    The period must be over, and the draft have lain open for objections.

    Source: FD-5.6; the days are the product's proposal.
    """
    open_until = facts.drafted_on + reading.duration("performance.objection_days")
    first = max(facts.until, open_until)
    return Ended(reading.day >= first, first)


def _components(facts: Card, reading: Reading, key: str) -> tuple[Component, ...]:
    known = {metric.name: metric for metric in facts.metrics}
    least = reading.integer("measures.least_counted")
    found = []
    for name, plan in reading.table(key).items():
        scored = tuple(
            _scored(name, known.get(name), goals, least) for name, goals in plan["figures"].items()
        )
        points = _mean([each.points for each in scored])
        found.append(Component(name, Decimal(plan["weight"]), points, scored))
    return tuple(found)


def _scored(name: str, metric: Metric | None, goals: Any, least: int) -> Scored:
    if metric is None:
        return Scored(name, None, None, None, None)
    value = value_of(metric.unit, metric.numerator, metric.denominator)
    relative = "floor_of_peers" in goals
    if value is None or (not relative and metric.counted < least):
        return Scored(name, value, None, None, None)
    if relative and not metric.peers:
        return Scored(name, value, None, None, None)
    floor = _goal(goals, "floor", metric.peers)
    target = _goal(goals, "target", metric.peers)
    return Scored(name, value, floor, target, _points(value, floor, target))


def _goal(goals: Any, side: str, peers: Sequence[Decimal]) -> Decimal:
    if side in goals:
        return Decimal(goals[side])
    return percentile(peers, Decimal(goals[f"{side}_of_peers"]))


def percentile(values: Sequence[Decimal], percent: Decimal) -> Decimal:
    """Return the value below which so many percent lie, interpolated between neighbours.

    Source: Hyndman and Fan, The American Statistician 50 (1996) 361-365, definition 7.
    """
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / HUNDRED
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _points(value: Decimal, floor: Decimal, target: Decimal) -> Decimal:
    """Return the points of a value; a target below the floor means that less is better."""
    if floor == target:
        return HUNDRED if value >= target else Decimal(0)
    points = (value - floor) * HUNDRED / (target - floor)
    return max(Decimal(0), min(HUNDRED, points)).quantize(STEP, ROUND_HALF_UP)


def _mean(points: Sequence[Decimal | None]) -> Decimal | None:
    known = [each for each in points if each is not None]
    return (sum(known) / Decimal(len(known))).quantize(STEP, ROUND_HALF_UP) if known else None


def _weighted(components: Sequence[Component]) -> tuple[Decimal | None, Decimal]:
    """Return the mean by weight of the components that were judged, and their weight together."""
    judged = [(c.weight, c.points) for c in components if c.points is not None]
    weight = sum((each for each, _ in judged), Decimal(0))
    if not judged:
        return None, weight
    total = sum((each * points for each, points in judged), Decimal(0))
    return (total / weight).quantize(STEP, ROUND_HALF_UP), weight


def _factor(score: Decimal, reading: Reading) -> Decimal:
    band = _band(score, reading.table("performance.factors"))
    return Decimal(band["factor"]).quantize(FACTOR_STEP)


def _band(score: Decimal, bands: Any) -> Any:
    """Return the band with the highest beginning that a score reaches; the last begins at 0."""
    return next(band for band in bands if score >= Decimal(band["from"]))
