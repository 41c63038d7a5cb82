from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiyang.kernel.geo import Point, metres_between
from yiyang.planning.siting.loads import locate_within
from yiyang.planning.siting.planning import plan, present
from yiyang.planning.siting.problem import Aim, Answer, Limits, Problem
from yiyang.planning.siting.request import Candidate, Demand, Request, ways

LAT = 31.25
STEP = 0.01  # of a degree of longitude: some 950 m here


def _request(**changes: object) -> Request:
    """Five points in a row, each a candidate too; most people at the two ends."""
    points = [Point(121.4 + n * STEP, LAT) for n in range(5)]
    people = [50, 10, 5, 10, 40]
    demand = tuple(Demand(f"D{n}", f"D{n}", p, people[n]) for n, p in enumerate(points))
    candidates = tuple(Candidate(f"C{n}", f"C{n}", p) for n, p in enumerate(points))
    return replace(Request(Aim.NEAREST, 1, demand, candidates), **changes)


def _kept(request: Request, *codes: str) -> Request:
    return replace(request, candidates=tuple(
        replace(each, is_kept=each.code in codes) for each in request.candidates
    ))  # fmt: skip


def test_ways_are_those_of_the_ground_with_their_detour() -> None:
    request = _request(detour_percent=130)
    straight = metres_between(request.demand[0].point, request.candidates[3].point)
    assert ways(request)[0, 3] == pytest.approx(straight * 1.3, abs=1)


def test_two_sites_go_where_most_people_are() -> None:
    found = plan(_request(new=2), Limits())
    assert found.new_sites == ("C0", "C4")
    assert found.cost == found.bound


def test_a_kept_site_stays_and_the_new_one_goes_to_the_other_end() -> None:
    request = _kept(_request(new=1), "C0")
    before = present(request)
    found = plan(request, Limits())
    assert before is not None and before.sites == ("C0",)
    assert (found.sites, found.new_sites) == (("C0", "C4"), ("C4",))
    assert found.cost < before.cost


def test_the_worst_served_come_first() -> None:
    found = plan(_request(aim=Aim.WORST_FIRST, new=1), Limits())
    assert found.new_sites == ("C2",)
    assert found.cost == found.bound == max(each.metres or 0 for each in found.served)


def test_most_people_within_the_limit_and_the_others_are_named() -> None:
    found = plan(_request(aim=Aim.COVER, limit_metres=1000), Limits())
    assert [each.demand for each in found.served if each.site is None] == ["D3", "D4"]
    assert found.new_sites == ("C1",)
    assert found.cost == found.bound == 50


def test_of_the_same_coverage_the_shorter_ways_are_taken() -> None:
    found = plan(_request(aim=Aim.COVER, new=1, limit_metres=10_000), Limits())
    shortest = plan(_request(aim=Aim.NEAREST, new=1), Limits())
    assert found.cost == 0
    assert found.sites == shortest.sites


def test_capacities_leave_somebody_out_who_is_named() -> None:
    request = _request(aim=Aim.COVER, new=2, limit_metres=1000)
    small = tuple(replace(each, capacity=55) for each in request.candidates)
    found = plan(replace(request, candidates=small), Limits())
    taken = {
        site: sum(
            d.people for d, s in zip(request.demand, found.served, strict=True) if s.site == site
        )
        for site in found.sites
    }
    assert all(number <= 55 for number in taken.values())
    assert found.cost == request.people - sum(taken.values()) == found.bound


def test_worst_first_with_capacities_serves_everybody_as_near_as_room_allows() -> None:
    request = _request(aim=Aim.WORST_FIRST, new=2)
    small = tuple(replace(each, capacity=65) for each in request.candidates)
    found = plan(replace(request, candidates=small), Limits())
    assert all(each.site is not None for each in found.served)
    assert found.bound <= found.cost == max(each.metres or 0 for each in found.served)


def test_where_not_everybody_finds_room_no_distance_is_tried_but_the_farthest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Problem] = []

    def counted(problem: Problem, *rest: Any) -> Answer:
        asked.append(problem)
        return locate_within(problem, *rest)

    monkeypatch.setattr("yiyang.planning.siting.planning.locate_within", counted)
    request = _request(aim=Aim.WORST_FIRST, new=2)
    small = tuple(replace(each, capacity=50) for each in request.candidates)
    found = plan(replace(request, candidates=small), Limits())
    assert [each.demand for each in found.served if each.site is None]
    assert len(asked) == 1


def test_worst_first_without_room_for_everybody_serves_who_is_within_the_limit() -> None:
    spots = [Point(121.4 + 0.01 * n, 31.2) for n in range(4)]  # some 950 metres apart
    demand = tuple(Demand(f"D{n}", "", each, 40 - n) for n, each in enumerate(spots))
    sites = (Candidate("KEPT", "", spots[0], True, 60), Candidate("NEW", "", spots[3], False, 60))
    found = plan(Request(Aim.WORST_FIRST, 1, demand, sites, 500), Limits(seconds=0))
    assert [(each.demand, each.site) for each in found.served] == [
        ("D0", "KEPT"), ("D1", None), ("D2", None), ("D3", "NEW"),
    ]  # fmt: skip


@settings(max_examples=30)
@given(seed=st.integers(0, 9999), new=st.integers(1, 3), aim=st.sampled_from(list(Aim)))
def test_no_other_choice_serves_the_aim_better(seed: int, new: int, aim: Aim) -> None:
    draw = np.random.default_rng(seed)
    spots = [Point(121.4 + x, 31.2 + y) for x, y in draw.uniform(0, 0.03, (11, 2))]
    demand = tuple(
        Demand(f"D{n}", "", p, int(draw.integers(1, 90))) for n, p in enumerate(spots[:6])
    )
    sites = tuple(Candidate(f"C{n}", "", p) for n, p in enumerate(spots[6:]))
    request = Request(aim, new, demand, sites, 1200 if aim is Aim.COVER else None)
    metres, people = ways(request), np.array([each.people for each in demand])

    def cost(chosen: tuple[int, ...]) -> int:
        near = metres[:, list(chosen)].min(axis=1)
        if aim is Aim.COVER:
            return int(people[near > 1200].sum())
        return int(near.max()) if aim is Aim.WORST_FIRST else int((near * people).sum())

    found = plan(request, Limits())
    best = min(cost(chosen) for chosen in combinations(range(5), new))
    assert (found.cost, found.bound) == (best, best)
