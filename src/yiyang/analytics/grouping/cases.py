"""Files of discharges, read in batches of columns: Parquet, CSV, CSV.gz.

A file that ends in ``.sql`` holds a query: its rows come straight from PostgreSQL as Arrow batches,
from the database that ``YIYANG_CASES_URL`` names.

Memory holds a few batches, however long the file is.  What cannot be read is told with its line.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as arrow_csv
from adbc_driver_postgresql import dbapi
from pyarrow import parquet

from yiyang.analytics.grouping.columns import holds_others
from yiyang.analytics.grouping.faults import Findings
from yiyang.analytics.grouping.lines import WholeLines
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param

BLOCK_BYTES = 4 * 1024 * 1024
BATCH_ROWS = 65_536
LONGEST_HEADER = 1_000_000
GZIP, CSV, PARQUET, QUERY = ".gz", ".csv", ".parquet", ".sql"
DATABASE = "YIYANG_CASES_URL"
UNREADABLE = (OSError, EOFError, zlib.error, pa.ArrowException)


class BadCases(Exception):
    """A file cannot be used at all; ``finding`` says why."""

    def __init__(self, code: str, where: str, /, **params: Param) -> None:
        self.finding = Finding(code, where, Message(code, params))
        super().__init__(f"{where}: {code}")


@dataclass(frozen=True)
class Batch:
    """Some rows of a file: their columns, and the line or row number of each."""

    columns: dict[str, pa.Array]
    lines: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.lines)


def read_cases(
    path: Path,
    columns: Sequence[str],
    findings: Findings,
    seen: Callable[[int], None] = lambda _: None,
) -> Iterator[Batch]:
    """Yield the rows of a file in batches; a torn row is a finding and is left out.

    Args:
        columns: names that must be there; CSV columns come as bytes.
        seen: told the bytes read so far.

    Raises:
        BadCases: not readable, a column missing or there twice, or torn beyond reading on.
    """
    try:
        if path.name.lower().endswith(PARQUET):
            yield from _read_parquet(path, columns, seen)
        elif path.name.lower().endswith(QUERY):
            yield from _read_query(path, columns)
        else:
            yield from _read_csv(path, columns, findings, seen)
    except UNREADABLE as fault:
        raise BadCases("CASES_UNREADABLE", path.name, reason=type(fault).__name__) from fault


def columns_of(path: Path) -> list[str]:
    """Return the names of a file's columns.  Raises BadCases where it cannot be read."""
    try:
        if path.name.lower().endswith(PARQUET):
            with parquet.ParquetFile(path) as opened:
                return list(opened.schema_arrow.names)
        if path.name.lower().endswith(QUERY):
            with _answer(path) as reader:
                return list(reader.schema.names)
        with path.open("rb") as raw, _unpacked(path, raw) as packed:
            return _header(path, packed)
    except UNREADABLE as fault:
        raise BadCases("CASES_UNREADABLE", path.name, reason=type(fault).__name__) from fault


def kinds_of(path: Path) -> list[tuple[str, pa.DataType]]:
    """Return the names and kinds of a Parquet file's columns.  Raises BadCases as above."""
    try:
        with parquet.ParquetFile(path) as opened:
            return [(each.name, each.type) for each in opened.schema_arrow]
    except UNREADABLE as fault:
        raise BadCases("CASES_UNREADABLE", path.name, reason=type(fault).__name__) from fault


def marks_of_file(path: Path) -> dict[bytes, bytes]:
    """Return what a Parquet file says of itself; nothing where it is another kind of file."""
    if not path.name.lower().endswith(PARQUET):
        return {}
    try:
        with parquet.ParquetFile(path) as opened:
            return dict(opened.metadata.metadata or {})
    except UNREADABLE as fault:
        raise BadCases("CASES_UNREADABLE", path.name, reason=type(fault).__name__) from fault


def refuse_torn(path: Path) -> None:
    """Raise BadCases where a Parquet file cannot be read to its end."""
    if not path.name.lower().endswith(PARQUET):
        return
    try:
        with parquet.ParquetFile(path) as opened:
            for _ in opened.iter_batches(BATCH_ROWS, use_threads=False):
                pass
    except UNREADABLE as fault:
        raise BadCases("CASES_UNREADABLE", path.name, reason=type(fault).__name__) from fault


