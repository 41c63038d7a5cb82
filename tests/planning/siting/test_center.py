from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.siting.published import FULL, graph, optima
from yiyang.planning.siting.center import least_radius
from yiyang.planning.siting.problem import Limits

FAST = (2, 3, 4, 5, 10)
SOME = (6, 17, 28)  # ``make drills`` finds all


@pytest.fixture
def planning(shared: Path) -> Path:
    return shared / "data" / "planning"


def _is_proved(planning: Path, number: int) -> None:
    metres, sites = graph(planning, number)
    known = optima(planning, "kcenteropt")[number]
    answer = least_radius(metres, sites, np.zeros(len(metres), np.bool_), Limits(seconds=600))
    assert (answer.cost, answer.bound) == (known, known)
    assert metres[:, list(answer.sites)].min(axis=1).max() == known


@pytest.mark.parametrize("number", FAST)
def test_finds_a_published_radius(planning: Path, number: int) -> None:
    _is_proved(planning, number)


@pytest.mark.drill
@pytest.mark.parametrize("number", sorted(set(range(1, 41)) - set(FAST)) if FULL else SOME)
def test_finds_every_published_radius(planning: Path, number: int) -> None:
    _is_proved(planning, number)


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000), number=st.integers(1, 4), keep=st.booleans())
def test_is_the_least_of_all_choices(seed: int, number: int, keep: bool) -> None:
    metres = np.random.default_rng(seed).integers(0, 50, (6, 5))
    kept = np.arange(5) < int(keep)
    best = min(
        int(metres[:, list(chosen)].min(axis=1).max())
        for chosen in combinations(range(5), number)
        if not keep or 0 in chosen
    )
    answer = least_radius(metres, number, kept, Limits())
    assert (answer.cost, answer.bound) == (best, best)
