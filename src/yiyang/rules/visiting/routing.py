"""Who goes to whom, when: one day of visits by best insertion.

Requests go in one after another, the most urgent and tightest first, each where it costs the
least extra travel, somebody busy counting for more; what fits nowhere is listed with the reason.
A visit of two people is given the earliest start that suits both, and stays at that minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from yiyang.kernel.messages import Message
from yiyang.kernel.span import Span
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule
from yiyang.rules.visiting.travel import WHOLE, Spot, Travel, travel_of

NO_POINT, IN_HOSPITAL = "LEFT_NO_POINT", "LEFT_IN_HOSPITAL"
NO_SKILL, NO_SECOND, NO_TIME = "LEFT_NO_SKILL", "LEFT_NO_SECOND", "LEFT_NO_TIME"


@dataclass(frozen=True)
class Worker:
    """Somebody who visits: their shift, and where it begins."""

    key: int
    profession: str
    shift: Span
    start: Spot


@dataclass(frozen=True)
class Wanted:
    """A visit to be placed: it may begin in ``window``, and all of it lies in the shift.

    ``professions``: the first who goes is of one of these; nobody is bound where there are none.
    ``order`` is smaller where it is more urgent.
    """

    key: int
    point: Spot | None
    window: Span
    minutes: int
    professions: tuple[str, ...]
    people: int = 1
    order: int = 0
    in_hospital: bool = False


@dataclass(frozen=True)
class DayFacts:
    """The workers and the visits of a day."""

    workers: tuple[Worker, ...]
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True)
class Stop:
    """One visit in somebody's day; ``leads`` is False for the second of two people."""

    visit: int
    starts_at: datetime
    ends_at: datetime
    travel_minutes: int
    metres: int
    leads: bool


@dataclass(frozen=True)
class WorkerDay:
    """Somebody's stops in their order."""

    worker: int
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Left:
    """A visit that was not placed, and why."""

    visit: int
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class DayPlan:
    """The day of every worker, and everything that was not placed."""

    days: tuple[WorkerDay, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True)
class _Call:
    """A visit in one worker's day, with when it may still begin there."""

    wanted: Wanted
    earliest: datetime
    latest: datetime
    leads: bool = True


@dataclass(frozen=True)
class _Place:
    """Where a call would go: the extra minutes, whose day, and the day that it gives."""

    cost: int
    worker: int
    calls: tuple[_Call, ...]
    starts_at: datetime


@rule("visits.plan_day")
def plan_day(facts: DayFacts, reading: Reading) -> DayPlan:
    """Return each worker's day: nobody overlaps, windows, skills and travel are kept.

    Source: FD-3.4 (home visits are routed); HZ-12 (work is assigned within teams);
    ``visits.travel.*``.
    """
    balance = reading.integer("visits.balance_percent")
    planner = _Planner(facts.workers, travel_of(reading), balance)
    left = []
    for wanted in sorted(facts.wanted, key=_turn):
        reason = planner.place(wanted)
        if reason:
            left.append(Left(wanted.key, (Message(reason),)))
    return DayPlan(planner.days(), tuple(sorted(left, key=lambda one: one.visit)))


def _turn(wanted: Wanted) -> tuple[int, bool, timedelta, datetime, int]:
    """By urgency, pairs before singles, tight before loose."""
    window = _latest(wanted) - wanted.window.since
    return (
        wanted.order,
        wanted.people == 1,
        window,
        wanted.window.since,
        wanted.key,
    )


def _latest(wanted: Wanted) -> datetime:
    return wanted.window.until or wanted.window.since


