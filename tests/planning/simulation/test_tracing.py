"""A trace says what happened to whom; from its lines alone everybody is where the run left them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.planning.simulation.made import made
from tests.planning.simulation.test_running import busy
from yiyang.planning.simulation.building import Network, build
from yiyang.planning.simulation.kernel import Stopped
from yiyang.planning.simulation.running import TooManyPeople, replicate
from yiyang.planning.simulation.state import IS_HELD, IS_KEPT, OCCUPIED
from yiyang.planning.simulation.tracing import (
    FORMAT,
    BadTrace,
    Head,
    TraceTooLong,
    lines_of,
    read_trace,
    standing,
    write_trace,
)
from yiyang.policy.loader import shipped_book

ROOM = 100_000
AXES = {"CARE": OCCUPIED, "MEDICAL": OCCUPIED, "HELD": IS_HELD, "KEPT": IS_KEPT}


def head_of(network: Network) -> Head:
    return Head(
        trace=FORMAT, program="0", digest="d" * 64, book="b" * 64, number=0,
        scenario=network.scenario,
    )  # fmt: skip


@pytest.fixture(scope="module")
def network() -> Network:
    """The busy district, with people in some beds when it begins."""
    scenario = busy(days=90, warm_up=10)
    first = next(each for each in scenario.institution if each.beds)
    kind = next(kind for kind, beds in first.beds.items() if beds > 1)
    houses = [
        each.model_copy(update={"start": {kind: [0, 1, 1, 0, 0]}}) if each is first else each
        for each in scenario.institution
    ]
    return build(scenario.model_copy(update={"institution": houses}), shipped_book())


def test_where_everybody_is_follows_from_the_lines_alone(network: Network) -> None:
    found = replicate(network, 0, trace=ROOM)
    lines = list(lines_of(network, found))
    assert {line.what for line in lines} >= {
        "PRESENT", "ARRIVED", "ASKED", "HELD", "ADMITTED", "REFUSED", "EXPIRED", "KEPT", "STAYED",
        "RETURNED", "UNKEPT", "WENT", "GAVE_UP", "LEFT", "DIED",
    }  # fmt: skip
    codes = [
        (None if house < 0 else network.scenario.institution[house].code, kind)
        for house, kind in network.pools
    ]
    there: dict[int, Counter[tuple[str | None, str]]] = {
        row: Counter() for row in (OCCUPIED, IS_HELD, IS_KEPT)
    }
    for each in standing(lines).values():
        for axis, bed in each.beds.items():
            there[AXES[axis]][bed] += 1
    for row, counted in there.items():
        used = {codes[n]: int(m) for n, m in enumerate(found.state["used"][row]) if m}
        assert used == dict(counted)


def test_the_same_run_writes_the_same_file_and_it_is_read_as_it_was(
    network: Network, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("one.jsonl", "two.jsonl")]
    for file in files:
        lines = lines_of(network, replicate(network, 1, trace=ROOM))
        assert write_trace(file, head_of(network), lines) > 0
    assert files[0].read_bytes() == files[1].read_bytes()
    read = read_trace(files[0])
    assert read.head == head_of(network)
    assert list(read.lines) == list(lines_of(network, replicate(network, 1, trace=ROOM)))


def test_a_trace_that_is_too_long_is_not_cut(network: Network) -> None:
    with pytest.raises(TraceTooLong):
        list(lines_of(network, replicate(network, 0, trace=50)))


@pytest.mark.parametrize(
    ("text", "where"),
    [(b"", "1"), (b"{}\n", "1"), (b'HEAD\n{"day": 1}\n', "2"), (b"HEAD\nno\n", "2")],
)
def test_a_faulty_file_is_refused_by_its_line(
    network: Network, tmp_path: Path, text: bytes, where: str
) -> None:
    file = tmp_path / "faulty.jsonl"
    file.write_bytes(text.replace(b"HEAD", head_of(network).model_dump_json().encode()))
    with pytest.raises(BadTrace) as bad:
        read_trace(file)
    first = bad.value.findings[0]
    assert (first.code, first.where.partition(", ")[0]) == ("TRACE_LINE", where)


def test_a_run_is_given_up_in_the_midst_of_a_replication() -> None:
    arrivals = [{"trigger": "HEALTH_WORSE", "per_day": 40.0, "colour": "GREEN"}]
    network = build(made({"HOSPITAL_BED": 60}, arrivals, days=4000), shipped_book())
    asked: list[int] = []
    with pytest.raises(Stopped):
        replicate(network, 0, go_on=lambda: bool(asked.append(1)))
    assert len(asked) == 1


def test_more_people_at_once_than_the_book_allows_end_a_run() -> None:
    arrivals = [{"trigger": "HEALTH_WORSE", "per_day": 300.0, "colour": "GREEN"}]
    network = build(made({"HOSPITAL_BED": 1}, arrivals, days=30, warm_up=0), shipped_book())
    assert replicate(network, 0).events
    tight = replace(network, limits={**network.limits, "most_at_once": "5000"})
    with pytest.raises(TooManyPeople):
        replicate(tight, 0)
