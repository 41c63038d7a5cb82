"""The time to a proved optimum of published p-medians, against spopt writing the model to HiGHS.

Both solve the same instances of OR-Library (``../shared/data/planning``; without it, drawn ones of
the same form) on one thread.  spopt answers without a bound of its own where its time ends: then
its time counts as the limit, in its favour.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import numpy as np
from tests.planning.siting.published import graph

from yiyang.faces.operations.benching import Ratio
from yiyang.planning.siting.median import locate
from yiyang.planning.siting.problem import Limits, Problem, Whole

FULL = os.environ.get("YIYANG_BENCH") == "full"
PLANNING = Path(__file__).parents[2] / "shared" / "data" / "planning"
INSTANCES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10) if FULL else (2, 4, 5, 10)
SECONDS = 240 if FULL else 60  # what spopt may take for one
TARGET = 30
POINTS, SITES = 150, 12  # of a drawn one


def ratios() -> list[Ratio]:
    """Return how many times faster the optimum is proved than by the written-out model."""
    found = []
    for name, cost, sites in _instances():
        kept = np.zeros(len(cost), np.bool_)
        locate(Problem(cost, sites, kept), Limits())  # compiles
        mine = []
        for _ in range(3):
            start = time.perf_counter()
            answer = locate(Problem(cost, sites, kept), Limits(seconds=SECONDS))
            mine.append(time.perf_counter() - start)
        assert answer.is_best
        theirs, value = _spopt(cost, sites)
        assert value is None or value >= answer.cost - 1e-6
        found.append(theirs / sorted(mine)[1])
        told = f"{sorted(mine)[1]:.3f} s, spopt {theirs:.1f} s ({value})"
        print(f"  {name}: {answer.cost}, {told}", file=sys.stderr, flush=True)
    what = "published p-medians proved optimal, the median of them"
    return [Ratio(what, "spopt with HiGHS, the same instances", tuple(found), TARGET)]


def _instances() -> list[tuple[str, Whole, int]]:
    if (PLANNING / "pmed").is_dir():
        return [(f"pmed{n}", *graph(PLANNING, n)) for n in INSTANCES]
    draw = np.random.default_rng(1)
    spots = draw.uniform(0, 100, (len(INSTANCES), POINTS, 2))
    apart = [np.sqrt(((s[:, None] - s[None]) ** 2).sum(axis=2)) for s in spots]
    return [(f"drawn {n}", np.floor(a * 10).astype(np.int64), SITES) for n, a in enumerate(apart)]


def _spopt(cost: Whole, sites: int) -> tuple[float, float | None]:
    """Return the seconds that spopt takes, its model written and solved, and its value."""
    import pulp  # noqa: PLC0415 -- heavy: only to measure
    from spopt.locate import PMedian  # noqa: PLC0415 -- heavy: only to measure

    start = time.perf_counter()
    weights = np.ones(len(cost))
    model = PMedian.from_cost_matrix(cost.astype(float), weights, p_facilities=sites)
    model = model.solve(pulp.HiGHS(msg=False, timeLimit=SECONDS, threads=1), results=False)
    taken = time.perf_counter() - start
    value = pulp.value(model.problem.objective)
    return min(taken, float(SECONDS)) if taken > SECONDS else taken, value