def _read_parquet(
    path: Path, columns: Sequence[str], seen: Callable[[int], None]
) -> Iterator[Batch]:
    size = path.stat().st_size
    with parquet.ParquetFile(path) as opened:
        refuse_columns(path, opened.schema_arrow.names, columns)
        for name in columns:
            if holds_others(opened.schema_arrow.field(name).type):
                raise BadCases("CASES_COLUMN_KIND", path.name, column=name)
        first = 1
        for batch in opened.iter_batches(BATCH_ROWS, columns=list(columns), use_threads=False):
            lines = np.arange(first, first + batch.num_rows, dtype=np.int64)
            first += batch.num_rows
            yield Batch({name: batch.column(name) for name in columns}, lines)
            seen(size * (first - 1) // opened.metadata.num_rows)


@contextmanager
def _answer(path: Path) -> Iterator[Any]:
    """Yield the answer of a query, read as it comes; the database is only read.

    Raises:
        BadCases: no database is named, or it refuses; its words may hold rows and stay there.
    """
    url = os.environ.get(DATABASE, "")
    if not url:
        raise BadCases("CASES_NO_DATABASE", path.name, name=DATABASE)
    query = path.read_text(encoding="utf-8").strip().rstrip(";")
    try:
        with dbapi.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute("set transaction read only")
            cursor.execute(query)
            yield cursor.fetch_record_batch()
    except dbapi.Error as fault:
        raise BadCases("CASES_QUERY", path.name, reason=type(fault).__name__) from fault


def _read_query(path: Path, columns: Sequence[str]) -> Iterator[Batch]:
    with _answer(path) as reader:
        refuse_columns(path, reader.schema.names, columns)
        first = 1
        for whole in reader:
            for start in range(0, whole.num_rows, BATCH_ROWS):
                batch = whole.slice(start, BATCH_ROWS)
                lines = np.arange(first, first + batch.num_rows, dtype=np.int64)
                first += batch.num_rows
                yield Batch({name: _plain(path, name, batch) for name in columns}, lines)


def _plain(path: Path, name: str, batch: pa.RecordBatch) -> pa.Array:
    """Return a column; an exact number of PostgreSQL comes as its text."""
    column = batch.column(name)
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    if holds_others(column.type):
        raise BadCases("CASES_COLUMN_KIND", path.name, column=name)
    return column


def _read_csv(
    path: Path, columns: Sequence[str], findings: Findings, seen: Callable[[int], None]
) -> Iterator[Batch]:
    torn: list[int] = []

    def leave_out(row: Any) -> str:
        torn.append(row.number + 1)
        findings.tear(row.number + 1, columns=row.expected_columns, found=row.actual_columns)
        return "skip"

    with path.open("rb") as raw, _unpacked(path, raw) as opened:
        names = _header(path, opened)
        refuse_columns(path, names, columns)
        if not opened.peek(1):
            return
        reader = arrow_csv.open_csv(
            pa.PythonFile(WholeLines(opened), mode="r"),
            arrow_csv.ReadOptions(use_threads=False, block_size=BLOCK_BYTES, column_names=names),
            arrow_csv.ParseOptions(invalid_row_handler=leave_out, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.binary()), include_columns=list(columns)
            ),
        )
        line, passed = 2, 0  # after the header; torn lines told so far
        for batch in reader:
            lines, line, passed = _lines(batch.num_rows, line, torn, passed)
            yield Batch({name: batch.column(name) for name in columns}, lines)
            seen(raw.tell())


def _lines(
    rows: int, line: int, torn: list[int], passed: int
) -> tuple[npt.NDArray[np.int64], int, int]:
    """Return the lines of the next rows, over the torn lines between them."""
    lines = np.arange(line, line + rows, dtype=np.int64)
    while passed < len(torn) and rows and torn[passed] <= lines[-1]:
        lines[lines >= torn[passed]] += 1
        passed += 1
    return lines, int(lines[-1]) + 1 if rows else line, passed


@contextmanager
def _unpacked(path: Path, raw: IO[bytes]) -> Iterator[Any]:
    if path.name.lower().endswith(GZIP):
        with gzip.GzipFile(fileobj=raw) as opened:
            yield opened
    else:
        yield raw


def _header(path: Path, opened: Any) -> list[str]:
    line = opened.readline(LONGEST_HEADER)
    try:
        rows = list(csv.reader(io.StringIO(line.decode("utf-8-sig")), strict=True))
    except UnicodeDecodeError as fault:
        raise BadCases("CASES_NOT_UTF8", path.name) from fault
    except csv.Error as fault:
        raise BadCases("CASES_HEADER", path.name) from fault
    if len(rows) != 1:
        raise BadCases("CASES_HEADER", path.name)
    return [name.strip() for name in rows[0]]


def refuse_columns(path: Path, names: Sequence[str], wanted: Sequence[str]) -> None:
    """Raise BadCases where a wanted column is missing or stands there twice."""
    for name in wanted:
        if names.count(name) != 1:
            raise BadCases("CASES_COLUMN", path.name, column=name, times=names.count(name))
