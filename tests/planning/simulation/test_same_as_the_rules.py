"""The kernel's tables and the rules say the same about the same facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.planning.simulation.made import made
from yiyang.planning.simulation.building import build
from yiyang.planning.simulation.cycles import placed
from yiyang.planning.simulation.memory import new_memory
from yiyang.planning.simulation.needs import COLOURS, ORDER, TRIGGERS, opened
from yiyang.planning.simulation.scenario import Scenario
from yiyang.planning.simulation.seeking import chosen
from yiyang.planning.simulation.tables import (
    CARE_STATES,
    MEDICAL_STATES,
    candidates_for,
    kinds_table,
    queue_tables,
    seeker_of,
    signatures,
    situation_of,
    waiting_of,
)
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.placement.batch import WaitingList, Wish, place_all
from yiyang.rules.placement.evaluate import evaluate
from yiyang.rules.placement.queue import queue
from yiyang.rules.placement.rank import Search, rank
from yiyang.rules.placement.terms import Kind

DAY = date(2026, 1, 1)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return Reading(shipped_book(), DAY, "310106")


def test_the_table_of_kinds_is_what_the_rule_proposes_for_every_situation(
    reading: Reading,
) -> None:
    table, flags = kinds_table(reading), (False, True)
    every = list(product(TRIGGERS, COLOURS, CARE_STATES, MEDICAL_STATES, range(5), flags, flags))
    for facts in Random(1).sample(every, 1500):
        place = (
            TRIGGERS.index(facts[0]),
            COLOURS.index(facts[1]),
            CARE_STATES.index(facts[2]),
            MEDICAL_STATES.index(facts[3]),
            facts[4],
            int(facts[5]),
            int(facts[6]),
        )
        told = tuple(ORDER[kind] for kind in table[place] if kind >= 0)
        assert told == evaluate(situation_of(*facts, reading), reading).proposed, facts


def test_the_table_of_the_queue_sorts_people_as_the_rule_does(reading: Reading) -> None:
    ranks, classes, order = queue_tables(reading)
    random, people = Random(2), list(np.ndindex(ranks.shape))
    for one, other in ((random.choice(people), random.choice(people)) for _ in range(3000)):
        asked = [NOON + timedelta(hours=random.randint(0, 3)) for _ in range(2)]
        first, second = (
            queue(waiting_of(place, at), reading)
            for place, at in zip((one, other), asked, strict=True)
        )
        told = (ranks[one], asked[0]) < (ranks[other], asked[1])
        assert told == (first.key < second.key)
        assert order[classes[one]] == first.queue_class


def a_district(random: Random) -> Scenario:
    """Return a scenario with places, institutions of several kinds, and contracts, by chance."""
    plain = made({"HOSPITAL_BED": 1}, [])
    places = [
        plain.sub_district[0].model_copy(
            update={"code": f"P{n}", "lon": 121.4 + n / 50, "lat": 31.2 + n / 70}
        )
        for n in range(4)
    ]
    houses = [
        plain.institution[0].model_copy(
            update={
                "code": f"H{n}",
                "place": f"P{n % 4}",
                "lon": 121.4 + random.randrange(4) / 50,
                "lat": 31.2 + random.randrange(4) / 70,
                "designated": random.random() < 0.5,
                "highest_care_level": random.choice([None, 2, 3, 4]),
                "capabilities": frozenset(["ED"] if random.random() < 0.6 else []),
                "serves": frozenset(f"P{random.randrange(4)}" for _ in range(2)),
                "beds": {kind.value: random.randint(1, 5) for kind in random.sample(ORDER[:5], 3)},
            }
        )
        for n in range(9)
    ]
    contracts = [{"origin": f"H{n}", "partner": f"H{(n + 3) % 9}"} for n in range(0, 9, 2)]
    raw = plain.model_dump() | {"contract": contracts, "arrivals": []}
    raw |= {"sub_district": [p.model_dump() for p in places]}
    raw |= {"institution": [h.model_dump() for h in houses]}
    return Scenario.model_validate(raw)


@pytest.mark.parametrize("seed", range(4))
def test_the_bed_chosen_is_the_first_that_the_ranking_offers(seed: int) -> None:
    random = Random(seed)
    scenario = a_district(random)
    network, book = build(scenario, shipped_book()), shipped_book()
    reading, memory = opened(scenario, book), new_memory(network, 16, 0)
    partners, _ = signatures(scenario)
    row_of = network.tables["row_of"]
    for _ in range(150):
        for pool in range(len(network.pools)):
            beds = int(network.tables["capacity"][pool])
            memory["used"][0, pool] = random.randint(0, min(beds, 5))
        kind, place = random.choice(ORDER[:5]), random.randrange(4)
        signature, level = random.randrange(len(partners)), random.randrange(5)
        row = int(row_of[ORDER.index(kind), place, signature, level, 0])
        pool_of = {house: n for n, (house, of) in enumerate(network.pools) if of == kind}
        candidates = tuple(
            as_taken(c, memory, network.tables["capacity"], pool_of[c.institution])
            for c in candidates_for(scenario, list(pool_of), place)
        )
        seeker = seeker_of(kind, f"P{place}", partners[signature], level, False)
        offers = rank(Search(seeker, candidates), reading).offers
        told = -1 if row < 0 else chosen(memory.m, 1, row)
        assert told == (pool_of[offers[0].institution] if offers else -1)


def as_taken(candidate: Any, memory: Any, capacity: Any, pool: int) -> Any:
    used, beds = int(memory["used"][:, pool].sum()), int(capacity[pool])
    pools = (replace(candidate.pools[0], free=beds - used),)
    return replace(candidate, pools=pools, load_permille=1000 * used // beds)


def test_a_red_alarm_has_the_nearest_capable_institution_and_no_other() -> None:
    scenario = a_district(Random(5))
    network, reading = build(scenario, shipped_book()), Reading(shipped_book(), DAY, "310106")
    hospital = ORDER.index(Kind.HOSPITAL_BED)
    pool_of = {h: n for n, (h, of) in enumerate(network.pools) if of == Kind.HOSPITAL_BED}
    for place in range(4):
        row = int(network.tables["row_of"][hospital, place, 0, 0, 1])
        candidates = candidates_for(scenario, list(pool_of), place)
        seeker = seeker_of(Kind.HOSPITAL_BED, f"P{place}", frozenset(), 0, True)
        offers = rank(Search(seeker, candidates), reading).offers
        start, end = network.tables["row_start"][row : row + 2]
        assert list(network.tables["row_pool"][start:end]) == [pool_of[offers[0].institution]]


@pytest.mark.parametrize("seed", range(40))
def test_a_waiting_list_by_pools_is_placed_as_the_rule_places_it_bed_by_bed(
    seed: int, reading: Reading
) -> None:
    random = Random(seed)
    pools, people = random.randint(2, 5), random.randint(1, 12)
    free = [random.randint(0, 2) for _ in range(pools)]
    has = [random.choice([-1, *range(pools)]) for _ in range(people)]
    wants = [
        random.sample([p for p in range(pools) if p != has[n]], random.randint(0, pools - 1))
        for n in range(people)
    ]
    beds = {p: [100 * p + n for n in range(free[p])] for p in range(pools)}
    own = {n: 100 * has[n] + 50 + n for n in range(people) if has[n] >= 0}
    for n, bed in own.items():
        beds[has[n]].append(bed)
    wishes = tuple(
        Wish(n, f"{n:03}", tuple(b for p in wants[n] for b in beds[p]), own.get(n))
        for n in range(people)
    )
    now = frozenset(b for p in range(pools) for b in beds[p][: free[p]])
    expected = [
        -1 if move.bed is None else move.bed // 100
        for move in place_all(WaitingList(wishes, now), reading).moves
    ]
    starts = np.cumsum([0, *(len(each) for each in wants)]).astype(np.int64)
    flat = np.array([p for each in wants for p in each], np.int64)
    found = placed(starts, flat, np.array(has, np.int64), np.array(free, np.int64))
    assert list(found) == expected