class _Planner:
    """The days while they are made."""

    def __init__(self, workers: Sequence[Worker], travel: Travel, balance: int) -> None:
        self.workers = {worker.key: worker for worker in sorted(workers, key=lambda w: w.key)}
        self.calls: dict[int, tuple[_Call, ...]] = {key: () for key in self.workers}
        self.travel, self.balance = travel, balance

    def place(self, wanted: Wanted) -> str:
        """Put a visit where it costs least; return "" or the code of why it fits nowhere."""
        if wanted.in_hospital:
            return IN_HOSPITAL
        if wanted.point is None:
            return NO_POINT
        able = [key for key, worker in self.workers.items() if _may_lead(worker, wanted)]
        if not able:
            return NO_SKILL
        if wanted.people > 1:
            return self._place_two(wanted, able)
        call = _Call(wanted, wanted.window.since, _latest(wanted))
        places = [place for key in able for place in self._places(key, call)]
        if not places:
            return NO_TIME
        best = min(places, key=lambda p: (self._price(p), p.starts_at, p.worker))
        self.calls[best.worker] = best.calls
        return ""

    def _price(self, place: _Place) -> int:
        """Return what a place costs: its extra travel, and a share of the work already given."""
        given = sum(call.wanted.minutes for call in self.calls[place.worker])
        return place.cost * WHOLE + given * self.balance

    def _place_two(self, wanted: Wanted, able: Sequence[int]) -> str:
        pairs = [
            (a, b) if a in able else (b, a)
            for a, b in combinations(self.workers, 2)
            if a in able or b in able
        ]
        if not pairs:
            return NO_SECOND
        found = [both for lead, second in pairs for both in self._together(wanted, lead, second)]
        if not found:
            return NO_TIME
        for place in min(found, key=lambda two: (two[0].cost + two[1].cost, two[0].starts_at)):
            self.calls[place.worker] = place.calls
        return ""

    def _together(self, wanted: Wanted, lead: int, second: int) -> Iterator[tuple[_Place, _Place]]:
        """Yield the cheapest way for two to begin at the same moment, if there is one."""
        free = _Call(wanted, wanted.window.since, _latest(wanted))
        starts = {p.starts_at for key in (lead, second) for p in self._places(key, free)}
        for start in sorted(starts):
            call = _Call(wanted, start, start)
            with_lead = self._cheapest(lead, call)
            with_second = self._cheapest(second, _Call(wanted, start, start, leads=False))
            if with_lead and with_second:
                yield with_lead, with_second
                return

    def _cheapest(self, key: int, call: _Call) -> _Place | None:
        places = self._places(key, call)
        return min(places, key=lambda p: p.cost, default=None)

    def _places(self, key: int, call: _Call) -> Iterator[_Place]:
        """Yield every position in a worker's day that keeps all of its times."""
        calls = self.calls[key]
        before = self._minutes(key, calls)
        for position in range(len(calls) + 1):
            tried = (*calls[:position], call, *calls[position:])
            stops = self._walk(key, tried)
            if stops is not None:
                cost = sum(stop.travel_minutes for stop in stops) - before
                yield _Place(cost, key, tried, stops[position].starts_at)

    def _minutes(self, key: int, calls: Sequence[_Call]) -> int:
        return sum(stop.travel_minutes for stop in self._walk(key, calls) or ())

    def _walk(self, key: int, calls: Sequence[_Call]) -> tuple[Stop, ...] | None:
        """Return the stops of a day in this order, or None where a time cannot be kept."""
        worker = self.workers[key]
        at, here = worker.shift.since, worker.start
        stops = []
        for call in calls:
            point = call.wanted.point
            if point is None:
                return None
            minutes, metres = self.travel.between(here, point)
            starts = max(at + timedelta(minutes=minutes), call.earliest)
            ends = starts + timedelta(minutes=call.wanted.minutes)
            if starts > call.latest or (worker.shift.until and ends > worker.shift.until):
                return None
            stops.append(Stop(call.wanted.key, starts, ends, minutes, metres, call.leads))
            at, here = ends, point
        return tuple(stops)

    def days(self) -> tuple[WorkerDay, ...]:
        """Return everybody's stops."""
        return tuple(
            WorkerDay(key, self._walk(key, calls) or ()) for key, calls in self.calls.items()
        )


def _may_lead(worker: Worker, wanted: Wanted) -> bool:
    return not wanted.professions or worker.profession in wanted.professions
