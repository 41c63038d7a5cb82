"""A person's plan: which items, how often and why, from what was signed and what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.care.terms import TUBERCULOSIS, days_of
from yiyang.rules.packages import BASIC, PROGRAMME, REQUEST, ServiceItem, catalogue, packages
from yiyang.rules.registry import rule

PACKAGE, LEVEL, GROUP, BED = "PACKAGE", "LEVEL", "GROUP", "BED"
CARE_VISIT = "CARE_VISIT"
UNIFIED = "SH_UNIFIED"


@dataclass(frozen=True)
class PlanFacts:
    """What a plan is drawn from, for the days from ``since`` until ``until``.

    ``year_until``: when the year of yearly counts is over, where the agreement ends before it.
    ``levels``: (instrument, level) of the assessments that hold; ``beds``: kinds of bed the
    person has now, a care bed and a medical one at once where it is so.
    """

    since: date
    until: date
    packages: tuple[str, ...]
    levels: tuple[tuple[str, str], ...] = ()
    groups: tuple[str, ...] = ()
    beds: tuple[str, ...] = ()
    year_until: date | None = None

    @property
    def days(self) -> int:
        """How many days the plan has."""
        return (self.until - self.since).days

    @property
    def days_of_year(self) -> int:
        """How many days the year has that its counts are told for."""
        return ((self.year_until or self.until) - self.since).days


@dataclass(frozen=True)
class Reason:
    """What asks for an item, and for how many a year."""

    source: str
    code: str
    count: int


@dataclass(frozen=True)
class PlannedItem:
    """One item: how many in the plan, every how many days (None: on request), and why."""

    code: str
    count: int
    every_days: int | None
    is_visit: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Programme:
    """A follow-up calendar the person belongs in; the first is due within so many days."""

    group: str
    item: str
    first_within_days: int


@dataclass(frozen=True)
class DrawnPlan:
    """The items of the plan, the follow-up calendars, and packages the book does not know."""

    items: tuple[PlannedItem, ...]
    programmes: tuple[Programme, ...]
    unknown_packages: tuple[str, ...] = ()


@rule("care.plan")
def draw_plan(facts: PlanFacts, reading: Reading) -> DrawnPlan:
    """Draw a person's plan for a year from packages, assessments, key groups and beds.

    Where several ask for the same item, it stands once, with the highest count: a home care
    bed and a home medical bed make one plan and one calendar.  Every signer has the basic
    package.  Of a year that is cut short each item has its part, rounded up: as often as before,
    not as many in fewer days.

    Raises:
        NotInForce: the book lacks the catalogue or a package.

    Source: JA-2.2.1 (assessment gives level and plan), JA-2.2.3 (one plan), HZ-9 (items and
    yearly counts), FD-3.2 (least follow-ups a year).
    """
    asked: dict[str, list[Reason]] = {}
    for item, reason in _wanted(facts, reading):
        asked.setdefault(item, []).append(reason)
    known = catalogue(reading)
    visit_groups = reading.codes("care.visit_groups")
    return DrawnPlan(
        items=tuple(
            _planned(known[code], _in_order(asked[code]), facts, known[code].group in visit_groups)
            for code in sorted(set(asked) & set(known))
        ),
        programmes=tuple(_programmes(facts, reading)),
        unknown_packages=tuple(sorted(set(facts.packages) - set(packages(reading)))),
    )


def _in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return reasons in an order of their own: a book that was kept tells its tables in another."""
    return tuple(sorted(reasons, key=lambda reason: (reason.source, reason.code)))


def windows(since: date, until: date, count: int) -> tuple[tuple[date, date], ...]:
    """Return ``count`` equal stretches of the days from ``since`` until ``until``.

    Each is its first and its last day.  With more stretches than days, the last ones share a
    day.  Nothing is left out: the first begins on ``since``, the last ends before ``until``.
    """
    days = max((until - since).days, 1)
    found = []
    for number in range(count):
        first = number * days // count
        last = max((number + 1) * days // count - 1, first)
        found.append((since + timedelta(days=first), since + timedelta(days=last)))
    return tuple(found)


def _planned(
    item: ServiceItem, reasons: tuple[Reason, ...], facts: PlanFacts, is_visit: bool
) -> PlannedItem:
    a_year, year = max(reason.count for reason in reasons), max(facts.days_of_year, 1)
    count = -(-a_year * facts.days // year)
    on_request = item.schedule == REQUEST
    every = None if on_request else max(year // a_year, 1)
    return PlannedItem(item.code, max(count, 1), every, is_visit, reasons)


def _wanted(facts: PlanFacts, reading: Reading) -> Iterator[tuple[str, Reason]]:
    """Yield each item with each reason for it."""
    for package in packages(reading).values():
        if package.kind == BASIC or package.code in facts.packages:
            for item, count in package.items.items():
                yield item, Reason(PACKAGE, package.code, count)
    for instrument, level in facts.levels:
        yield from _by_level(instrument, level, reading)
    by_bed = reading.table("care.items_by_bed")
    for bed in facts.beds:
        for item, count in by_bed.get(bed, {}).items():
            yield item, Reason(BED, bed, int(count))
    items, least = reading.table("follow_up.programmes"), reading.table("follow_up.per_year")
    for group in facts.groups:
        if group in least:
            yield items[group], Reason(GROUP, group, int(least[group]))


def _by_level(instrument: str, level: str, reading: Reading) -> Iterator[tuple[str, Reason]]:
    by_level = reading.table("care.items_by_level").get(instrument, {})
    for item, count in by_level.get(level, {}).items():
        yield item, Reason(LEVEL, f"{instrument} {level}", int(count))
    if instrument != UNIFIED:
        return
    try:
        a_week = reading.table("care.visits_per_week").get(level)
    except NotInForce:
        return  # the place has no long-term care insurance
    if a_week is not None:
        count = int(a_week) * reading.integer("care.weeks_per_year")
        yield CARE_VISIT, Reason(LEVEL, f"{instrument} {level}", count)


def _programmes(facts: PlanFacts, reading: Reading) -> Iterator[Programme]:
    known = catalogue(reading)
    first = reading.table("follow_up.first_within")
    for group, item in sorted(reading.table("follow_up.programmes").items()):
        if group in facts.groups and known[item].schedule == PROGRAMME:
            days = (
                days_of("follow_up.tuberculosis.first_within", reading).days
                if group == TUBERCULOSIS
                else int(first[group])
            )
            yield Programme(group, item, days)
