"""The capacitated p-median: sites that can serve only so many, each point whole at one of them.

Answers by settling points, moving sites to the middle of theirs and drawn exchanges of sites; the
bound by multipliers and one knapsack for each site; the solver then chooses among what the bound
does not rule out.  A point may be left out at a price, so that too little room is an answer that
names who is left, not a refusal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from time import monotonic

import numpy as np

from yiyang.planning.siting.kernel import FAR, NOBODY
from yiyang.planning.siting.loads.kernel import BOUND, climb_within, knapsacks, settled
from yiyang.planning.siting.mip import Model, Numbers, Rows, solve
from yiyang.planning.siting.problem import (
    HALF,
    Answer,
    Flags,
    Limits,
    NoAnswer,
    Problem,
    Proof,
    Seen,
    Whole,
)

SCALE = 256
STEPS, PACE = 600, 1.5
AT_ONCE = 5  # steps of the bound between two looks at the clock
VISITED = 24
SHAKES = 60  # drawn exchanges of sites for each start
LEAST_SECONDS = 1.0  # of the solver, where the rest took longer than was given
MOST_COLUMNS = 60_000  # assignments that the solver is given at most


@dataclass
class _Work:
    problem: Problem
    load: Whole
    capacity: Whole
    left_out: Whole
    answer: Answer
    seen: Seen | None

    def try_open(self, is_open: Flags, how: str) -> bool:
        """Settle everybody with these sites open; keep the answer if it is the best so far."""
        cost = self.problem.cost
        served, room = np.zeros(self.problem.points, np.int64), self.capacity.copy()
        total = settled(
            cost, is_open, self.problem.kept, self.load, self.capacity, self.left_out, served, room
        )
        return self.keep_if_better(is_open, served, int(total), how)

    def keep_if_better(self, is_open: Flags, served: Whole, total: int, how: str) -> bool:
        """Keep an answer that costs less than the best so far; tell whether it was kept."""
        best = self.answer
        if total >= best.cost:
            return False
        self.answer = replace(
            best, sites=tuple(int(j) for j in np.flatnonzero(is_open)),
            served_by=tuple(int(j) for j in served), cost=total,
            first=best.first or total, trail=(*best.trail, (how, total)),
        )  # fmt: skip
        if self.seen is not None:
            self.seen(self.answer)
        return True


def locate_within(problem: Problem, limits: Limits, seen: Seen | None = None) -> Answer:
    """Return the sites and who goes where with the least cost found, and a bound on the least.

    Args:
        problem: with loads and capacities; ``left_out`` None asks that everybody is served.
        seen: is shown each better answer as it is found.

    Raises:
        NoAnswer: everybody must be served, and no way was found to do so.
        SolverFault: the solver stopped without an answer.
        Stopped: ``limits.go_on`` said no.
    """
    until = monotonic() + limits.seconds
    work = _begun(problem, seen)
    _first_answers(work, limits)
    prices = _bound(work, limits, _half(until, limits))
    _shake(work, limits, _half(until, limits))
    if work.answer.gap > limits.gap and limits.seconds > 0:
        _core(work, prices, replace(limits, seconds=max(until - monotonic(), LEAST_SECONDS)))
    if problem.left_out is None and NOBODY in work.answer.served_by:
        raise NoAnswer
    return work.answer


def _half(until: float, limits: Limits) -> float:
    """Return when half of the time left is used up; never where the search has no time."""
    return (monotonic() + until) / 2 if limits.seconds > 0 else inf


def _begun(problem: Problem, seen: Seen | None) -> _Work:
    if problem.load is None or problem.capacity is None:
        raise ValueError("loads and capacities are missing")
    if not int(problem.kept.sum()) <= problem.number <= problem.candidates:
        raise ValueError(f"{problem.number} sites of {problem.candidates}")
    problem = replace(problem, cost=np.ascontiguousarray(problem.cost))
    load, capacity = (np.ascontiguousarray(each) for each in (problem.load, problem.capacity))
    left_out = problem.left_out
    if left_out is None:  # dearer than any way of serving everybody
        left_out = np.full(problem.points, int(problem.cost.max(axis=1).sum()) + 1, np.int64)
    empty = Answer((), (), FAR, 0, Proof.NONE)
    return _Work(problem, load, capacity, np.ascontiguousarray(left_out), empty, seen)


def _first_answers(work: _Work, limits: Limits) -> None:
    problem, draw = work.problem, np.random.default_rng(limits.seed)
    free = np.flatnonzero(~problem.kept)
    more = problem.number - int(problem.kept.sum())
    for n in range(limits.starts):
        limits.look()
        is_open = problem.kept.copy()
        is_open[draw.choice(free, more, replace=False)] = True
        work.try_open(is_open, "first" if n == 0 else "start")


def _bound(work: _Work, limits: Limits, until: float) -> Whole:
    """Raise the bound, try the sets of sites met on the way, and return the best prices."""
    problem = work.problem
    visited = np.zeros((VISITED, problem.candidates), np.bool_)
    prices, found = _climbed(work, limits, until, visited)
    bound = max(0, -(-found // SCALE))
    work.answer = work.answer.bounded(bound, Proof.LAGRANGE)
    for row in np.unique(visited[visited.sum(axis=1) == problem.number], axis=0):
        limits.look()
        work.try_open(row.copy(), "multipliers")
    work.answer = work.answer.bounded(bound, Proof.LAGRANGE)
    return prices


def _climbed(work: _Work, limits: Limits, until: float, visited: Flags) -> tuple[Whole, int]:
    """Return the prices with the best bound, and that bound times ``SCALE``.

    It ends when that helps no more, or when its time is used up.
    """
    problem = work.problem
    near = np.sort(problem.cost, axis=1)[:, : problem.number].mean(axis=1)
    prices: Whole = np.minimum(np.rint(near).astype(np.int64), work.left_out) * SCALE
    best, now, before = prices.copy(), prices.astype(np.float64), np.zeros(problem.points)
    counts, pace = np.zeros(4, np.int64), np.array([PACE])
    counts[BOUND] = -FAR
    while not climb_within(
        problem.cost, problem.kept, problem.number, work.load, work.capacity, work.left_out,
        work.answer.cost, prices, STEPS, SCALE, visited, now, before, best, counts, pace, AT_ONCE,
    ):  # fmt: skip
        limits.look()
        if monotonic() > until:
            break
    return best, int(counts[BOUND])


def _shake(work: _Work, limits: Limits, until: float) -> None:
    """Exchange one, two or three sites by lot and settle again, from the best answer on.

    It ends when that helps no more, or half of the time left is used up: the rest is the solver's.
    """
    problem, draw = work.problem, np.random.default_rng(limits.seed + 1)
    movable = problem.number - int(problem.kept.sum())
    if movable < 1 or problem.candidates <= problem.number:
        return
    idle, many = 0, 1
    while idle < SHAKES * limits.starts and not work.answer.is_best and monotonic() < until:
        limits.look()
        is_open = np.zeros(problem.candidates, np.bool_)
        is_open[list(work.answer.sites)] = True
        out = draw.choice(
            np.flatnonzero(is_open & ~problem.kept), min(many, movable), replace=False
        )
        closed = np.flatnonzero(~is_open)
        new = draw.choice(closed, min(len(out), len(closed)), replace=False)
        is_open[out[: len(new)]] = False
        is_open[new] = True
        better = work.try_open(is_open, "exchange")
        idle, many = (0, 1) if better else (idle + 1, many % 3 + 1)


def _core(work: _Work, prices: Whole, limits: Limits) -> None:
    """Let the solver choose among the assignments that a better answer could still have."""
    problem = work.problem
    worth = np.zeros(problem.candidates, np.int64)
    taken = np.zeros((problem.points, problem.candidates), np.bool_)
    knapsacks(problem.cost, prices, SCALE, work.load, work.capacity, worth, taken)
    ranked = np.argsort(np.where(problem.kept, -FAR, worth), kind="stable")
    reached = int(prices.sum()) + int(worth[ranked[: problem.number]].sum())
    room = (work.answer.cost - 1) * SCALE - reached
    last = int(worth[ranked[problem.number - 1]])
    may = problem.kept | (worth - last <= room)
    columns = np.flatnonzero(may)
    fits = work.load[:, None] <= work.capacity[None, columns]
    pays = problem.cost[:, columns] < work.left_out[:, None]
    near = problem.cost[:, columns] * SCALE - prices[:, None] <= room
    points, sites = np.nonzero(fits & pays & near)
    if len(points) > MOST_COLUMNS:
        return
    model = _assignment_model(work, columns, points, sites)
    try:
        found = solve(model, seconds=limits.seconds, gap=limits.gap,
                      start=_start(work, columns, points, sites))  # fmt: skip
    except NoAnswer:  # what a better answer could have does not serve everybody: there is none
        work.answer = work.answer.bounded(work.answer.cost, Proof.MIP)
        return
    if found.columns is not None:
        _take(work, found.columns, columns, points, sites)
    bound = min(work.answer.cost, int(np.ceil(found.bound - 1e-6)))
    work.answer = work.answer.bounded(bound, Proof.MIP)


def _assignment_model(work: _Work, columns: Whole, points: Whole, sites: Whole) -> Model:
    """Columns: sites open, assignments, points left out.  Rows: one each, capacity, open first."""
    problem, many, pairs = work.problem, len(columns), len(points)
    rows = Rows()
    rows.add(np.arange(many), 1.0, problem.number, problem.number)
    for i in range(problem.points):
        mine = many + np.flatnonzero(points == i)
        rows.add(np.append(mine, many + pairs + i), 1.0, 1.0, 1.0)
    for j in range(many):
        here = np.flatnonzero(sites == j)
        values = np.append(work.load[points[here]], -work.capacity[columns[j]])
        rows.add(np.append(many + here, j), values, -np.inf, 0.0)
        for pair in here:
            rows.add((many + pair, j), (1.0, -1.0), -np.inf, 0.0)
    total = many + pairs + problem.points
    cost = np.concatenate(
        [np.zeros(many), problem.cost[points, columns[sites]], work.left_out]
    ).astype(np.float64)
    lower, upper = np.zeros(total), np.ones(total)
    lower[:many] = problem.kept[columns]
    if problem.left_out is None:
        upper[many + pairs :] = 0.0
    return Model(cost, lower, upper, np.ones(total, np.bool_), rows)


def _start(work: _Work, columns: Whole, points: Whole, sites: Whole) -> Numbers | None:
    """Return the best answer known as columns; None where one of its sites is ruled out."""
    if not set(work.answer.sites) <= {int(j) for j in columns}:
        return None
    served = np.array(work.answer.served_by)
    is_open = np.isin(columns, work.answer.sites)
    assigned = served[points] == columns[sites]
    return np.concatenate([is_open, assigned, served == NOBODY]).astype(np.float64)


def _take(work: _Work, found: Numbers, columns: Whole, points: Whole, sites: Whole) -> None:
    many = len(columns)
    is_open = np.zeros(work.problem.candidates, np.bool_)
    is_open[columns[found[:many] > HALF]] = True
    served = np.full(work.problem.points, NOBODY, np.int64)
    chosen = found[many : many + len(points)] > HALF
    served[points[chosen]] = columns[sites[chosen]]
    pays = np.where(
        served == NOBODY,
        work.left_out,
        work.problem.cost[np.arange(work.problem.points), np.maximum(served, 0)],
    )
    work.keep_if_better(is_open, served, int(pays.sum()), "solver")
