"""The p-median: so many sites that the whole cost is least, with a bound on any other choice.

A first answer by greedy growth and exchanges; the bound by Lagrange multipliers, in whole
numbers; better answers from the sets of sites met on the way; then a search among the sites
that the bound does not rule out of a better answer, each branch bounded in the same way.

Source: Whitaker, INFOR 21 (1983) 95-108 (exchanges); Beasley, EJOR 65 (1993) 383-399
(multipliers, and what they rule out).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
import numpy.typing as npt

from yiyang.planning.siting.bounding.kernel import (
    FREE,
    OPEN,
    climb,
    rule_out,
    search,
    whole_bound,
)
from yiyang.planning.siting.kernel import exchange, grow, nearest_two
from yiyang.planning.siting.problem import Answer, Flags, Limits, Problem, Proof, Seen, Whole

SCALE = 4096  # multipliers are rounded to this part of one, so that the bound is exact
STEPS, PACE = 1200, 1.5
STEPS_OF_A_NODE = 120
NODES_AT_A_TIME = 8
VISITED = 24  # sets of sites met on the way that are tried as answers
ROUNDS = 3
MOST_EXCHANGES = 100_000
States = npt.NDArray[np.int8]
Prices = npt.NDArray[np.float64]


@dataclass
class _Work:
    """A problem while it is solved: its costs, what is open, and the best answer so far."""

    cost: Whole
    order: npt.NDArray[np.int32]
    state: States
    number: int
    prices: Prices
    answer: Answer
    seen: Seen | None

    def better(self, is_open: Flags, how: str) -> None:
        """Keep the answer with these sites open if it costs less than the best so far."""
        other = told(self.cost, is_open)
        if other.cost < self.answer.cost:
            best = self.answer
            trail = (*best.trail, (how, other.cost))
            self.keep(replace(best, sites=other.sites, served_by=other.served_by,
                              cost=other.cost, trail=trail))  # fmt: skip

    def keep(self, answer: Answer) -> None:
        """Take an answer as the best so far and show it to who watches."""
        self.answer = answer
        if self.seen is not None:
            self.seen(answer)


def locate(problem: Problem, limits: Limits, seen: Seen | None = None) -> Answer:
    """Return the sites with the least cost that was found, and a bound on the least there is.

    Args:
        problem: without capacities.
        seen: is shown each better answer as it is found, the first one within moments.

    Raises:
        ValueError: fewer candidates than sites are asked, or more kept.
    """
    kept, number = problem.kept, problem.number
    if not int(kept.sum()) <= number <= problem.candidates or number < 1:
        raise ValueError(f"{number} sites of {problem.candidates}, {int(kept.sum())} kept")
    cost = np.ascontiguousarray(problem.cost)
    work = _begun(cost, kept, number, seen)
    _from_starts(work, kept, limits)
    if int(kept.sum()) == number:
        work.keep(work.answer.bounded(work.answer.cost, Proof.LAGRANGE))
        return work.answer
    _bound(work, kept, limits)
    if not limits.reached(work.answer) and limits.seconds > 0:
        _search(work, limits)
    return work.answer


def told(cost: Whole, is_open: Flags) -> Answer:
    """Return the answer with these sites open: each point is served by its cheapest."""
    first, second = _pair(cost)
    total = nearest_two(cost, is_open, first, second)
    sites = tuple(int(j) for j in np.flatnonzero(is_open))
    return Answer(sites, tuple(int(j) for j in first), int(total), 0, Proof.NONE, int(total))


def improved(cost: Whole, is_open: Flags, kept: Flags) -> int:
    """Exchange sites in place until no exchange saves anything; return the whole cost."""
    first, second = _pair(cost)
    return int(exchange(cost, is_open, kept, first, second, MOST_EXCHANGES))


def _pair(cost: Whole) -> tuple[Whole, Whole]:
    return np.empty(cost.shape[0], np.int64), np.empty(cost.shape[0], np.int64)


def _begun(cost: Whole, kept: Flags, number: int, seen: Seen | None) -> _Work:
    """Return the work with its first answer: greedy growth, then exchanges."""
    is_open = kept.copy()
    grow(cost, is_open, number - int(kept.sum()))
    improved(cost, is_open, kept)
    first = told(cost, is_open)
    order = np.argsort(cost, axis=1, kind="stable").astype(np.int32)
    state = np.where(kept, OPEN, FREE).astype(np.int8)
    prices = np.zeros(cost.shape[0])
    work = _Work(cost, order, state, number, prices, first, seen)
    work.keep(replace(first, trail=(("first", first.cost),)))
    return work


def _from_starts(work: _Work, kept: Flags, limits: Limits) -> None:
    """Try exchanges from drawn sets of sites too."""
    draw = np.random.default_rng(limits.seed)
    free = np.flatnonzero(~kept)
    for _ in range(limits.starts):
        limits.look()
        if work.answer.is_best:
            return
        is_open = kept.copy()
        is_open[draw.choice(free, work.number - int(kept.sum()), replace=False)] = True
        improved(work.cost, is_open, kept)
        work.better(is_open, "start")


def _bound(work: _Work, kept: Flags, limits: Limits) -> None:
    """Raise the bound and try the sets met on the way, until neither helps the other."""
    work.prices = _start_prices(work.cost, work.answer)
    for _ in range(ROUNDS):
        limits.look()
        visited = np.zeros((VISITED, work.cost.shape[1]), np.bool_)
        before = work.answer.cost
        often = np.zeros(work.cost.shape[1])
        climb(
            work.cost, work.order, work.state, work.number, float(before), work.prices, STEPS,
            PACE, visited, often,
        )  # fmt: skip
        bound = exact_bound(work.cost, work.order, work.state, work.number, work.prices)
        work.keep(work.answer.bounded(bound, Proof.LAGRANGE))
        if work.answer.is_best:
            return
        for row in np.unique(visited[visited.sum(axis=1) == work.number], axis=0):
            is_open = row.copy()
            improved(work.cost, is_open, kept)
            work.better(is_open, "multipliers")
        if work.answer.cost == before:
            return


def _start_prices(cost: Whole, answer: Answer) -> Prices:
    """Start each price between a point's cost in the answer and that of its second site."""
    is_open = np.zeros(cost.shape[1], np.bool_)
    is_open[list(answer.sites)] = True
    first, second = _pair(cost)
    nearest_two(cost, is_open, first, second)
    near = np.take_along_axis(cost, first[:, None], 1)[:, 0].astype(np.float64)
    if len(answer.sites) == 1:
        return near
    next_near = np.take_along_axis(cost, second[:, None], 1)[:, 0]
    prices: Prices = near + 0.5 * (next_near - near)
    return prices


