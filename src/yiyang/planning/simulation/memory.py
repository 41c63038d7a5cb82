"""The memory of a run: the network's tables and room for what happens, in two arrays."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, log2, prod
from typing import Any

import numpy as np

from yiyang.planning.simulation import state
from yiyang.planning.simulation.agenda import EVENT_COLUMNS
from yiyang.planning.simulation.building import Network
from yiyang.planning.simulation.limits import people_of
from yiyang.planning.simulation.scenario import Scenario
from yiyang.planning.simulation.state import (
    COUNTED,
    HEAD,
    KINDS,
    N_ACCUMULATES,
    N_ASIDE_ROOM,
    N_BATCH_DAYS,
    N_CHANGES,
    N_DAYS,
    N_END,
    N_EVENT_ROOM,
    N_FIRST,
    N_FREE_EVENT,
    N_FREED_ROOM,
    N_PART,
    N_PARTS_A_DAY,
    N_PEOPLE_ROOM,
    N_PLACES,
    N_POOLS,
    N_SIGNATURES,
    N_SOURCES,
    N_TRACE_ROOM,
    N_WIDTH,
    NONE,
    PERSON_COLUMNS,
    SUMMED,
    WAIT_DAYS,
)

TABLES = tuple(name[2:].lower() for name in vars(state) if name.startswith("A_"))
WHOLE, REAL = np.dtype(np.int32), np.dtype(np.float64)
MOST_PARTS = 4096  # of a day
FREED_ROOM = 4096
ASIDE_ROOM = 64  # refusals after which a freed bed waits for the next day
Form = tuple[Any, tuple[int, ...]]  # what its values are, and its shape


class Memory:
    """The two arrays of a run, and each table in them by name.

    ``tables`` are copied; ``room`` says form and size of tables that begin with zeros, which take
    no memory before something is written there.
    """

    def __init__(
        self,
        tables: Mapping[str, Any],
        room: Mapping[str, Form],
        numbers: Mapping[int, int],
    ) -> None:
        self.views: dict[str, Any] = {}
        given = {name: _halves(tables[name]) for name in TABLES if name in tables}
        forms = dict(room) | {name: (each.dtype, each.shape) for name, each in given.items()}
        places, size = list[tuple[bool, int]](), {False: HEAD, True: 0}
        for name in TABLES:
            is_real = forms[name][0] == np.float64
            places.append((is_real, size[is_real]))
            size[is_real] += prod(forms[name][1])
        self.m = np.zeros(size[False], np.int32)
        self.r = np.zeros(max(1, size[True]), np.float64)
        for number, (name, (is_real, at)) in enumerate(zip(TABLES, places, strict=True)):
            shape = forms[name][1]
            view = (self.r if is_real else self.m)[at : at + prod(shape)].reshape(shape)
            if name in given:
                view[...] = given[name]
            self.views[name] = view
            self.m[2 * number] = at
            self.m[2 * number + 1] = shape[-1] if len(shape) > 1 else 1
        for place, value in numbers.items():
            self.m[place] = value

    def __getitem__(self, name: str) -> Any:
        return self.views[name]

    def number(self, place: int) -> int:
        """Return one of the single numbers."""
        return int(self.m[place])


def _halves(table: Any) -> Any:
    if table.dtype != np.uint64:
        return table
    return table.astype("<u8").view("<i4").reshape(*table.shape, 2)


def new_memory(network: Network, people: int, trace: int) -> Memory:
    """Return room for a run with at most so many people at once and lines of the trace."""
    tables, pools, scenario = network.tables, len(network.pools), network.scenario
    events, end = people * 4 + 1024, scenario.warm_up + scenario.days
    width, parts = len(network.classes), _parts_a_day(scenario)
    numbers = {
        N_PEOPLE_ROOM: people,
        N_SOURCES: len(tables["source_rate"]),
        N_POOLS: pools,
        N_CHANGES: len(tables["change_day"]),
        N_SIGNATURES: tables["row_of"].shape[2],
        N_WIDTH: width,
        N_ACCUMULATES: int(bool(scenario.accumulating)),
        N_BATCH_DAYS: scenario.cycle_days,
        N_DAYS: scenario.days,
        N_PLACES: len(scenario.sub_district),
        N_EVENT_ROOM: events,
        N_FREED_ROOM: FREED_ROOM,
        N_ASIDE_ROOM: ASIDE_ROOM,
        N_TRACE_ROOM: trace,
        N_END: end,
        N_PARTS_A_DAY: parts,
        N_PART: NONE,
        N_FIRST: NONE,
        N_FREE_EVENT: NONE,
    }
    room = _room(people, pools, len(scenario.sub_district), scenario.days, width, events)
    room["roots"] = WHOLE, (network.groups * width,)
    room["parts"] = WHOLE, (end * parts + 1,)
    room["source_count"] = WHOLE, (len(tables["source_rate"]),)
    room["trace"], room["trace_times"] = (WHOLE, (trace, 4)), (REAL, (trace,))
    memory = Memory(tables, room, numbers)
    memory["roots"][:] = memory["parts"][:] = NONE
    return memory


def _parts_a_day(scenario: Scenario) -> int:
    """Return into how many parts the agenda divides a day: some four events in each."""
    events = 3 * people_of(scenario) / (scenario.warm_up + scenario.days)
    return min(MOST_PARTS, 1 << ceil(log2(max(1.0, events / 4))))


def _room(
    people: int, pools: int, places: int, days: int, width: int, events: int
) -> dict[str, Form]:
    whole = {
        "events": (events, EVENT_COLUMNS),
        "people": (people, PERSON_COLUMNS),
        "slots": (people,),
        "waiting": (people,),
        "kinds_waiting": (KINDS,),
        "used": (3, pools),
        "tried": (pools,),
        "freed": (FREED_ROOM,),
        "aside": (ASIDE_ROOM, 2),
        "counted": (KINDS, width, COUNTED),
        "place_counted": (places, KINDS),
        "wait_days": (KINDS, WAIT_DAYS),
        "flows": (KINDS + 1, KINDS + 2),
        "daily": (days, pools),
        "daily_waiting": (days, KINDS),
    }
    real = {
        "times": (events,),
        "asked": (people,),
        "summed": (KINDS, width, SUMMED),
        "place_summed": (places, KINDS),
        "area": (3, pools),
        "area2": (3, pools),
        "touched": (3, pools),
        "ended": (4,),
    }
    return {n: (WHOLE, size) for n, size in whole.items()} | {
        n: (REAL, size) for n, size in real.items()
    }
