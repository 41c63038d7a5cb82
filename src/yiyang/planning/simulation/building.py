"""A scenario and the book made into the kernel's arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from typing import Any
from zlib import crc32

import numpy as np

from yiyang.planning.simulation.limits import limits_of
from yiyang.planning.simulation.needs import (
    COLOURS,
    ORDER,
    TRIGGERS,
    Needs,
    cumulative_levels,
    needs_of,
    opened,
)
from yiyang.planning.simulation.scenario import Scenario, Staff, pools_of
from yiyang.planning.simulation.scenario_files import BadScenario, unknown_name
from yiyang.planning.simulation.state import (
    LEVELS,
    NONE,
)
from yiyang.planning.simulation.tables import kinds_table, offers_table, queue_tables, signatures
from yiyang.policy.book import Book, Reading
from yiyang.rules.placement.terms import Kind, Trigger

NO_LIMIT = 2**30  # beds of palliative care at home, which has none of its own
PER_MILLE = 1000
OFFERED = (
    "row_of",
    "row_start",
    "row_pool",
    "row_tie",
    "row_group",
    "pool_group_start",
    "pool_group",
)


@dataclass(frozen=True)
class Network:
    """What a run needs; ``pools`` says which institution and kind each pool is."""

    scenario: Scenario
    tables: dict[str, Any]
    pools: tuple[tuple[int, Kind], ...]
    classes: tuple[str, ...]
    groups: int
    lines: tuple[str, ...]  # keys of the book that were read
    limits: Mapping[str, Any]  # of the book, which no scenario replaces


def build(scenario: Scenario, book: Book) -> Network:
    """Return the scenario as arrays.

    Raises:
        BadScenario: lines of the book that cannot be used, classes that the queue has not.
    """
    reading = opened(scenario, book)
    needs = needs_of(reading)
    pools = _pools(scenario)
    offers = offers_table(scenario, pools, reading)
    ranks, classes, order = queue_tables(reading)
    if unknown := sorted(set(scenario.accumulating) - set(order)):
        raise BadScenario([unknown_name("accumulating", name) for name in unknown])
    rates = np.array([scenario.accumulating.get(name, 0.0) for name in order])
    capacity, changes = _capacities(scenario, pools, reading)
    tables = {
        **_sources(scenario, needs),
        **_pool_arrays(scenario, pools),
        "capacity": capacity,
        **changes,
        "opens": kinds_table(reading).astype(np.int64),
        "ranks": ranks,
        "classes": classes,
        **{name: getattr(offers, name) for name in OFFERED},
        **_model(needs),
        "rates": rates,
    }
    lines = tuple(sorted(reading.used))
    limits = limits_of(Reading(book, scenario.on, scenario.place))
    return Network(scenario, tables, tuple(pools), order, offers.groups, lines, limits)


def _model(needs: Needs) -> dict[str, Any]:
    names = "stay_form stay_mean stay_spread outcome colour shares delay hold_limit keep"
    names += " patience dying refusal"
    return {name: getattr(needs, name) for name in names.split()} | {
        "kept_moves": needs.kept_moves.astype(np.int64)
    }


def _pools(scenario: Scenario) -> list[tuple[int, Kind]]:
    """Return the pools of a scenario and, as the last, palliative care at home, which has none."""
    return [*pools_of(scenario), (NONE, Kind.HOME_PALLIATIVE)]


def _key(*names: str) -> int:
    """Return a number for a name that no other part of a scenario changes."""
    text = "|".join(names).encode()
    return crc32(text) << 16 ^ crc32(text[::-1])


def _sources(scenario: Scenario, needs: Needs) -> dict[str, Any]:
    places = [each.code for each in scenario.sub_district]
    end = float(scenario.warm_up + scenario.days + 1)
    rows: list[tuple[Any, ...]] = []
    name: tuple[str, ...]
    for each in scenario.arrivals:
        levels = needs.levels if each.levels is None else cumulative_levels(each.levels)
        name = (each.place, each.trigger, each.colour or "")
        if again := sum(row[0][:3] == name for row in rows):
            name += (f"again {again}",)  # people of their own, not the same ones twice
        rows.append((name, each.per_day, (0.0, end), False, each, levels, each.colour))
    for number, wave in enumerate(scenario.wave):
        first = float(scenario.warm_up + wave.from_day)
        span, name = (first, first + wave.days), (wave.place, wave.trigger, f"wave {number}")
        rows.append((name, wave.peak_per_day, span, True, wave, needs.levels, None))
    worse = (Trigger.HEALTH_WORSE, Trigger.SICKBED_WORSE)
    colours = np.zeros((len(rows), len(COLOURS)))
    for at, (_, _, _, _, each, _, colour) in enumerate(rows):
        if colour is not None:
            colours[at, COLOURS.index(colour) :] = 1.0
        else:
            colours[at] = needs.arrival_colours if each.trigger in worse else 1.0
    return {
        "source_key": np.array([_key(*row[0]) for row in rows], np.uint64),
        "source_rate": np.array([row[1] for row in rows], np.float64),
        "source_span": np.array([row[2] for row in rows], np.float64).reshape(-1, 2),
        "source_wave": np.array([row[3] for row in rows], np.int64),
        "source_place": np.array([places.index(row[4].place) for row in rows], np.int64),
        "source_trigger": np.array([TRIGGERS.index(row[4].trigger) for row in rows], np.int64),
        "source_levels": np.array([row[5] for row in rows], np.float64).reshape(-1, LEVELS),
        "source_colours": colours,
    }


def _pool_arrays(scenario: Scenario, pools: list[tuple[int, Kind]]) -> dict[str, Any]:
    places = [each.code for each in scenario.sub_district]
    _, signature = signatures(scenario)
    start = np.zeros((len(pools), LEVELS), np.int64)
    for at, (house, kind) in enumerate(pools):
        if house >= 0:
            there = scenario.institution[house].start
            start[at] = there.get(kind.value, [0] * LEVELS)  # type: ignore[call-overload]
    codes = ["" if house < 0 else scenario.institution[house].code for house, _ in pools]
    return {
        "pool_kind": np.array([ORDER.index(kind) for _, kind in pools], np.int64),
        "pool_signature": np.array([0 if h < 0 else signature[h] for h, _ in pools], np.int64),
        "pool_start": start,
        "pool_key": np.array(
            [_key(code, kind) for code, (_, kind) in zip(codes, pools, strict=True)], np.uint64
        ),
        "pool_place": np.array(
            [0 if h < 0 else places.index(scenario.institution[h].place) for h, _ in pools],
            np.int64,
        ),
    }


def _capacities(
    scenario: Scenario, pools: list[tuple[int, Kind]], reading: Reading
) -> tuple[Any, dict[str, Any]]:
    """Return beds that can be run at the start, and every later change in order of its day.

    The warm-up runs with the beds of day 0, so that a change is seen as a change.
    """
    ratio = reading.table("simulation.people_per_staff")
    days = {each.from_day for each in scenario.beds}
    days |= {each.from_day for each in scenario.staff}
    days |= {each.until_day for each in scenario.staff if each.until_day is not None}
    capacity = np.array([_usable(scenario, pool, 0, ratio) for pool in pools], np.int64)
    last, rows = capacity.copy(), []
    for day in sorted(days - {0}):
        for at, pool in enumerate(pools):
            now = _usable(scenario, pool, day, ratio)
            if now != last[at]:
                rows.append((day, at, now))
                last[at] = now
    table = np.array(rows, np.int64).reshape(-1, 3)
    names = ("change_day", "change_pool", "change_capacity")
    return capacity, {name: table[:, column].copy() for column, name in enumerate(names)}


def _usable(scenario: Scenario, pool: tuple[int, Kind], day: int, ratio: Any) -> int:
    number, kind = pool
    if number < 0:
        return NO_LIMIT
    house = scenario.institution[number]
    beds: int = house.beds.get(kind.value, 0)  # type: ignore[call-overload]
    beds += sum(
        each.add
        for each in scenario.beds
        if each.institution == house.code and each.kind == kind and each.from_day <= day
    )
    there = PER_MILLE
    for each in scenario.staff:
        if _holds(each, house.code, kind, day):
            there = min(there, each.permille)
    staff: int | None = house.staff.get(kind.value)  # type: ignore[call-overload]
    if staff is None:
        return floor(beds * there / PER_MILLE)
    return min(beds, floor(staff * there / PER_MILLE * float(ratio[kind]) + 1e-9))


def _holds(each: Staff, code: str, kind: Kind, day: int) -> bool:
    is_here = each.institution in (None, code) and each.kind in (None, kind.value)
    return is_here and each.from_day <= day and (each.until_day is None or day < each.until_day)
