from itertools import combinations, count, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.siting.published import FULL, capacitated
from yiyang.planning.siting.loads import capacitated as capacitated_
from yiyang.planning.siting.loads import locate_within
from yiyang.planning.siting.problem import Limits, NoAnswer, Problem, Proof, Stopped

WORST_GAP = 0.01
LEAST_REACHED = 0.75 if FULL else 0  # of those tried; a busy machine does less in its seconds


def _no(many: int) -> np.ndarray:
    return np.zeros(many, np.bool_)


@pytest.fixture
def planning(shared: Path) -> Path:
    return shared / "data" / "planning"


@pytest.mark.parametrize("number", [1, 2, 4, 6])
def test_finds_a_published_best(planning: Path, number: int) -> None:
    each = capacitated(planning)[number - 1]
    problem = Problem(each.cost, each.sites, _no(50), each.load, each.capacity)
    answer = locate_within(problem, Limits(seconds=0))
    assert answer.cost == each.best_known >= answer.bound
    taken = np.bincount(answer.served_by, weights=each.load, minlength=50)
    assert (taken <= each.capacity).all()


@pytest.mark.drill
def test_reaches_the_published_bests(planning: Path) -> None:
    reached, worst = 0, 0.0
    tried = capacitated(planning)[:: 1 if FULL else 10]
    for each in tried:
        many = len(each.load)
        problem = Problem(each.cost, each.sites, _no(many), each.load, each.capacity)
        answer = locate_within(problem, Limits(seconds=20))
        assert answer.bound <= each.best_known <= answer.cost
        reached += answer.cost == each.best_known
        worst = max(worst, (answer.cost - each.best_known) / each.best_known)
    assert reached >= LEAST_REACHED * len(tried)
    assert worst <= WORST_GAP


def test_refuses_when_not_everybody_fits_and_names_who_is_left_where_that_may_be() -> None:
    cost, load = np.array([[1], [2]], np.int64), np.array([3, 3], np.int64)
    room = np.array([4], np.int64)
    with pytest.raises(NoAnswer):
        locate_within(Problem(cost, 1, _no(1), load, room), Limits())
    may = Problem(cost, 1, _no(1), load, room, np.array([9, 9], np.int64))
    answer = locate_within(may, Limits())
    assert (answer.cost, answer.bound, answer.served_by) == (10, 10, (0, -1))


def test_exchanges_by_lot_end_with_half_of_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    draw, tried = np.random.default_rng(1), []
    spots = draw.uniform(0, 100, (30, 2))
    cost = np.rint(np.abs(spots[:, None] - spots[None]).sum(axis=2)).astype(np.int64)
    load, room = draw.integers(1, 9, 30), np.full(30, 45, np.int64)
    whole = capacitated_.settled

    def counted(*given: Any) -> int:
        tried.append(1)
        return int(whole(*given))

    monkeypatch.setattr(capacitated_, "monotonic", count().__next__)  # each look is a second
    monkeypatch.setattr(capacitated_, "settled", counted)
    monkeypatch.setattr(capacitated_, "_bound", lambda work, *_: work.load)
    monkeypatch.setattr(capacitated_, "_core", lambda *_: None)
    locate_within(Problem(cost, 5, _no(30), load, room), Limits(seconds=8, starts=2))
    # First answers; the bound has looked once, then from the second second until the middle.
    assert len(tried) == 2 + 2


def test_the_bound_is_the_same_in_many_short_steps_and_ends_with_its_time(
    planning: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = capacitated(planning)[0]
    problem = Problem(each.cost, each.sites, _no(50), each.load, each.capacity)
    found = []
    for at_once in (1, 5, 1000):
        monkeypatch.setattr(capacitated_, "AT_ONCE", at_once)
        found.append(locate_within(problem, Limits(seconds=0, starts=1)))
    assert found[0] == found[1] == found[2]
    monkeypatch.setattr(capacitated_, "AT_ONCE", 1)
    monkeypatch.setattr(capacitated_, "monotonic", count().__next__)
    monkeypatch.setattr(capacitated_, "_core", lambda *_: None)
    hurried = locate_within(problem, Limits(seconds=4, starts=1))
    assert hurried.bound < found[0].bound


def test_who_wants_no_answer_any_more_gets_none(planning: Path) -> None:
    each = capacitated(planning)[0]
    problem = Problem(each.cost, each.sites, _no(50), each.load, each.capacity)
    asked: list[int] = []

    def go_on() -> bool:
        asked.append(1)
        return len(asked) < 4

    with pytest.raises(Stopped):
        locate_within(problem, Limits(seconds=60, starts=1, go_on=go_on))
    assert len(asked) == 4


def test_where_what_is_left_serves_not_everybody_no_answer_is_better_than_the_known_one(
    planning: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object, **__: object) -> None:
        raise NoAnswer

    monkeypatch.setattr(capacitated_, "solve", nothing)
    monkeypatch.setattr(capacitated_, "_shake", lambda *_: None)
    each = capacitated(planning)[9]
    problem = Problem(each.cost, each.sites, _no(50), each.load, each.capacity)
    answer = locate_within(problem, Limits(seconds=1, starts=1))
    assert (answer.bound, answer.proof) == (answer.cost, Proof.MIP)


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_is_the_best_of_all_choices(seed: int) -> None:
    draw = np.random.default_rng(seed)
    cost = draw.integers(0, 20, (4, 3))
    load, room = draw.integers(1, 6, 4), draw.integers(4, 10, 3)
    left_out = draw.integers(5, 40, 4)
    best = min(
        sum(left_out[i] if j < 0 else cost[i, j] for i, j in enumerate(chosen))
        for sites in combinations(range(3), 2)
        for chosen in product((-1, *sites), repeat=4)
        if all(sum(load[i] for i in range(4) if chosen[i] == j) <= room[j] for j in sites)
    )
    answer = locate_within(Problem(cost, 2, _no(3), load, room, left_out), Limits())
    assert (answer.cost, answer.bound) == (best, best)
