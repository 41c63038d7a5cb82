"""Replications of a scenario: each by itself, so that a run can stop and go on later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from yiyang.planning.simulation.building import Network, new_memory
from yiyang.planning.simulation.draws import mixed
from yiyang.planning.simulation.kernel import run
from yiyang.planning.simulation.state import (
    ALIVE,
    CARE,
    HELD,
    IS_HELD,
    IS_KEPT,
    KEPT,
    MEDICAL,
    N_EVENTS,
    N_IN,
    N_OVERFLOW,
    N_SERIAL,
    N_TRACE,
    OCCUPIED,
    Memory,
)

FEWEST_SLOTS, MOST_SLOTS = 4096, 8_000_000


class TooManyPeople(Exception):
    """More people wait at once than a run has room for: the network takes far fewer than come."""


class NotConserved(Exception):
    """Somebody was lost, or a bed counts other people than are in it: a fault of the program."""


@dataclass(frozen=True)
class Replication:
    """One run: the state at its end, and the lines of its trace."""

    number: int
    state: Memory
    events: int
    trace: Any
    trace_times: Any


def replicate(network: Network, number: int, *, trace: int = 0) -> Replication:
    """Run one replication; the same seed and number give the same run.

    Raises:
        TooManyPeople: the queues grow past all bounds.
        NotConserved: the people and the beds do not add up.
    """
    scenario, people = network.scenario, FEWEST_SLOTS
    people += 2 * int(network.tables["pool_start"].sum())
    seed = np.uint64(mixed(np.uint64(scenario.seed), number))
    while people <= MOST_SLOTS:
        state = new_memory(network, people, trace)
        run(state.m, state.r, seed, scenario.warm_up, scenario.days)
        if not state.number(N_OVERFLOW):
            check_conserved(state)
            lines = state.number(N_TRACE)
            events = state.number(N_EVENTS)
            return Replication(
                number, state, events, state["trace"][:lines], state["trace_times"][:lines]
            )
        people *= 4
    raise TooManyPeople


def check_conserved(state: Memory) -> None:
    """Raise when anybody is lost, in two beds of one axis, or in a bed that does not count them.

    Raises:
        NotConserved: with what does not add up.
    """
    living = state["people"][state["people"][:, ALIVE] == 1]
    if (
        len(living) != state.number(N_IN)
        or state.number(N_SERIAL) != state.number(N_IN) + state["ended"][:2].sum()
    ):
        raise NotConserved("people")
    pools = state["used"].shape[1]
    for row, columns in ((OCCUPIED, (CARE, MEDICAL)), (IS_HELD, (HELD,)), (IS_KEPT, (KEPT,))):
        found = np.zeros(pools, np.int64)
        for column in columns:
            there = living[:, column]
            found += np.bincount(there[there >= 0], minlength=pools)
        if (found != state["used"][row]).any():
            raise NotConserved(f"beds, row {row}")
