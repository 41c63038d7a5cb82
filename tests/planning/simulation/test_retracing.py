"""Lines of a trace that cannot follow one another are told with their line and person."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from tests.planning.simulation.test_running import busy
from yiyang.planning.simulation.building import build
from yiyang.planning.simulation.retracing import not_followed
from yiyang.planning.simulation.running import replicate
from yiyang.planning.simulation.tracing import FORMAT, Bed, Head, Line, Trace, lines_of
from yiyang.policy.loader import shipped_book
from yiyang.rules.placement.terms import Kind

ROOM = 100_000


def traced() -> tuple[Trace, dict[Bed, int]]:
    """Return a trace of the busy district, and how many beds it has."""
    network = build(busy(days=90, warm_up=10), shipped_book())
    beds: Counter[Bed] = Counter()
    for house in network.scenario.institution:
        for kind, many in house.beds.items():
            beds[house.code, Kind(kind)] += many
    head = Head(
        trace=FORMAT, program="0", digest="d" * 64, book="b" * 64, number=0,
        scenario=network.scenario,
    )  # fmt: skip
    trace = Trace(head, tuple(lines_of(network, replicate(network, 0, trace=ROOM))))
    at_home = {line.person for line in trace.lines if line.kind == Kind.HOME_PALLIATIVE}
    return trace, beds | {(None, Kind.HOME_PALLIATIVE): len(at_home)}


@pytest.fixture(scope="module")
def found() -> tuple[Trace, dict[Bed, int]]:
    return traced()


def test_what_was_simulated_can_have_happened(found: tuple[Trace, dict[Bed, int]]) -> None:
    trace, beds = found
    assert {line.what for line in trace.lines} >= {"KEPT", "RETURNED", "UNKEPT", "WENT", "EXPIRED"}
    assert list(not_followed(trace, beds)) == []


def first(trace: Trace, what: str) -> int:
    return next(n for n, line in enumerate(trace.lines) if line.what == what)


@pytest.mark.parametrize(
    ("what", "change", "fault"),
    [
        ("ASKED", {"day": 1e6}, "TRACE_DAY"),
        ("ASKED", {"day": -1.0}, "TRACE_DAY"),
        ("ASKED", {"what": "ARRIVED"}, "TRACE_COMES_AGAIN"),
        ("ARRIVED", {"place": "999"}, "TRACE_NO_PLACE"),
        ("ARRIVED", {"place": None}, "TRACE_NO_PLACE"),
        ("ARRIVED", {"what": "PRESENT"}, "TRACE_NO_BED"),
        ("ASKED", {"person": 10**9}, "TRACE_NOT_THERE"),
        ("HELD", {"institution": "NOWHERE"}, "TRACE_NO_BED"),
        ("HELD", {"kind": None}, "TRACE_NO_BED"),
        ("KEPT", {"institution": None, "kind": Kind.HOME_PALLIATIVE}, "TRACE_NOT_HAD"),
    ],
)
def test_a_line_that_lies_is_told_with_its_number_and_person(
    found: tuple[Trace, dict[Bed, int]], what: str, change: dict[str, Any], fault: str
) -> None:
    trace, beds = found
    at = first(trace, what)
    wrong: Line = trace.lines[at].model_copy(update=change)
    lies = replace(trace, lines=(*trace.lines[:at], wrong, *trace.lines[at + 1 :]))
    told = next(not_followed(lies, beds))
    assert (told.code, told.where) == (fault, str(at + 2))
    assert told.message.params["person"] == str(wrong.person)


def test_who_did_not_ask_or_reaches_a_bed_of_somebody_else_is_told(
    found: tuple[Trace, dict[Bed, int]],
) -> None:
    trace, beds = found
    held = first(trace, "HELD")
    asked = max(
        n for n in range(held)
        if trace.lines[n].what == "ASKED" and trace.lines[n].person == trace.lines[held].person
    )  # fmt: skip
    unasked = (*trace.lines[:asked], *trace.lines[asked + 1 : held + 1])
    assert [f.code for f in not_followed(replace(trace, lines=unasked), beds)] == [
        "TRACE_NOT_ASKED"
    ]
    unheld = (*trace.lines[:held], trace.lines[held].model_copy(update={"what": "ADMITTED"}))
    assert [f.code for f in not_followed(replace(trace, lines=unheld), beds)] == ["TRACE_NOT_HAD"]


def test_one_person_more_than_beds_is_told(found: tuple[Trace, dict[Bed, int]]) -> None:
    trace, beds = found
    held = trace.lines[first(trace, "HELD")]
    none_left = beds | {(held.institution, held.kind): 0}
    told = next(f for f in not_followed(trace, none_left) if f.code == "TRACE_NO_ROOM")
    assert told.message.params["person"] == str(held.person)
