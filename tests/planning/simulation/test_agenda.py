"""The agenda of a run against a heap of Python's."""

from __future__ import annotations

import heapq
from math import floor
from random import Random
from typing import Any

import pytest

from tests.planning.simulation.made import network
from yiyang.planning.simulation.agenda import MARK, STAY_END, WHAT, WHO, plan, take_first
from yiyang.planning.simulation.memory import new_memory
from yiyang.planning.simulation.state import N_END, N_EVENT_ROOM, N_OVERFLOW, N_PARTS_A_DAY

DAYS = 20


def a_memory(per_day: float, people: int = 100) -> Any:
    coming = [{"trigger": "HEALTH_WORSE", "per_day": per_day}]
    return new_memory(network({"HOSPITAL_BED": 1}, coming, days=DAYS, warm_up=0), people, 0)


@pytest.mark.parametrize(("per_day", "parts"), [(0.1, 1), (40.0, 32)])
def test_events_happen_in_order_and_those_of_one_moment_as_they_were_planned(
    per_day: float, parts: int
) -> None:
    memory, random, heap = a_memory(per_day), Random(7), list[tuple[float, int]]()
    assert memory.number(N_PARTS_A_DAY) == parts
    now, planned, happened = 0.0, 0, 0
    while heap or planned < 2000:
        if planned < 2000 and (not heap or random.random() < 0.6):
            # now at once, on a grid so that many meet, anywhere, and at last after the end
            grid = (floor(8 * now) + random.randrange(1, 32)) / 8
            at = random.choice((now, grid, random.uniform(now, 1.2 * DAYS)))
            plan(memory.m, memory.r, at, STAY_END, planned, 7)
            if at <= memory.number(N_END):
                heapq.heappush(heap, (at, planned))
            planned += 1
            continue
        event = take_first(memory.m, memory.r)
        now, who = heapq.heappop(heap)
        row = memory["events"][event]
        assert (memory["times"][event], row[WHAT], row[WHO], row[MARK]) == (now, STAY_END, who, 7)
        happened += 1
    assert happened > 500
    assert take_first(memory.m, memory.r) == -1
    assert not memory.number(N_OVERFLOW)


def test_an_event_without_room_is_told_and_room_is_used_again() -> None:
    memory = a_memory(1.0)
    room = memory.number(N_EVENT_ROOM)
    for turn in range(3 * room):
        plan(memory.m, memory.r, 1.0, STAY_END, turn, 0)
        assert take_first(memory.m, memory.r) >= 0
    for turn in range(room):
        plan(memory.m, memory.r, 2.0, STAY_END, turn, 0)
    assert not memory.number(N_OVERFLOW)
    plan(memory.m, memory.r, 2.0, STAY_END, room, 0)
    assert memory.number(N_OVERFLOW)
