"""What counts as an alarm, how grave an outbreak is, and which bed a case of it needs.

How counts are judged is ``analytics.surveillance``'s; here is only what the book makes of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yiyang.policy.book import Reading
from yiyang.rules.placement.terms import Kind, Reason
from yiyang.rules.registry import rule

HUNDRED = 100
OXYGEN = "OXYGEN"


@dataclass(frozen=True)
class DayFacts:
    """One day of one series, as a method judged it.

    ``counts`` are those of the days up to and with this one, oldest first, on which the method
    looked; ``expected`` and ``upper`` None where it could not tell.
    """

    syndrome: str
    place: str
    institution: int | None
    day: str
    method: str
    parameters: Mapping[str, str]
    counts: tuple[int, ...]
    expected: Decimal | None
    upper: Decimal | None

    @property
    def observed(self) -> int:
        """The count of the day itself."""
        return self.counts[-1]


@dataclass(frozen=True)
class DayJudged:
    """Whether a day is an alarm, and why; the chance of a false one is the book's."""

    is_alarm: bool
    observed: int
    least_cases: int
    false_alarms_per_1000: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class OutbreakFacts:
    """What is known of an outbreak: cases and places of late, how many are gravely ill.

    ``cases`` are those of seven days, each person once a day; in an exercise the invented ones.
    ``declared`` is the level that an officer declares; empty: the one that the book gives.
    """

    syndrome: str
    cases: int
    places: int
    severe: int
    declared: str = ""


@dataclass(frozen=True)
class Graded:
    """The level of an outbreak and what it mobilises.

    ``by_book`` is the level the numbers reach; ``beds`` and ``posts`` are what is to be pooled.
    """

    level: str
    by_book: str
    is_lower: bool
    scope: str
    urgency: str
    beds: int
    posts: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class IllFacts:
    """How ill somebody is: the early warning score, and whether they need oxygen."""

    news2: int
    needs_oxygen: bool


@dataclass(frozen=True)
class Tier:
    """The bed that a severity needs; ``rank`` 0 is the gravest."""

    severity: str
    rank: int
    kind: Kind
    least_level: int
    needs: tuple[str, ...]
    reasons: tuple[Reason, ...]


@rule("vigilance.alarm")
def judge_day(facts: DayFacts, reading: Reading) -> DayJudged:
    """Return whether a day of a series is an alarm: above the bound, and cases enough.

    Raises:
        NotInForce: the book has no least number of cases, or does not say how often it errs.

    Source: SM-3.5; ``vigilance.watch`` and ``vigilance.false_alarms`` (proposed).
    """
    least = int(reading.table("vigilance.watch")["least_cases"])
    rate = reading.integer("vigilance.false_alarms")
    key, observed = "vigilance.watch", facts.observed
    is_above = facts.upper is not None and observed > facts.upper
    told: dict[str, str | int | None] = {
        "observed": observed, "upper": None if facts.upper is None else str(facts.upper)
    }  # fmt: skip
    reasons = [Reason("ALARM_ABOVE" if is_above else "ALARM_NOT_ABOVE", told, key)]
    if observed < least:
        reasons.append(Reason("ALARM_TOO_FEW", {"least": least}, key))
    reasons.append(Reason("ALARM_FALSE_RATE", {"most": rate}, "vigilance.false_alarms"))
    return DayJudged(is_above and observed >= least, observed, least, rate, tuple(reasons))


@rule("vigilance.grade")
def grade(facts: OutbreakFacts, reading: Reading) -> Graded:
    """Return the level of an outbreak, and the beds and posts that it mobilises.

    The first line of the book that any of its numbers reaches gives the level; who declares a
    lower one is told so.

    Raises:
        NotInForce: the book has no levels.
        KeyError: the declared level is none of the book's.

    Source: SM-3.5 (treatment by level and region), YRD-1; all numbers proposed.
    """
    lines = reading.table("vigilance.levels")
    order = [line["level"] for line in lines]
    line = next(line for line in lines if _reaches(facts, line))
    level = facts.declared or line["level"]
    response = reading.table("vigilance.responses")[level]
    beds = -(-facts.cases * int(response["beds_per_100"]) // HUNDRED)
    numbers = {"cases": facts.cases, "places": facts.places, "severe": facts.severe}
    reasons = [
        Reason("GRADE_NUMBERS", numbers, "vigilance.levels"),
        Reason(
            "GRADE_BEDS", {"beds": beds, "rate": response["beds_per_100"]}, "vigilance.responses"
        ),
    ]
    is_lower = order.index(level) > order.index(line["level"])
    if is_lower:
        reasons.append(Reason("GRADE_LOWER", {"level": line["level"]}, "vigilance.levels"))
    return Graded(
        level, line["level"], is_lower, response["scope"], response["urgency"], beds,
        -(-beds // int(response["people_per_post"])), tuple(reasons),
    )  # fmt: skip


@rule("vigilance.severity")
def severity(facts: IllFacts, reading: Reading) -> Tier:
    """Return how gravely ill somebody is, and the bed of a pool that this needs.

    Raises:
        NotInForce: the book has no severities, or no bed for one.

    Source: YRD-1 (by grade, tier and category); ``vigilance.severity`` and ``.tiers`` (proposed).
    """
    lines = reading.table("vigilance.severity")
    rank, line = next((n, line) for n, line in enumerate(lines) if _is_so_ill(facts, line))
    code = line["severity"]
    tier = reading.table("vigilance.tiers")[code]
    told = {"news2": facts.news2, "severity": code}
    reasons = (
        Reason("SEVERITY_BY_NEWS2", told, "vigilance.severity"),
        Reason("TIER_OF_SEVERITY", {"kind": tier["kind"], "level": tier["least_level"]},
               "vigilance.tiers"),
    )  # fmt: skip
    return Tier(
        code, rank, Kind(tier["kind"]), int(tier["least_level"]), tuple(tier["needs"]),
        reasons,
    )  # fmt: skip


def _reaches(facts: OutbreakFacts, line: Mapping[str, Any]) -> bool:
    numbers = {"cases": facts.cases, "places": facts.places, "severe": facts.severe}
    return any(number >= int(line[name]) for name, number in numbers.items())


def _is_so_ill(facts: IllFacts, line: Mapping[str, Any]) -> bool:
    return facts.news2 >= int(line["news2"]) or (facts.needs_oxygen and OXYGEN in line["also"])
