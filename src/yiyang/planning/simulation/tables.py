"""The decisions of ``rules.placement`` as tables, made by asking the rules once for everything.

The kernel asks tables; a test asks both the tables and the rules about the same facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Any

import numpy as np

from yiyang.kernel.geo import Point, metres_between
from yiyang.planning.simulation.needs import COLOURS, ORDER, TRIGGERS
from yiyang.planning.simulation.scenario import Institution, Scenario
from yiyang.planning.simulation.state import LEVELS, NONE
from yiyang.policy.book import Reading
from yiyang.rules.placement.evaluate import evaluate
from yiyang.rules.placement.places import Candidate, Pool, Seeker
from yiyang.rules.placement.queue import Waiting, queue
from yiyang.rules.placement.rank import Ranking, Search, rank
from yiyang.rules.placement.situation import Situation
from yiyang.rules.placement.terms import Colour, Kind, Trigger

CARE_STATES = (None, Kind.HOME_CARE_BED, Kind.INSTITUTION_BED)
MEDICAL_STATES = (None, *ORDER[2:])
MOST_KINDS = 4
A_BED = Pool("ANY", True, True, True, 0, "", 1)
AN_ADULT = 80
ASKED_AT = datetime(2020, 1, 1, tzinfo=UTC)  # the queue's table leaves the time to the kernel


def situation_of(
    trigger: Trigger,
    colour: Colour,
    care: Kind | None,
    medical: Kind | None,
    level: int,
    inpatient: bool,
    wishes_home: bool,
    reading: Reading,
) -> Situation:
    """Return the facts of a simulated person: papers in order, levels and scores as modelled."""
    news2 = reading.table("simulation.news2")
    scores = reading.table("simulation.performance")
    return Situation(
        asked_on=reading.day,
        trigger=trigger,
        colour=colour,
        care=care,
        medical=medical,
        age=AN_ADULT,
        lives_in_district=True,
        gb_level=level,
        gb_assessed_on=reading.day,
        news2=int(news2[colour]),
        acute_infection=False,
        psychiatric_risk=0,
        needs_continuous_treatment=True,
        cannot_attend_clinic=True,
        has_carer=True,
        home_is_safe=True,
        in_service_area=True,
        doctor_order=True,
        operator_contract=True,
        devices_complete=True,
        consent=True,
        terminal_certified=True,
        refuses_further_treatment=True,
        palliative_consent=True,
        kps=int(scores["INPATIENT" if inpatient else "HOME"]),
        prognosis_months=int(scores["PROGNOSIS_MONTHS"]),
        referral_reason="SIMULATED",
        treatment_goal_reached=True,
        discharge_summary=True,
        wished_kind=Kind.HOME_CARE_BED if wishes_home else None,
    )


def kinds_table(reading: Reading) -> Any:
    """Return what ``placement.evaluate`` proposes for every situation the model knows."""
    dimensions = (TRIGGERS, COLOURS, CARE_STATES, MEDICAL_STATES, range(LEVELS))
    shape = (*(len(each) for each in dimensions), 2, 2, MOST_KINDS)
    table = np.full(shape, NONE, np.int8)
    flags = (False, True)
    for place in product(*(range(size) for size in shape[:-1])):
        trigger, colour, care, medical, level, inpatient, home = place
        situation = situation_of(
            TRIGGERS[trigger],
            COLOURS[colour],
            CARE_STATES[care],
            MEDICAL_STATES[medical],
            level,
            flags[inpatient],
            flags[home],
            reading,
        )
        for at, kind in enumerate(evaluate(situation, reading).proposed[:MOST_KINDS]):
            table[(*place, at)] = ORDER.index(kind)
    return table


def waiting_of(place: tuple[int, ...], asked_at: datetime) -> Waiting:
    """Return the queue's facts for a place of its table."""
    trigger, colour, alone, level, preferred = place
    return Waiting(
        trigger=TRIGGERS[trigger],
        colour=COLOURS[colour],
        need_level=level,
        lives_alone=bool(alone),
        has_carer=not alone,
        low_income=bool(preferred),
        special_family=False,
        requested_at=asked_at,
    )


def queue_tables(reading: Reading) -> tuple[Any, Any, tuple[str, ...]]:
    """Return places in the queue, numbers of classes, and the classes in their order."""
    shape = (len(TRIGGERS), len(COLOURS), 2, LEVELS, 2)
    order = reading.codes("placement.queue.order")
    classes, before = np.zeros(shape, np.int64), {}
    for place in product(*(range(size) for size in shape)):
        found = queue(waiting_of(place, ASKED_AT), reading)
        classes[place] = order.index(found.queue_class)
        before[place] = found.key.rsplit("-", 1)[0]
    sorted_keys = sorted(set(before.values()))
    ranks = np.zeros(shape, np.int64)
    for place, key in before.items():
        ranks[place] = sorted_keys.index(key)
    return ranks, classes, order