def exact_bound(
    cost: Whole, order: npt.NDArray[np.int32], state: States, number: int, prices: Prices
) -> int:
    """Return the bound that prices give once rounded, reckoned in whole numbers."""
    worth, chosen = np.zeros(cost.shape[1], np.int64), np.zeros(cost.shape[1], np.bool_)
    whole = np.rint(prices * SCALE).astype(np.int64)
    return int(whole_bound(cost, order, state, number, whole, SCALE, worth, chosen))


def _search(work: _Work, limits: Limits) -> None:
    """Search the candidates that are not ruled out, until the gap or the time is reached."""
    columns, cost, state = _left(work)
    order = np.argsort(cost, axis=1, kind="stable").astype(np.int32)
    most = len(columns) + 2
    states = np.zeros((most, len(columns)), np.int8)
    prices, bounds = np.zeros((most, cost.shape[0])), np.zeros(most, np.int64)
    states[0], prices[0], bounds[0] = state, work.prices, work.answer.bound
    best = np.zeros(len(columns), np.bool_)
    depth, known, until = 1, work.answer.cost, monotonic() + limits.seconds
    while depth and not limits.reached(work.answer) and monotonic() < until:
        limits.look()
        depth, known = search(
            cost, order, work.number, SCALE, states, prices, bounds, depth, NODES_AT_A_TIME, best,
            known, STEPS_OF_A_NODE,
        )  # fmt: skip
        if known < work.answer.cost:
            is_open = np.zeros(work.cost.shape[1], np.bool_)
            is_open[columns[best]] = True
            work.better(is_open, "search")
        low = min(int(bounds[:depth].min()), known) if depth else known
        work.keep(work.answer.bounded(low, Proof.LAGRANGE))


def _left(work: _Work) -> tuple[Whole, Whole, States]:
    """Return the candidates that may stand in a better answer, their costs and their states."""
    candidates = work.cost.shape[1]
    worth, chosen = np.zeros(candidates, np.int64), np.zeros(candidates, np.bool_)
    whole = np.rint(work.prices * SCALE).astype(np.int64)
    whole_bound(work.cost, work.order, work.state, work.number, whole, SCALE, worth, chosen)
    state = work.state.copy()
    reached = int(whole.sum()) + int(worth[chosen].sum())
    rule_out(worth, state, chosen, (work.answer.cost - 1) * SCALE - reached)
    columns = np.flatnonzero(state >= FREE)
    return columns, np.ascontiguousarray(work.cost[:, columns]), state[columns]
