"""Series of daily counts held against the method of the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from yiyang.analytics.surveillance.methods import KEYS, Method, first_judged, method
from yiyang.analytics.surveillance.series import Series, TooShort
from yiyang.policy.book import Reading
from yiyang.vigilance.facts import Counts

DAY = timedelta(days=1)
YEAR = 365  # steps of a day
JUDGED = 3  # days that are judged each night: a late record may raise the alarm of yesterday
THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True)
class Above:
    """A day on which a method saw more than its bound; ``looked_at`` ends with its count."""

    counts: Counts
    on: date
    looked_at: tuple[int, ...]
    expected: Decimal | None
    upper: Decimal | None


def method_of(given: Mapping[str, str], reading: Reading) -> Method:
    """Return the method that a line of the book names, with the parameters it gives."""
    name = given["method"]
    own = reading.table(KEYS[name])
    return method(name, reading, {key: given[key] for key in own if key in given})


def above(
    series: Sequence[Counts], given: Mapping[str, str], reading: Reading
) -> tuple[list[Above], int]:
    """Return the last days with too many, and how many series are too short to tell."""
    judge, found, short = method_of(given, reading), [], 0
    for counts in series:
        try:
            found += list(_above(counts, judge))
        except TooShort:
            short += 1
    return found, short


def _above(counts: Counts, judge: Method) -> Iterator[Above]:
    if not any(counts.people[-JUDGED:]):
        return
    days = Series(counts.people, YEAR, counts.first)
    first, end = first_judged(days, judge), len(counts.people)
    verdict = judge(days, range(max(first, end - JUDGED), end))
    for n, step in enumerate(verdict.at):
        if verdict.alarm[n]:
            yield Above(
                counts, counts.first + int(step) * DAY, counts.people[: int(step) + 1],
                _number(verdict.expected[n]), _number(verdict.upper[n]),
            )  # fmt: skip


def _number(value: float) -> Decimal | None:
    number = Decimal(str(float(value)))
    return number.quantize(THOUSANDTH) if number.is_finite() else None
