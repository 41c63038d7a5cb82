"""Runs: conserved, repeatable, comparable."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.planning.simulation.made import made
from tests.planning.simulation.test_same_as_the_rules import a_district
from yiyang.planning.simulation.building import build
from yiyang.planning.simulation.figures import result_of
from yiyang.planning.simulation.kernel import run
from yiyang.planning.simulation.memory import new_memory
from yiyang.planning.simulation.running import NotConserved, check_conserved, replicate
from yiyang.planning.simulation.scenario import Beds, Scenario
from yiyang.planning.simulation.state import (
    N_OVERFLOW,
    T_ADMITTED,
    T_ARRIVED,
    T_DIED,
    T_GAVE_UP,
    T_LEFT,
    TRIES,
)
from yiyang.planning.simulation.summary import differences, estimate
from yiyang.policy.loader import shipped_book

TRIGGERS = ("CARE_ENV_WORSE", "HEALTH_WORSE", "POST_ACUTE", "TERMINAL", "DEPENDENCE_UP")


def busy(**more: Any) -> Scenario:
    """Return a small district under the book's own need model, with too few beds."""

    raw = a_district(Random(3)).model_dump() | {"policy": {}, "days": 200, "warm_up": 40}
    for house in raw["institution"]:
        house["beds"] = {kind: 6 * beds for kind, beds in house["beds"].items()}
    raw["arrivals"] = [
        {"place": f"P{n}", "trigger": trigger, "per_day": 0.3}
        for n in range(4)
        for trigger in TRIGGERS
    ]
    return Scenario.model_validate(raw | more)


def results(scenario: Scenario, replications: int = 6) -> list[dict[str, Any]]:
    network = build(scenario, shipped_book())
    return [result_of(network, replicate(network, n)) for n in range(replications)]


def test_the_same_seed_gives_the_same_run_and_another_seed_another() -> None:
    one, again = results(busy(), 2), results(busy(), 2)
    assert one == again
    assert results(busy(seed=1), 1)[0]["figures"] != one[0]["figures"]


@pytest.mark.parametrize("cycle_days", [0, 1])
def test_nobody_is_lost_and_nobody_is_in_two_beds(cycle_days: int) -> None:
    network = build(busy(cycle_days=cycle_days), shipped_book())
    found = replicate(network, 0, trace=200_000)
    check_conserved(found.state)
    ends: dict[int, int] = defaultdict(int)
    arrived = set()
    for (what, who, _, _), at in zip(found.trace, found.trace_times, strict=True):
        assert at >= 0
        if what == T_ARRIVED:
            arrived.add(who)
        elif what in (T_LEFT, T_DIED, T_GAVE_UP):
            ends[who] += 1
        elif what == T_ADMITTED:
            assert ends[who] == 0, "somebody gone was admitted"
    assert arrived
    assert max(ends.values()) == 1


def test_who_was_in_a_place_of_memory_before_is_nothing_to_who_comes_next() -> None:
    network, ends = build(busy(), shipped_book()), []
    for before in (0, 9):
        state = new_memory(network, 16_384, 0)
        state["people"][:, TRIES] = before
        run(state.m, state.r, np.uint64(7))
        assert not state.number(N_OVERFLOW)
        ends.append(state["counted"].tolist())
    assert ends[0] == ends[1]


def test_the_same_reason_named_twice_brings_other_people_and_the_first_ones_stay() -> None:
    scenario = busy()
    twice = busy(arrivals=[*scenario.arrivals, scenario.arrivals[0]])
    keys = [build(each, shipped_book()).tables["source_key"] for each in (scenario, twice)]
    assert len(set(keys[1].tolist())) == len(keys[1])
    assert (keys[1][:-1] == keys[0]).all()


def test_a_lost_person_is_noticed() -> None:
    found = replicate(build(busy(), shipped_book()), 0)
    found.state["used"][0, 0] += 1
    with pytest.raises(NotConserved):
        check_conserved(found.state)


def test_beds_are_never_overfull() -> None:
    network = build(busy(), shipped_book())
    daily = replicate(network, 1).state["daily"]
    assert (daily <= network.tables["capacity"]).all()
    assert daily.max() > 0


def test_more_beds_never_raise_the_mean_wait_beyond_the_interval() -> None:
    plain, scenario = results(busy()), busy()
    for kind in ("INSTITUTION_BED", "HOSPITAL_BED"):
        more = [
            {"institution": house.code, "kind": kind, "add": 15}
            for house in scenario.institution
            if kind in house.beds
        ]
        change = differences(results(busy(beds=more)), plain, 0.95)[f"WAIT:{kind}"]
        assert change.low is not None
        assert change.low <= 0
        assert change.mean < 0


def test_paired_runs_differ_less_than_runs_of_their_own() -> None:
    scenario = busy()
    more = [
        {"institution": scenario.institution[0].code, "kind": k, "add": 2}
        for k in ("HOSPITAL_BED",)
    ]
    one, other = results(scenario, 10), results(busy(beds=more), 10)
    paired = differences(other, one, 0.95)["WAIT"]
    waits = [[e["figures"]["WAIT"] for e in each] for each in (one, other)]
    own = np.sqrt(np.var(waits[0], ddof=1) + np.var(waits[1], ddof=1))
    assert paired.half is not None
    assert paired.half < 2.26 * own / np.sqrt(10)


def test_a_wave_and_absent_staff_are_felt() -> None:
    wave = [{"place": f"P{n}", "from_day": 20, "days": 60, "peak_per_day": 6.0} for n in range(4)]
    plain = results(busy())
    hit = results(busy(wave=wave, staff=[{"permille": 700, "from_day": 20, "until_day": 80}]))
    change = differences(hit, plain, 0.95)["WAIT:HOSPITAL_BED"]
    assert change.low is not None
    assert change.low > 0


def test_an_interval_is_student_s() -> None:
    found = estimate([1.0, 2.0, 3.0, 4.0], 0.95)
    assert found.mean == 2.5
    assert found.half == pytest.approx(2.0542, abs=1e-4)
    assert estimate([1.0], 0.95).half is None


def test_full_beds_are_full_whenever_the_others_came() -> None:
    arrivals = [{"trigger": "CARE_ENV_WORSE", "per_day": 40.0, "levels": [0, 1000, 0, 0, 0]}]
    plain = made({"INSTITUTION_BED": 5}, arrivals, days=80, warm_up=10)
    later = Beds(institution="H", kind="INSTITUTION_BED", add=5, from_day=60)
    net = build(plain.model_copy(update={"beds": [later]}), shipped_book())
    figures = result_of(net, replicate(net, 0))["figures"]
    assert figures["OCCUPIED:INSTITUTION_BED"] == pytest.approx(6.25, abs=0.1)
    assert figures["OCCUPANCY:INSTITUTION_BED"] == pytest.approx(1.0, abs=0.02)
