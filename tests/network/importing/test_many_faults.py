"""A file of nothing but faults: all are counted, the first are told, and memory holds no more."""

from __future__ import annotations

import tracemalloc

from tests.conftest import NOW
from yiyang.network.importing import columns as cells
from yiyang.network.importing.columns import Column
from yiyang.network.importing.engine import Counts, Kind, check_table
from yiyang.network.importing.limits import Limits
from yiyang.network.importing.tables import Row, Table

NAMES = tuple(f"n{number}" for number in range(20))
ROWS = 4_000
MEMORY = 12_000_000  # bytes; all the faults as objects take many times as much
KIND = Kind(
    name="numbers",
    columns=tuple(Column(name, cells.integer) for name in NAMES),
    keys=(("n0",),),
    look_up=lambda rows, at: None,
    checks=(),
    write=lambda rows, known, at: Counts(),
    there=lambda known: (),
)


def test_of_too_many_faults_the_first_are_told_and_all_are_counted() -> None:
    rows = tuple(Row(number, ("x",) * len(NAMES)) for number in range(2, ROWS + 2))
    table = Table(NAMES, (*rows[1:], rows[0]), "utf-8")
    tracemalloc.start()
    checked = check_table(KIND, table, None, NOW, Limits(findings=25))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    told = [finding.where for finding in checked.findings]
    assert told == [f"row {n}, column {name}" for n in (2, 3) for name in NAMES][:25]
    assert checked.fault_count == ROWS * len(NAMES)
    assert checked.left_out == tuple(range(2, ROWS + 2)) and not checked.good
    assert peak < MEMORY, peak
