"""Bytes of a CSV file or a workbook as a table of text, or every reason why not."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param
from yiyang.network.importing.limits import LIMITS, Limits
from yiyang.network.importing.workbooks import FormulaHere, NumberTooLong, workbook_rows

UTF8_MARK = b"\xef\xbb\xbf"
ZIP_MARK = b"PK"
WORKBOOK = ".xlsx"
DELIMITERS = ",\t;"
LONGEST_CHARACTER = 4  # bytes of one character in UTF-8


class UnreadableTable(Refused):
    """The file is no table we can read; ``findings`` say why."""

    code = "UNREADABLE_TABLE"

    def __init__(self, *findings: Finding) -> None:
        super().__init__(count=len(findings))
        self.findings = list(findings)


@dataclass(frozen=True)
class Row:
    """One row as it came: its number in the file (the header is 1) and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file's header and rows; blank rows are left out.  ``findings`` are faults of cells."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    findings: tuple[Finding, ...] = ()

    def column(self, names: Sequence[str]) -> int | None:
        """Return where a column stands that has one of these names, the first before others.

        Args:
            names: in small letters; the case of a header does not count.
        """
        headers = [header.casefold() for header in self.headers]
        return next((headers.index(name) for name in names if name in headers), None)


def read_table(body: bytes, limits: Limits = LIMITS, *, called: str = "") -> Table:
    """Read a CSV file (UTF-8 or GB18030) or the first sheet of an .xlsx workbook.

    Args:
        called: the name of the file: one that ends as a workbook does is nothing else.

    Raises:
        UnreadableTable: empty, too big, cut short, in another encoding, or no table.
    """
    if not body.strip():
        raise _unreadable("FILE_EMPTY")
    if len(body) > limits.size:
        raise _unreadable("FILE_TOO_BIG", most=limits.size)
    if body.startswith(ZIP_MARK):
        return _gather(_sheet(body, limits), "xlsx", limits)
    if called.casefold().endswith(WORKBOOK):
        raise _unreadable("WORKBOOK_BROKEN")
    text, encoding = decode(body)
    return _gather(_csv_rows(text), encoding, limits)


def decode(body: bytes) -> tuple[str, str]:
    """Return the text of a CSV file and its encoding.

    Raises:
        UnreadableTable: it holds NUL bytes, was cut within a character, or is in neither.
    """
    if b"\x00" in body:
        raise _unreadable("NUL_BYTES")
    try:
        return body.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data"
        if body.startswith(UTF8_MARK) or (cut and error.start > len(body) - LONGEST_CHARACTER):
            raise _unreadable("FILE_CUT_SHORT" if cut else "UNKNOWN_ENCODING") from None
    try:
        return body.decode("gb18030"), "gb18030"
    except UnicodeDecodeError:
        raise _unreadable("UNKNOWN_ENCODING") from None


def _sheet(body: bytes, limits: Limits) -> Iterator[tuple[object, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            names = archive.namelist()
    except zipfile.BadZipFile:
        raise _unreadable("WORKBOOK_BROKEN") from None
    if unpacked > limits.unpacked:
        raise _unreadable("FILE_TOO_BIG", most=limits.unpacked)
    if "[Content_Types].xml" not in names:
        raise _unreadable("WORKBOOK_BROKEN")
    try:
        yield from workbook_rows(body, limits)
    except OverflowError:
        raise _unreadable("TOO_MANY_BLANK_ROWS") from None
    except Exception as error:  # a hostile workbook makes its reader raise anything
        raise _unreadable("WORKBOOK_BROKEN") from error


def _csv_rows(text: str) -> Iterator[tuple[object, ...]]:
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(DELIMITERS, key=head.count)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield tuple(cells)
    except csv.Error:
        raise _unreadable("BROKEN_QUOTES") from None


def _gather(rows: Iterable[tuple[object, ...]], encoding: str, limits: Limits) -> Table:
    numbered = ((n, r) for n, r in enumerate(rows, 1) if any(c not in ("", None) for c in r))
    first = next(numbered, None)
    if first is None:
        raise _unreadable("FILE_EMPTY")
    headers = _headers(first[1], limits)
    kept: list[Row] = []
    findings: list[Finding] = []
    for number, cells in numbered:
        if len(kept) >= limits.rows:
            raise _unreadable("TOO_MANY_ROWS", most=limits.rows)
        faults = _row_faults(number, cells, headers, limits)
        findings.extend(faults)
        kept.append(Row(number, _texts(cells, len(headers))))
    if not kept:
        raise _unreadable("NO_ROWS")
    return Table(headers, tuple(kept), encoding, tuple(findings))


def _headers(cells: tuple[object, ...], limits: Limits) -> tuple[str, ...]:
    headers = [str(c if c is not None else "").strip() for c in cells]
    while headers and not headers[-1]:
        headers.pop()
    if len(headers) > limits.columns:
        raise _unreadable("TOO_MANY_COLUMNS", most=limits.columns)
    if "" in headers or any(isinstance(c, FormulaHere | NumberTooLong) for c in cells):
        raise _unreadable("HEADER_MISSING", column=headers.index("") + 1 if "" in headers else 1)
    if len(set(headers)) < len(headers):
        twice = next(h for i, h in enumerate(headers) if h in headers[:i])
        raise _unreadable("HEADER_TWICE", column=headers.index(twice) + 1)
    return tuple(headers)


def _row_faults(
    number: int, cells: tuple[object, ...], headers: tuple[str, ...], limits: Limits
) -> Iterator[Finding]:
    extra = any(c not in ("", None) for c in cells[len(headers) :])
    if extra or len(cells) < len(headers):
        yield _finding("ROW_WIDTH", number, "")
    for header, cell in zip(headers, cells, strict=False):
        if isinstance(cell, FormulaHere):
            yield _finding("FORMULA_CELL", number, header)
        elif isinstance(cell, NumberTooLong):
            yield _finding("NUMBER_TOO_LONG", number, header)
        elif isinstance(cell, str) and len(cell) > limits.cell_characters:
            yield _finding("CELL_TOO_LONG", number, header)


def _texts(cells: tuple[object, ...], width: int) -> tuple[str, ...]:
    texts = [c.strip() if isinstance(c, str) else "" for c in cells[:width]]
    return tuple(texts + [""] * (width - len(texts)))


def _finding(code: str, row: int, column: str) -> Finding:
    return Finding(code, f"row {row}, column {column}", Message(code))


def _unreadable(code: str, **params: Param) -> UnreadableTable:
    return UnreadableTable(Finding(code, "file", Message(code, params)))
