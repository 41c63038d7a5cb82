"""Answers of an ability assessment (GB/T 42195) that fit a person's level of dependence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from yiyang.demo.plan import Plan
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.rules.instruments import Instrument, instrument
from yiyang.rules.instruments.sheet import NO, YES

INSTRUMENT = "GB42195"
# What is lost first and most often; the senses and the mind later.
FIRST_LOST = {"self_care": 3.0, "motor": 4.0, "mental": 1.0, "social": 2.0}


class Assessed(NamedTuple):
    """One assessment to be scored: whose, when, and what was answered."""

    elder: Elder
    assessed_at: datetime
    answers: dict[str, str]


def assessed(plan: Plan, elders: list[Elder], lowest: Mapping[str, str]) -> Iterator[Assessed]:
    """Yield a latest assessment of every dependent elder, made in the months before.

    Args:
        lowest: the lowest points of each level, as the book has them.
    """
    random = plan.random("assessments")
    edition = instrument(INSTRUMENT, on=plan.at.date())
    bands = _bands(edition, lowest)
    days = quantity("assessments.within_days")
    for elder in elders:
        if elder.level:
            ago = timedelta(days=random.uniform(days["least"], days["most"]))
            at = (plan.at - ago).replace(microsecond=0)
            yield Assessed(elder, at, _answers(random, edition, elder, bands))


def _bands(edition: Instrument, lowest: Mapping[str, str]) -> dict[int, tuple[int, int]]:
    """Return the least and the most points of each level."""
    most = sum(_most(item) for item in edition.items if item.is_scored)
    bands = {}
    for level, points in sorted((int(level), int(p)) for level, p in lowest.items()):
        bands[level] = (points, most)
        most = points - 1
    return bands


def answers_of_level(
    random: Random, level: int, on: date, lowest: Mapping[str, str]
) -> dict[str, str]:
    """Return answers on a day that score a level of dependence, for somebody without dementia."""
    edition = instrument(INSTRUMENT, on=on)
    return _scored(random, edition, _bands(edition, lowest)[level], demented=False)


def _answers(
    random: Random, edition: Instrument, elder: Elder, bands: dict[int, tuple[int, int]]
) -> dict[str, str]:
    demented = "dementia" in elder.conditions
    # A diagnosed dementia makes the level one worse than the points alone.
    return _scored(random, edition, bands[elder.level - demented], demented=demented)


def _scored(
    random: Random, edition: Instrument, band: tuple[int, int], *, demented: bool
) -> dict[str, str]:
    target = random.randint(*band)
    items = [item for item in edition.items if item.is_scored]
    points = {item.id: _most(item) for item in items}
    weights = {item.id: FIRST_LOST.get(item.group, 1.0) for item in items}
    while (excess := sum(points.values()) - target) > 0:
        open_items = [key for key, left in points.items() if left]
        for key in random.choices(open_items, [weights[k] for k in open_items], k=excess):
            points[key] = max(0, points[key] - 1)
    answers = {key: str(value) for key, value in points.items()}
    return answers | {"coma": NO, "mental_diagnosis": YES if demented else NO, "risk_events": "0"}


def _most(item: Any) -> int:
    return max(option.points for option in item.options)
