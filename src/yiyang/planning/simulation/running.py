"""Replications of a scenario: each by itself, so that a run can stop and go on later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from yiyang.planning.simulation.building import Network
from yiyang.planning.simulation.draws import mixed
from yiyang.planning.simulation.kernel import GoOn, always, run
from yiyang.planning.simulation.memory import Memory, new_memory
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
    N_SLOTS,
    N_TRACE,
    OCCUPIED,
)

FEWEST_SLOTS, TIMES = 4096, 4  # room for people at first, and how it grows where it is too little


class TooManyPeople(Exception):
    """More people are there at once than the book lets a run have: far more come than can stay."""


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


def replicate(
    network: Network, number: int, *, trace: int = 0, go_on: GoOn = always
) -> Replication:
    """Run one replication; the same seed and number give the same run.

    Args:
        trace: how many lines of a trace there is room for.
        go_on: asked now and then whether the run is still wanted.

    Raises:
        TooManyPeople: the queues grow past what the book allows (``simulation.limits``).
        NotConserved: the people and the beds do not add up.
        Stopped: ``go_on`` has said no.
    """
    scenario, most = network.scenario, int(network.limits["most_at_once"])
    there = int(network.tables["pool_start"].sum())
    if there > most:
        raise TooManyPeople
    people = min(FEWEST_SLOTS + 2 * there, most)
    seed = np.uint64(mixed(np.uint64(scenario.seed), number))
    while True:
        state = new_memory(network, people, trace)
        run(state.m, state.r, seed, go_on)
        if not state.number(N_OVERFLOW):
            check_conserved(state)
            lines = state.number(N_TRACE)
            events = state.number(N_EVENTS)
            return Replication(
                number, state, events, state["trace"][:lines], state["trace_times"][:lines]
            )
        if people == most:
            raise TooManyPeople
        people = min(TIMES * people, most)


def check_conserved(state: Memory) -> None:
    """Raise when anybody is lost, in two beds of one axis, or in a bed that does not count them.

    Raises:
        NotConserved: with what does not add up.
    """
    people = state["people"][: state.number(N_SLOTS)]
    is_living = people[:, ALIVE] == 1
    if (
        is_living.sum() != state.number(N_IN)
        or state.number(N_SERIAL) != state.number(N_IN) + state["ended"][:2].sum()
    ):
        raise NotConserved("people")
    pools = state["used"].shape[1]
    for row, columns in ((OCCUPIED, (CARE, MEDICAL)), (IS_HELD, (HELD,)), (IS_KEPT, (KEPT,))):
        found = np.zeros(pools, np.int64)
        for column in columns:
            there = people[:, column]
            found += np.bincount(there[is_living & (there >= 0)], minlength=pools)
        if (found != state["used"][row]).any():
            raise NotConserved(f"beds, row {row}")
