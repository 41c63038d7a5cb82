"""A simulated district played into the demonstration: the board shows what was simulated."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.db import transaction

from tests.conftest import NOW
from tests.demo.conftest import ignore
from yiyang.beds.board import board_of
from yiyang.beds.models import BedClaim, Transfer
from yiyang.decisions.models import Decision
from yiyang.demo.district import District
from yiyang.demo.loading import InProduction
from yiyang.demo.replaying import Differs, LineRefused, NotAlike, TooLarge, replay
from yiyang.network.models import Bed, Institution
from yiyang.planning.simulation.building import build
from yiyang.planning.simulation.running import replicate
from yiyang.planning.simulation.scenario import Scenario
from yiyang.planning.simulation.tracing import FORMAT, BadTrace, Head, Trace, lines_of, standing
from yiyang.policy.loader import shipped_book
from yiyang.rules.placement.terms import Kind

pytestmark = pytest.mark.django_db
PLACES = ("310106006", "310106013")
BEDS: tuple[dict[str, int], ...] = (
    {"HOSPITAL_BED": 4},
    {"INSTITUTION_BED": 8},
    {"HOME_MEDICAL_BED": 4, "HOME_CARE_BED": 4},
    {"PALLIATIVE_BED": 2},
)
COME = {"HEALTH_WORSE": 0.6, "POST_ACUTE": 0.2, "DEPENDENCE_UP": 0.3, "TERMINAL": 0.3}


def simulated(**more: Any) -> Trace:
    """Return the trace of some weeks of a small network in two places of the demonstration."""
    plan = Scenario.model_validate(
        {
            "name": {"zh": "回放", "en": "replay"}, "source": "test", "mark": "proposed",
            "place": "310106", "on": date(2026, 1, 1), "days": 6, "warm_up": 1,
            "replications": 2, "seed": 11,
            "sub_district": [
                {"code": code, "lon": 121.445, "lat": 31.24 - n / 100}
                for n, code in enumerate(PLACES)
            ],
            "institution": [
                {
                    "code": f"H{n}", "place": PLACES[n % 2], "lon": 121.446, "lat": 31.23,
                    "capabilities": ["ED"] if n == 0 else [], "highest_care_level": 4,
                    "beds": beds,
                    "start": {"INSTITUTION_BED": [0, 2, 1, 1, 0]} if n == 1 else {},
                }
                for n, beds in enumerate(BEDS)
            ],
            "arrivals": [
                {"place": place, "trigger": trigger, "per_day": rate}
                for place in PLACES
                for trigger, rate in COME.items()
            ],
            **more,
        }
    )  # fmt: skip
    book = shipped_book()
    network = build(plan, book)
    digest = sha256(plan.model_dump_json().encode()).hexdigest()
    head = Head(trace=FORMAT, program="0", digest=digest, book=book.digest, number=0, scenario=plan)
    return Trace(head, tuple(lines_of(network, replicate(network, 0, trace=100_000))))


@pytest.fixture(scope="module")
def trace() -> Trace:
    return simulated()


def rows() -> list[tuple[Any, ...]]:
    """Return every stay, hold and kept bed of the simulated institutions, without keys."""
    claims = BedClaim.objects.filter(bed__code__startswith="SIM-").order_by("pk")
    return list(
        claims.values_list("person__name", "bed__code", "kind", "span", "is_active", "end_reason")
    )


def test_the_board_shows_what_was_simulated_and_the_same_trace_gives_the_same_rows(
    loaded: District, trace: Trace
) -> None:
    before, decided = board_of("310106").total, Decision.objects.count()
    with transaction.atomic():
        done = replay(trace, at=NOW, progress=ignore)
        first = rows()
        transaction.set_rollback(True)
    again = replay(trace, at=NOW, progress=ignore)
    assert done == again is not None and rows() == first and len(first) > 12
    now = board_of("310106").total
    there = Counter(axis for each in standing(trace.lines).values() for axis in each.beds)
    states = {"OCCUPIED": ("CARE", "MEDICAL"), "HELD": ("HELD",), "KEPT": ("KEPT",)}
    for state, axes in states.items():
        assert now.by_state[state] - before.by_state[state] == sum(there[axis] for axis in axes)
    assert now.capacity - before.capacity == again.beds
    assert now.by_state["CLEANING"] == before.by_state["CLEANING"]
    admitted = sum(line.what == "ADMITTED" for line in trace.lines)
    moved = Transfer.objects.filter(to_claim__bed__code__startswith="SIM-")
    assert moved.filter(case__state="CLOSED").count() >= admitted > 4
    assert Decision.objects.count() - decided > admitted  # each was evaluated by the rule
    assert replay(trace, at=NOW, progress=ignore) is None
    assert rows() == first


def test_what_is_no_demonstration_or_has_other_rules_is_refused_and_nothing_is_kept(
    loaded: District, trace: Trace, settings: Any
) -> None:
    head, plan = trace.head, trace.head.scenario
    other = {"code": "999999001", "lon": 1.0, "lat": 1.0}
    place = plan.sub_district[0].model_copy(update=other)
    stranger = {"person": 10**9, "what": "LEFT"}
    faulty = {
        "book": (replace(trace, head=head.model_copy(update={"book": "0" * 64})), NotAlike),
        "cycles": (of_plan(trace, cycle_days=1), NotAlike),
        "rules": (of_plan(trace, policy={"transfer.keep_days": "3"}), NotAlike),
        "place": (of_plan(trace, sub_district=[*plan.sub_district, place]), NotAlike),
        "days": (of_plan(trace, days=4000), TooLarge),
        "lost": (replace(trace, lines=made_up(trace)), Differs),
        "refused": (replace(trace, lines=unwilling(trace)), LineRefused),
        "lies": (replace(trace, lines=(trace.lines[-1].model_copy(update=stranger),)), BadTrace),
    }
    for name, (bad, refusal) in faulty.items():
        with pytest.raises(refusal) as refused, transaction.atomic():
            replay(bad, at=NOW, progress=ignore)
        if refusal is LineRefused:
            assert refused.value.message.params["line"] == len(bad.lines) + 1
        assert not Institution.objects.filter(code__startswith="SIM-").exists(), name
    settings.PRODUCTION = True
    with pytest.raises(InProduction):
        replay(trace, at=NOW, progress=ignore)
    assert not Bed.objects.filter(code__startswith="SIM-").exists()


def of_plan(trace: Trace, **more: Any) -> Trace:
    """Return a trace whose scenario says something else."""
    plan = trace.head.scenario.model_copy(update=more)
    return replace(trace, head=trace.head.model_copy(update={"scenario": plan}))


def made_up(trace: Trace) -> tuple[Any, ...]:
    """Return who is there at the start, and a bed kept for one of them without any reason."""
    there = tuple(each for each in trace.lines if each.what == "PRESENT")
    return (*there, there[0].model_copy(update={"what": "KEPT"}))


def unwilling(trace: Trace) -> tuple[Any, ...]:
    """Return the lines up to the first hold, which is of a kind that the rule did not open."""
    held = next(n for n, each in enumerate(trace.lines) if each.what == "HELD")
    other = "PALLIATIVE_BED" if trace.lines[held].kind != "PALLIATIVE_BED" else "HOSPITAL_BED"
    house = {"PALLIATIVE_BED": "H3", "HOSPITAL_BED": "H0"}[other]
    wrong = trace.lines[held].model_copy(update={"kind": Kind(other), "institution": house})
    return (*trace.lines[:held], wrong)
