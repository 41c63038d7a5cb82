"""A file of discharges into groups: batches through the kernel, columns out.

Columns in: id, sex, age, age_days, birth_weight_g, dx, px (codes joined by a bar, the principal
one first).  Columns out: id, those asked for, then mcc, cc, excluded, status, mdc, adrg, drg and
check, the check that failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from yiyang.analytics.grouping.cases import Batch, read_cases
from yiyang.analytics.grouping.columns import as_bytes, as_text
from yiyang.analytics.grouping.faults import Findings
from yiyang.analytics.grouping.interpreter import Discharge, Status, codes_of
from yiyang.analytics.grouping.kernel import (
    EXCLUDED,
    FLAGS,
    HAS_CC,
    HAS_MCC,
    NONE,
    NOT_GIVEN,
    PRINCIPAL,
    group_batch,
    whole_numbers,
)
from yiyang.analytics.grouping.pack import NOT_GROUPED
from yiyang.analytics.grouping.programs import CHECK, DRG, GROUP, MDC, Program
from yiyang.analytics.grouping.terms import Number
from yiyang.analytics.grouping.writing import Writer
from yiyang.analytics.keeping import Kept, go_on

ID = "id"
NUMBER_COLUMNS = {
    Number.XB: "sex", Number.NL: "age", Number.XSRTL: "age_days", Number.XSECSTZ: "birth_weight_g",
}  # fmt: skip
FURTHER_COLUMNS = {  # there only where the pack asks for them
    Number.ZYTS: "los", Number.LYFS: "discharge_way", Number.ICUTS: "icu_days",
}  # fmt: skip
DIAGNOSES, OPERATIONS = "dx", "px"
COLUMNS = (ID, *NUMBER_COLUMNS.values(), DIAGNOSES, OPERATIONS)
RESULTS = ("mcc", "cc", "excluded", "status", "mdc", "adrg", "drg", "check")
STATUSES = tuple(Status)
LARGEST = 1_000_000_000


@dataclass
class Run:
    """What a run did: rows by status, and the faults of the file."""

    rows: int = 0
    by_status: dict[str, int] = field(default_factory=lambda: {str(s): 0 for s in STATUSES})
    findings: Findings = field(default_factory=Findings)

    def as_kept(self) -> dict[str, Any]:
        """Return it as a document."""
        findings = self.findings.as_kept()
        return {"rows": self.rows, "by_status": dict(self.by_status), "findings": findings}

    def take_up(self, kept: dict[str, Any]) -> None:
        """Become what the document says."""
        self.rows, self.by_status = kept["rows"], dict(kept["by_status"])
        self.findings.take_up(kept["findings"])


def group_file(
    program: Program,
    cases: Path,
    out: Path,
    *,
    keep: Sequence[str] = (),
    seen: Callable[[int], None] = lambda _: None,
    kept: Kept | None = None,
    marks: Mapping[bytes, bytes] | None = None,
) -> Run:
    """Group a file of discharges into another; return what was done.

    Args:
        keep: further columns to carry over.
        seen: told the bytes read so far.
        kept: where parts are kept, so that a run that was stopped goes on.
        marks: what a Parquet file is to say of itself.

    Raises:
        BadCases: the file cannot be used; then nothing is written.
    """
    run = Run()
    wanted = tuple(dict.fromkeys((*COLUMNS, *further_columns(program.numbers), *keep)))
    with Writer(out, marks) as writer:
        batches = read_cases(cases, wanted, run.findings, seen)
        for made in go_on(
            kept, "grouped", batches, lambda batch: _grouped(program, batch, keep, run), run
        ):
            writer.write(made)
        if not run.rows:
            nothing = Batch({name: pa.array([], pa.string()) for name in wanted}, np.array([], int))
            writer.write(_grouped(program, nothing, keep, run))
    return run


def further_columns(asked: Iterable[Number]) -> list[str]:
    """Return the columns of the numbers that not every file has to have."""
    return [FURTHER_COLUMNS[each] for each in Number if each in FURTHER_COLUMNS and each in asked]


def _grouped(program: Program, batch: Batch, keep: Sequence[str], run: Run) -> pa.RecordBatch:
    numbers, torn = _numbers(batch, program.numbers, run.findings)
    torn |= _without_id(batch, run.findings)
    diagnoses, operations = (as_bytes(batch.columns[name]) for name in (DIAGNOSES, OPERATIONS))
    answer = group_batch(program, diagnoses, operations, numbers)
    answer[torn, :FLAGS] = NONE
    status = _status(answer, torn)
    run.rows += len(batch)
    for each, count in zip(STATUSES, np.bincount(status, minlength=len(STATUSES)), strict=True):
        run.by_status[each] += int(count)
    flags = answer[:, FLAGS]
    unknown = (flags & PRINCIPAL) == 0
    made = {
        name: as_text(batch.columns[name], name, batch.lines, run.findings)
        for name in dict.fromkeys((ID, *keep))
    }
    for name, bit in (("mcc", HAS_MCC), ("cc", HAS_CC), ("excluded", EXCLUDED)):
        made[name] = pa.array(((flags & bit) != 0).astype(np.int8), mask=unknown)
    made["status"] = _named(STATUSES, status)
    made["mdc"] = _named((*program.mdc_codes, ""), answer[:, MDC])
    made["adrg"] = _named((*program.group_codes, ""), answer[:, GROUP])
    made["drg"] = _named((*program.drg_codes, NOT_GROUPED), answer[:, DRG])
    made["check"] = _named((*program.check_codes, ""), answer[:, CHECK])
    return pa.RecordBatch.from_pydict(made)


def _without_id(batch: Batch, findings: Findings) -> npt.NDArray[np.bool_]:
    _, ends = as_bytes(batch.columns[ID])
    empty: npt.NDArray[np.bool_] = np.diff(ends) == 0
    for line in batch.lines[empty]:
        findings.add("CASES_WITHOUT_ID", f"line {line}")
    return empty


def _status(answer: npt.NDArray[np.int64], torn: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return the number of each row's status."""
    return np.select(
        [
            torn,
            answer[:, CHECK] != NONE,
            answer[:, DRG] != NONE,
            answer[:, GROUP] != NONE,
            answer[:, MDC] != NONE,
        ],
        [
            STATUSES.index(each)
            for each in (
                Status.UNREADABLE,
                Status.CHECK_FAILED,
                Status.GROUPED,
                Status.NO_DRG,
                Status.NO_ADRG,
            )
        ],
        STATUSES.index(Status.NO_MDC),
    )


