"""The five-bed network written for simpy: the same tables of rules and needs, processes for people.

It is given what the compiled network is given (the rules asked beforehand, one table for each
question), so that what is compared is the running of the model alone.  People draw from a random
generator of their own order: the figures agree in the mean, not person by person.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from math import cos, exp, inf, log, pi, sqrt
from random import Random
from typing import Any

import simpy

from yiyang.planning.simulation.building import Network
from yiyang.planning.simulation.state import (
    DIED,
    GREEN,
    HOME_CARE,
    HOSPITAL,
    INSTITUTION,
    LEFT,
    LEVELS,
    PALLIATIVE_BED,
    RED,
)

CARE_ENV_WORSE, HEALTH_WORSE, SICKBED_WORSE, DEPENDENCE_UP, DEPENDENCE_DOWN = 0, 1, 4, 6, 7
CARE_KINDS = (HOME_CARE, INSTITUTION)
EXPONENTIAL, FIXED = 0, 2
GO, GIVE_UP, DIE = range(3)


@dataclass
class Person:
    """One person: what they are like, where they are, what they ask for."""

    place: int
    level: int
    alone: int
    palliative: int
    home: int
    preferred: int
    trigger: int = 0
    colour: int = GREEN
    care: int = -1
    medical: int = -1
    kept: int = -1
    keeping: int = 0  # how many times a bed was kept: the last one counts
    served: Any = None  # the event that a bed was found
    got: int = -1

    @property
    def here(self) -> int:
        """The pool where the person is."""
        return self.medical if self.medical >= 0 else self.care


class FiveBeds:
    """One run of the network."""

    def __init__(self, network: Network, seed: int) -> None:
        self.t = {name: values.tolist() for name, values in network.tables.items()}
        self.t |= {name: network.tables[name] for name in ("opens", "row_of", "ranks")}
        self.env, self.chance = simpy.Environment(), Random(seed)
        self.used, self.tried = [0] * len(network.pools), [0] * len(network.pools)
        self.queues: list[list[Any]] = [[] for _ in range(network.groups)]
        self.serial, self.epoch = count(), 0
        self.admitted, self.bed_days, self.taken, self.since = 0, 0.0, 0, 0.0
        for source in range(len(self.t["source_rate"])):
            if self.t["source_rate"][source] > 0:
                self.env.process(self.arrivals(source))
        for pool, levels in enumerate(self.t["pool_start"]):
            for level, many in enumerate(levels):
                for _ in range(many):
                    self.env.process(self.live(self.present(pool, level), pool))

    def run(self, days: float) -> None:
        """Run for some days."""
        self.env.process(self.days())
        self.env.run(until=days)
        self.count(0)

    def days(self) -> Iterator[Any]:
        """Ask again each day for the beds that were declined."""
        while True:
            for pool in range(len(self.used)):
                self.hand_out(pool)
            yield self.env.timeout(1.0)

    def count(self, by: int) -> None:
        """Add up the bed-days until now; so many more beds are taken from now on."""
        self.bed_days += self.taken * (self.env.now - self.since)
        self.taken, self.since = self.taken + by, self.env.now

    def take(self, pool: int) -> None:
        """Take a free bed of a pool."""
        self.used[pool] += 1
        self.count(1)

    def arrivals(self, source: int) -> Iterator[Any]:
        """Let people of one source come."""
        rate, (first, last) = self.t["source_rate"][source], self.t["source_span"][source]
        if first:
            yield self.env.timeout(first)
        while self.env.now < last:
            yield self.env.timeout(self.chance.expovariate(rate))
            one = self.somebody(
                self.t["source_place"][source], self.picked(self.t["source_levels"][source])
            )
            one.trigger = self.t["source_trigger"][source]
            one.colour = self.picked(self.t["source_colours"][source])
            self.env.process(self.live(one, -1))

    def somebody(self, place: int, level: int) -> Person:
        """Return a person with what chance gives."""
        return Person(place, level, *(int(self.chance.random() < s) for s in self.t["shares"]))

    def present(self, pool: int, level: int) -> Person:
        """Return somebody who is in a bed at the start."""
        one = self.somebody(self.t["pool_place"][pool], level)
        if self.t["pool_kind"][pool] in CARE_KINDS:
            one.care = pool
        else:
            one.medical = pool
        self.take(pool)
        return one

    def picked(self, shares: list[float]) -> int:
        """Return a place among cumulative shares."""
        at = self.chance.random()
        return next((n for n, share in enumerate(shares) if at < share), len(shares) - 1)

    def stay(self, kind: int, begun: bool) -> float:
        """Return how long a stage lasts."""
        mean, spread = self.t["stay_mean"][kind], self.t["stay_spread"][kind]
        form = self.t["stay_form"][kind]
        if form == EXPONENTIAL:
            return self.chance.expovariate(1.0 / mean)
        part = self.chance.random() if begun else 1.0
        if form == FIXED:
            return float(mean * part)
        one, two = 1.0 - self.chance.random(), self.chance.random()
        middle = log(mean) - spread * spread / 2 + (spread * spread if begun else 0.0)
        return part * exp(middle + spread * sqrt(-2 * log(one)) * cos(2 * pi * two))

    def live(self, one: Person, pool: int) -> Iterator[Any]:
        """Follow one person until they leave or die."""
        stage = self.t["pool_kind"][pool] if pool >= 0 else -1
        begun = pool >= 0
        while True:
            if stage >= 0:
                yield self.env.timeout(self.stay(stage, begun))
                begun = False
                if not self.changed(one, stage):
                    break
            found = yield from self.seek(one)
            if found < 0:
                break
            stage = found
        self.go(one)

    def changed(self, one: Person, stage: int) -> bool:
        """Draw how a stage ends; tell whether the person stays in the network."""
        outcome = self.picked(self.t["outcome"][stage][one.level])
        if outcome in (LEFT, DIED):
            return False
        one.trigger, one.colour = outcome, GREEN
        if outcome in (HEALTH_WORSE, SICKBED_WORSE):
            one.colour = self.picked(self.t["colour"][stage])
        elif outcome == DEPENDENCE_UP:
            one.level = min(LEVELS - 1, one.level + 1)
        elif outcome == DEPENDENCE_DOWN:
            one.level = max(0, one.level - 1)
        return True

    def seek(self, one: Person) -> Iterator[Any]:
        """Find a bed and come into it; return its kind, or that of the own bed, or -1 to go."""
        asked, found = self.env.now, self.found(one)
        if found is None:
            return self.settled(one)
        (kind, row, pool), lost = found, -1
        while True:
            if pool >= 0:
                self.take(pool)
            else:
                pool, why = yield from self.wait(one, kind, row, asked, lost)
                if why != GO:
                    return self.settled(one) if why == GIVE_UP else -1
            if (yield from self.come(one, pool)):
                return self.t["pool_kind"][pool]
            kind, lost, pool = self.t["pool_kind"][pool], pool, -1
            row = self.row(one, kind)

    def found(self, one: Person) -> tuple[int, int, int] | None:
        """Return the kind and row to wait for and a pool to go to at once, or -1; None for home."""
        own = one.care if one.care >= 0 else one.kept
        own_kind = self.t["pool_kind"][own] if own >= 0 else -1
        medical = self.t["pool_kind"][one.medical] - 1 if one.medical >= 0 else 0
        kinds = self.t["opens"][
            one.trigger, one.colour, own_kind + 1, medical, one.level, one.palliative, one.home
        ]
        if one.colour == RED:
            self.leave(one, "medical")
            self.leave_care(one, HOSPITAL)
        first = None
        for kind in (int(each) for each in kinds if each >= 0):
            if one.trigger != CARE_ENV_WORSE and kind == own_kind:
                return None
            row = self.row(one, kind)
            if row >= 0:
                first = first or (kind, row, -1)
                pool = self.offered(one, row)
                if pool >= 0:
                    return kind, row, pool
        return first

    def row(self, one: Person, kind: int) -> int:
        """Return the row of offers for somebody."""
        signature = self.t["pool_signature"][one.here] if one.here >= 0 else 0
        return int(self.t["row_of"][kind, one.place, signature, one.level, int(one.colour == RED)])

    def offered(self, one: Person, row: int) -> int:
        """Return the first pool with a free bed that takes the person; -1 for none."""
        self.epoch += 1
        if one.here >= 0:
            self.tried[one.here] = self.epoch
        while (pool := self.best(row)) >= 0:
            if not self.refuses(pool):
                return pool
            self.tried[pool] = self.epoch
        return -1

    def best(self, row: int) -> int:
        """Return the least loaded of the first tie with a free bed."""
        best, least, tie = -1, inf, -1
        for at in range(self.t["row_start"][row], self.t["row_start"][row + 1]):
            pool = self.t["row_pool"][at]
            if best >= 0 and self.t["row_tie"][at] != tie:
                break
            if self.tried[pool] == self.epoch or self.used[pool] >= self.t["capacity"][pool]:
                continue
            load = 1000 * self.used[pool] // self.t["capacity"][pool]
            if load < least:
                best, least, tie = pool, load, self.t["row_tie"][at]
        return best

    def refuses(self, pool: int) -> bool:
        """Tell whether an institution declines this time."""
        return self.chance.random() < self.t["refusal"][self.t["pool_kind"][pool]]

    def wait(self, one: Person, kind: int, row: int, asked: float, lost: int) -> Iterator[Any]:
        """Wait in the queue for a bed, for giving up, or for death; first give back a lost one."""
        one.served = self.env.event()
        rank = self.t["ranks"][one.trigger, one.colour, one.alone, one.level, one.preferred]
        entry = (rank, asked, next(self.serial), one, one.served)
        heapq.heappush(self.queues[self.t["row_group"][row]], entry)
        if lost >= 0:
            self.release(lost)
        patience, dying = self.t["patience"][kind], self.t["dying"][kind]
        ends = {one.served: GO}
        if patience >= 0:
            ends[self.env.timeout(self.chance.expovariate(1.0 / patience))] = GIVE_UP
        if dying > 0:
            ends[self.env.timeout(self.chance.expovariate(dying))] = DIE
        done = yield simpy.AnyOf(self.env, list(ends))
        happened = next(what for event, what in ends.items() if event in done)
        one.served = None
        return one.got, happened

    def come(self, one: Person, pool: int) -> Iterator[Any]:
        """Come into a bed that is held; tell whether the hold lasted."""
        mean, limit = self.t["delay"][one.colour], self.t["hold_limit"][one.colour]
        delay = self.chance.expovariate(1.0 / mean) if mean > 0 else 0.0
        if delay > 0:
            yield self.env.timeout(min(delay, limit))
        if delay > limit:
            return False
        kind = self.t["pool_kind"][pool]
        self.leave(one, "medical")
        if kind in CARE_KINDS:
            self.leave_care(one, kind) if one.care >= 0 else self.unkeep(one)
            one.care = pool
        else:
            if kind in (HOSPITAL, PALLIATIVE_BED):
                self.leave_care(one, kind)
            elif one.care < 0 and one.kept >= 0:
                one.care, one.kept = one.kept, -1
            one.medical = pool
        self.admitted += 1
        return True

    def settled(self, one: Person) -> int:
        """Go back to the own care bed; -1 where there is none."""
        if one.care < 0 and one.kept >= 0:
            one.care, one.kept = one.kept, -1
        if one.care < 0:
            return -1
        self.leave(one, "medical")
        return int(self.t["pool_kind"][one.care])

    def go(self, one: Person) -> None:
        """Leave the network."""
        self.leave(one, "medical")
        self.leave(one, "care")
        self.unkeep(one)

    def leave(self, one: Person, axis: str) -> None:
        """Leave the bed of an axis."""
        pool = getattr(one, axis)
        if pool >= 0:
            setattr(one, axis, -1)
            self.release(pool)

    def leave_care(self, one: Person, taken: int) -> None:
        """Leave the care bed, which is kept for some days where the book says so."""
        pool = one.care
        if pool < 0:
            return
        self.unkeep(one)
        one.care = -1
        kind = self.t["pool_kind"][pool]
        if self.t["kept_moves"][kind][taken] and self.t["keep"][kind] > 0:
            one.kept, one.keeping = pool, one.keeping + 1
            self.env.process(self.keep(one, one.keeping, self.t["keep"][kind]))
        else:
            self.release(pool)

    def keep(self, one: Person, mark: int, days: float) -> Iterator[Any]:
        """Let a kept bed go when its time is over."""
        yield self.env.timeout(days)
        if one.keeping == mark:
            self.unkeep(one)

    def unkeep(self, one: Person) -> None:
        """Give up the bed that is kept."""
        if one.kept >= 0:
            pool, one.kept, one.keeping = one.kept, -1, one.keeping + 1
            self.release(pool)

    def release(self, pool: int) -> None:
        """Give a bed back, and to whoever is first in the queue for it."""
        self.used[pool] -= 1
        self.count(-1)
        self.hand_out(pool)

    def hand_out(self, pool: int) -> None:
        """Give the free beds of a pool to those who are first in the queue for them."""
        starts, aside = self.t["pool_group_start"], []
        groups = self.t["pool_group"][starts[pool] : starts[pool + 1]]
        while self.used[pool] < self.t["capacity"][pool]:
            heads = [(self.head(group), group) for group in groups]
            first = min((each for each in heads if each[0]), default=None, key=lambda e: e[0][:3])
            if first is None:
                break
            entry = heapq.heappop(self.queues[first[1]])
            if entry[3].here == pool or self.refuses(pool):
                aside.append((first[1], entry))
                continue
            self.take(pool)
            entry[3].got = pool
            entry[4].succeed()
        for group, entry in aside:
            heapq.heappush(self.queues[group], entry)

    def head(self, group: int) -> Any:
        """Return who is first of a group and still waits."""
        queue = self.queues[group]
        while queue and (queue[0][3].served is not queue[0][4] or queue[0][4].triggered):
            heapq.heappop(queue)
        return queue[0] if queue else None
