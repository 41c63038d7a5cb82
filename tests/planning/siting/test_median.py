from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.siting.published import FULL, graph, optima
from yiyang.planning.siting.bounding.kernel import FREE
from yiyang.planning.siting.median import exact_bound, locate
from yiyang.planning.siting.problem import Limits, Problem, Proof

FAST = (1, 2, 3, 4, 5, 7, 8, 11)
SOME = (6, 14, 18)  # ``make drills`` proves all


@pytest.fixture
def planning(shared: Path) -> Path:
    return shared / "data" / "planning"


def _is_proved(planning: Path, number: int) -> None:
    cost, sites = graph(planning, number)
    known = optima(planning, "pmedopt")[number]
    answer = locate(Problem(cost, sites, np.zeros(len(cost), np.bool_)), Limits(seconds=300))
    assert (answer.cost, answer.bound, answer.proof) == (known, known, Proof.LAGRANGE)
    assert len(answer.sites) == sites
    assert sum(cost[i, j] for i, j in enumerate(answer.served_by)) == known


@pytest.mark.parametrize("number", FAST)
def test_finds_and_proves_a_published_optimum(planning: Path, number: int) -> None:
    _is_proved(planning, number)


@pytest.mark.drill
@pytest.mark.parametrize("number", sorted(set(range(1, 41)) - set(FAST)) if FULL else SOME)
def test_finds_and_proves_every_published_optimum(planning: Path, number: int) -> None:
    _is_proved(planning, number)


def test_the_first_answer_comes_before_the_bound_and_is_never_better_than_the_last(
    planning: Path,
) -> None:
    cost, sites = graph(planning, 2)
    seen = []
    answer = locate(Problem(cost, sites, np.zeros(100, np.bool_)), Limits(), seen.append)
    assert seen[0].proof is Proof.NONE and seen[0].cost == answer.first
    costs = [each.cost for each in seen]
    bounds = [each.bound for each in seen]
    assert costs == sorted(costs, reverse=True) and bounds == sorted(bounds)
    assert answer.first > answer.cost


def test_without_time_the_gap_is_told_and_the_bound_still_holds(planning: Path) -> None:
    cost, sites = graph(planning, 6)
    answer = locate(Problem(cost, sites, np.zeros(200, np.bool_)), Limits(seconds=0))
    assert answer.bound <= optima(planning, "pmedopt")[6] <= answer.cost
    assert 0 < answer.gap < 0.01


def test_the_same_seed_gives_the_same_answer(planning: Path) -> None:
    cost, sites = graph(planning, 7)
    problem = Problem(cost, sites, np.zeros(200, np.bool_))
    assert locate(problem, Limits(seed=3)) == locate(problem, Limits(seed=3))


def test_refuses_more_sites_than_candidates_and_fewer_than_are_kept() -> None:
    cost = np.ones((2, 2), np.int64)
    with pytest.raises(ValueError, match="3 sites of 2"):
        locate(Problem(cost, 3, np.zeros(2, np.bool_)), Limits())
    with pytest.raises(ValueError, match="2 kept"):
        locate(Problem(cost, 1, np.ones(2, np.bool_)), Limits())


COSTS = st.lists(st.lists(st.integers(0, 30), min_size=6, max_size=6), min_size=3, max_size=7).map(
    lambda rows: np.array(rows, np.int64)
)


@settings(max_examples=60)
@given(cost=COSTS, number=st.integers(1, 5), kept=st.sets(st.integers(0, 5), max_size=1))
def test_is_the_best_of_all_choices(cost: np.ndarray, number: int, kept: set[int]) -> None:
    is_kept = np.isin(np.arange(6), list(kept))
    best = min(
        int(cost[:, list(chosen)].min(axis=1).sum())
        for chosen in combinations(range(6), number)
        if kept <= set(chosen)
    )
    answer = locate(Problem(cost, number, is_kept), Limits())
    assert (answer.cost, answer.bound) == (best, best)
    assert kept <= set(answer.sites)


@settings(max_examples=60)
@given(cost=COSTS, number=st.integers(1, 5), seed=st.integers(0, 99))
def test_any_prices_give_a_bound(cost: np.ndarray, number: int, seed: int) -> None:
    best = min(
        int(cost[:, list(chosen)].min(axis=1).sum()) for chosen in combinations(range(6), number)
    )
    prices = np.random.default_rng(seed).uniform(0, 40, len(cost))
    order = np.argsort(cost, axis=1, kind="stable").astype(np.int32)
    assert exact_bound(cost, order, np.full(6, FREE, np.int8), number, prices) <= best