def _named(names: Sequence[str], numbers: npt.NDArray[np.int64]) -> pa.Array:
    """Return names by number; ``NONE`` is the last of them."""
    pool = pa.array([str(name) for name in names], pa.string())
    return pool.take(pa.array(np.where(numbers == NONE, len(names) - 1, numbers)))


def _numbers(
    batch: Batch, asked: frozenset[Number], findings: Findings
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Return the numbers of each row, and which rows hold something else there."""
    numbers = np.full((len(batch), len(Number)), NOT_GIVEN, np.int64)
    any_torn = np.zeros(len(batch), np.bool_)
    for at, number in enumerate(Number):
        name = (NUMBER_COLUMNS | FURTHER_COLUMNS)[number]
        if name not in batch.columns or (number in FURTHER_COLUMNS and number not in asked):
            continue
        numbers[:, at], torn = _column_of_numbers(batch.columns[name])
        any_torn |= torn
        for line in batch.lines[torn]:
            findings.add("CASES_NO_NUMBER", f"line {line}, column {name}")
    return numbers, any_torn


def _column_of_numbers(
    column: pa.Array,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    kind = column.type
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        return whole_numbers(*as_bytes(column))
    given = column.is_valid().to_numpy(zero_copy_only=False)
    values = column.fill_null(0).to_numpy(zero_copy_only=False).astype(np.float64)
    given &= ~np.isnan(values)  # how some programs write a column of integers with gaps
    values = np.where(given, values, 0)
    whole = (np.abs(values) < LARGEST) & (values == np.floor(values))
    numbers = np.where(given & whole, np.where(whole, values, 0).astype(np.int64), NOT_GIVEN)
    return numbers, given & ~whole


def find_case(cases: Path, wanted: str, further: Sequence[str] = ()) -> Discharge | None:
    """Return the discharge of this id, None where the file has none.

    Raises:
        BadCases: the file cannot be used.
    """
    findings = Findings()
    for batch in read_cases(cases, (*COLUMNS, *further), findings):
        ids = as_text(batch.columns[ID], ID, batch.lines, findings).cast(pa.string())
        place = ids.index(pa.scalar(wanted, pa.string())).as_py()
        if place >= 0:
            return _discharge(batch, place)
    return None


def _discharge(batch: Batch, place: int) -> Discharge:
    lists = []
    for name in (DIAGNOSES, OPERATIONS):
        data, ends = as_bytes(batch.columns[name].slice(place, 1))
        lists.append(codes_of(data[ends[0] : ends[1]].tobytes().decode("utf-8", "replace")))
    one = Batch({name: each.slice(place, 1) for name, each in batch.columns.items()}, batch.lines)
    numbers = {
        number: int(_column_of_numbers(one.columns[name])[0][0])
        for number, name in (NUMBER_COLUMNS | FURTHER_COLUMNS).items()
        if name in one.columns
    }
    given = {number: None if value == NOT_GIVEN else value for number, value in numbers.items()}
    return Discharge(lists[0], lists[1], given)
