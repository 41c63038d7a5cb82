"""Answering a planner's question by the solver that its aim and its limits call for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from yiyang.planning.siting.center import least_radius
from yiyang.planning.siting.kernel import NOBODY
from yiyang.planning.siting.loads import locate_within
from yiyang.planning.siting.median import improved, locate, told
from yiyang.planning.siting.problem import Aim, Answer, Flags, Limits, Problem, Seen, Whole
from yiyang.planning.siting.request import Layout, Request, Served, ways

TWICE = 2  # who is left out counts as walking twice the farthest way of all


@dataclass(frozen=True)
class _Asked:
    """A request with what the solvers take of it."""

    request: Request
    metres: Whole
    people: Whole
    kept: Flags
    number: int
    limits: Limits
    seen: Seen | None

    @property
    def left_out(self) -> Whole:
        """What it costs to leave the people of a point out: more than any way to a site."""
        found: Whole = TWICE * int(self.metres.max()) * self.people
        return found

    @property
    def near(self) -> Flags:
        """Which ways are within the limit."""
        most = self.request.limit_metres
        near: Flags = self.metres <= (int(self.metres.max()) if most is None else most)
        return near

    @property
    def capacity(self) -> Whole:
        """The capacities; a site without a limit takes everybody."""
        everybody = int(self.people.sum())
        found = [everybody if c.capacity is None else c.capacity for c in self.request.candidates]
        return np.array(found, np.int64)


def plan(request: Request, limits: Limits, seen: Seen | None = None) -> Layout:
    """Return the layout that serves the aim best, as far as was found, with its bound.

    Args:
        seen: is shown each better answer as it is found, in the unit of the solver.

    Raises:
        ValueError: more new sites than candidates that are not open.
        SolverFault: the solver stopped without an answer.
        Stopped: ``limits.go_on`` said no.
    """
    people = np.array([each.people for each in request.demand], np.int64)
    kept = np.array([each.is_kept for each in request.candidates], np.bool_)
    number = int(kept.sum()) + request.new
    if request.new < 0 or not 1 <= number <= len(kept):
        raise ValueError(f"{request.new} new sites of {len(kept) - int(kept.sum())}")
    asked = _Asked(request, ways(request), people, kept, number, limits, seen)
    solvers = _WITH_CAPACITIES if request.has_capacities else _WITHOUT
    return _layout(asked, solvers[request.aim](asked))


def present(request: Request) -> Layout | None:
    """Return who serves whom today, by the kept sites alone; None where none is kept."""
    if not any(each.is_kept for each in request.candidates):
        return None
    return plan(replace(request, new=0, aim=Aim.NEAREST), Limits(seconds=0.0))


def _nearest(asked: _Asked) -> Answer:
    way = asked.metres * asked.people[:, None]
    cost = np.where(asked.near, way, asked.left_out[:, None])
    return locate(Problem(cost, asked.number, asked.kept), asked.limits, asked.seen)


def _cover(asked: _Asked) -> Answer:
    """Leave out as few people as can be; of the same coverage prefer the shorter ways."""
    missed = np.where(asked.near, 0, asked.people[:, None])
    answer = locate(Problem(missed, asked.number, asked.kept), asked.limits, asked.seen)
    is_open = _opened(asked, answer)
    way = asked.metres * asked.people[:, None]
    both = missed * (1 + int(way.max(axis=1).sum())) + way
    improved(both, is_open, asked.kept)
    shorter = told(both, is_open)
    cost = int(missed[:, is_open].min(axis=1).sum())
    return replace(answer, sites=shorter.sites, served_by=shorter.served_by, cost=cost)


def _worst_first(asked: _Asked) -> Answer:
    """Bring the worst served as near as can be, then all together within that distance."""
    worst = least_radius(asked.metres, asked.number, asked.kept, asked.limits)
    within = asked.metres <= worst.cost
    out = np.maximum(asked.left_out, 1) * len(asked.people)
    cost = np.where(within, asked.metres * asked.people[:, None], out[:, None])
    near = locate(Problem(cost, asked.number, asked.kept), asked.limits, asked.seen)
    if not within[:, _opened(asked, near)].any(axis=1).all():
        near = worst  # shorter ways were not found within the distance: stay with these sites
    return replace(worst, sites=near.sites, served_by=near.served_by)


def _nearest_within(asked: _Asked) -> Answer:
    out = asked.left_out
    cost = np.where(asked.near, asked.metres * asked.people[:, None], out[:, None] + 1)
    return _within(asked, cost, out)


def _cover_within(asked: _Asked) -> Answer:
    missed = np.where(asked.near, 0, asked.people[:, None] + 1)
    return _within(asked, missed, asked.people)


def _worst_first_within(asked: _Asked) -> Answer:
    """Halve the distance within which everybody still finds room; the bound is without limits.

    Where there is not room for everybody at any distance nothing is halved: as many as can be
    are served within the limit, rather than whoever from wherever.
    """
    until = monotonic() + asked.limits.seconds
    bound = least_radius(asked.metres, asked.number, asked.kept, asked.limits).bound
    levels = np.unique(asked.metres[asked.metres >= bound])
    low, high = 0, len(levels) - 1
    best = _within_radius(asked, int(levels[high]))
    if NOBODY in best.served_by:
        low = high
        if asked.request.limit_metres is not None:
            best = _nearest_within(replace(asked, seen=None))
    while low < high and (asked.limits.seconds == 0 or monotonic() < until):
        middle = (low + high) // 2
        found = _within_radius(asked, int(levels[middle]))
        if NOBODY in found.served_by:
            low = middle + 1
        else:
            best, high = found, middle
            if asked.seen is not None:
                asked.seen(found)
    served = np.array(best.served_by)
    reached = np.take_along_axis(asked.metres, np.maximum(served, 0)[:, None], 1)[:, 0]
    worst = int(np.where(served == NOBODY, 0, reached).max())
    return replace(best, cost=worst, bound=min(bound, worst), first=int(levels[-1]))


def _within_radius(asked: _Asked, radius: int) -> Answer:
    request = replace(asked.request, limit_metres=radius)
    quick = replace(asked.limits, seconds=0.0, starts=1)
    return _nearest_within(replace(asked, request=request, limits=quick, seen=None))


def _within(asked: _Asked, cost: Whole, left_out: Whole) -> Answer:
    problem = Problem(cost, asked.number, asked.kept, asked.people, asked.capacity, left_out)
    return locate_within(problem, asked.limits, asked.seen)


def _opened(asked: _Asked, answer: Answer) -> Flags:
    is_open = np.zeros(len(asked.kept), np.bool_)
    is_open[list(answer.sites)] = True
    return is_open


_WITHOUT = {Aim.NEAREST: _nearest, Aim.COVER: _cover, Aim.WORST_FIRST: _worst_first}
_WITH_CAPACITIES = {
    Aim.NEAREST: _nearest_within,
    Aim.COVER: _cover_within,
    Aim.WORST_FIRST: _worst_first_within,
}


def _layout(asked: _Asked, answer: Answer) -> Layout:
    candidates = asked.request.candidates
    near, served = asked.near, []
    for i, (each, j) in enumerate(zip(asked.request.demand, answer.served_by, strict=True)):
        if j == NOBODY or not near[i, j]:
            served.append(Served(each.code, None, None))
        else:
            served.append(Served(each.code, candidates[j].code, int(asked.metres[i, j])))
    sites = tuple(candidates[j].code for j in answer.sites)
    new = tuple(candidates[j].code for j in answer.sites if not candidates[j].is_kept)
    return Layout(sites, new, tuple(served), answer.cost, answer.bound, answer.proof, answer.first)