@dataclass(frozen=True)
class Offers:
    """Rows of pools in the rule's order, and which row a seeker has."""

    row_of: Any
    row_start: Any
    row_pool: Any
    row_tie: Any
    row_group: Any
    groups: int
    pool_group_start: Any
    pool_group: Any


def candidates_for(scenario: Scenario, houses: list[int], place: int) -> tuple[Candidate, ...]:
    """Return institutions as the ranking sees them from a sub-district."""
    home = scenario.sub_district[place]
    return tuple(
        _candidate(number, scenario.institution[number], Point(home.lon, home.lat))
        for number in houses
    )


def _candidate(number: int, house: Institution, home: Point) -> Candidate:
    return Candidate(
        institution=number,
        place=house.place,
        metres=metres_between(home, Point(house.lon, house.lat)),
        designated=house.designated,
        capabilities=house.capabilities,
        highest_care_level=house.highest_care_level,
        load_permille=0,
        serves=house.serves,
        pools=(A_BED,),
    )


def signatures(scenario: Scenario) -> tuple[list[frozenset[int]], list[int]]:
    """Return the sets of contract partners that there are, and which one each institution has."""
    codes = [house.code for house in scenario.institution]
    partners = [
        frozenset(codes.index(e.partner) for e in scenario.contract if e.origin == code)
        for code in codes
    ]
    known = [frozenset[int](), *sorted({each for each in partners if each}, key=sorted)]
    return known, [known.index(each) for each in partners]


def seeker_of(kind: Kind, place: str, partners: frozenset[int], level: int, is_red: bool) -> Seeker:
    """Return the ranking's facts for a simulated person."""
    colour = Colour.RED if is_red else Colour.GREEN
    return Seeker(kind, colour, "", level, place, partners=partners)


def offers_table(scenario: Scenario, pools: list[tuple[int, Kind]], reading: Reading) -> Offers:
    """Return what ``placement.rank`` offers to every seeker of every kind, free beds granted."""
    known, _ = signatures(scenario)
    shape = (len(ORDER), len(scenario.sub_district), len(known), LEVELS, 2)
    row_of, rows = np.full(shape, NONE, np.int64), dict[tuple[tuple[int, int], ...], int]()
    for place in np.ndindex(shape):
        kind = ORDER[place[0]]
        if place[3] and kind != Kind.INSTITUTION_BED:
            row_of[place] = row_of[(*place[:3], 0, place[4])]
        elif not place[4] or kind == Kind.HOSPITAL_BED:
            row = tuple(_row(scenario, pools, place, known, reading))
            if row:
                row_of[place] = rows.setdefault(row, len(rows))
    return _flat(row_of, list(rows), len(pools))


def _row(
    scenario: Scenario,
    pools: list[tuple[int, Kind]],
    place: tuple[int, ...],
    known: list[frozenset[int]],
    reading: Reading,
) -> Iterator[tuple[int, int]]:
    """Yield the pools of one row, and which of them the rule holds equal but for the load."""
    kind = ORDER[place[0]]
    pool_of = {house: number for number, (house, of) in enumerate(pools) if of == kind}
    if kind == Kind.HOME_PALLIATIVE:  # it has no beds of its own
        yield pool_of[NONE], 0
        return
    candidates = candidates_for(scenario, list(pool_of), place[1])
    home = scenario.sub_district[place[1]].code
    seeker = seeker_of(kind, home, known[place[2]], place[3], bool(place[4]))
    ranking = rank(Search(seeker, candidates), reading)
    for number, tie in enumerate(_ties(ranking)):
        yield pool_of[ranking.offers[number].institution], tie
        if place[4]:
            return  # a red alarm goes to the nearest, whether or not a bed is free


def _ties(ranking: Ranking) -> Iterator[int]:
    tie, before = -1, None
    for offer in ranking.offers:
        if offer.reasons != before:
            tie, before = tie + 1, offer.reasons
        yield tie


def _flat(row_of: Any, rows: list[tuple[tuple[int, int], ...]], pools: int) -> Offers:
    sets = [frozenset(pool for pool, _ in row) for row in rows]
    groups = list(dict.fromkeys(sets))
    of_pool = [[n for n, group in enumerate(groups) if pool in group] for pool in range(pools)]
    return Offers(
        row_of,
        np.cumsum([0, *(len(row) for row in rows)]),
        np.array([pool for row in rows for pool, _ in row], np.int64),
        np.array([tie for row in rows for _, tie in row], np.int64),
        np.array([groups.index(each) for each in sets], np.int64),
        len(groups),
        np.cumsum([0, *(len(each) for each in of_pool)]),
        np.array([group for each in of_pool for group in each], np.int64),
    )
