"""One way for every kind of table: map, check every row, then write all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import models

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.importing.columns import BadCell, Column, guess_mapping
from yiyang.network.importing.limits import LIMITS, Limits
from yiyang.network.importing.rows import CellUnread, ParsedRow, Readable
from yiyang.network.importing.tables import Row, Table

BATCH = 1_000


Check = Callable[[ParsedRow, Any], Iterable[tuple[str, str]]]


@dataclass
class Counts:
    """How many rows were new, changed or as they had been; ``touched`` are their keys."""

    added: int = 0
    changed: int = 0
    same: int = 0
    touched: list[int] = field(default_factory=list)

    def plus(self, other: Counts) -> Counts:
        """Return both together."""
        return Counts(
            self.added + other.added,
            self.changed + other.changed,
            self.same + other.same,
            self.touched + other.touched,
        )


@dataclass(frozen=True)
class Kind:
    """A kind of table: its columns, what makes a row one row, how it is checked and written.

    ``keys`` are the columns that together may stand in one row only; ``look_up`` reads once
    what all rows refer to; each of ``checks`` names faults of one row as ``(column, code)`` and
    is asked by itself, so that a cell that cannot be read hides only what depends on it;
    ``write`` stores good rows.  ``parents`` are columns that hold the first key of another row of
    the same kind, in the file or among those ``there`` already.
    """

    name: str
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]
    look_up: Callable[[Sequence[ParsedRow], datetime], Any]
    checks: tuple[Check, ...]
    write: Callable[[Sequence[ParsedRow], Any, datetime], Counts]
    parents: tuple[str, ...] = ()
    there: Callable[[Any], Container[str]] = lambda looked_up: ()


@dataclass(frozen=True)
class Checked:
    """The rows that may be written, every fault, and the numbers of the rows left out."""

    good: tuple[ParsedRow, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[int, ...]
    fault_count: int
    looked_up: Any


class _Faults:
    """The faults of a table: all counted, the rows they stand in, and the first that are told."""

    def __init__(self, found: Iterable[Finding], most: int) -> None:
        self.count, self.rows, self._most = 0, set[int](), most
        self._first: list[Finding] = []
        self.take(found)

    def take(self, found: Iterable[Finding]) -> None:
        for one in found:
            self.count += 1
            self.rows.add(_row_of(one))
            self._first.append(one)
            if len(self._first) > 2 * self._most:
                self._first = self.first()

    def first(self) -> list[Finding]:
        return sorted(self._first, key=_row_of)[: self._most]


def check_table(
    kind: Kind,
    table: Table,
    mapping: Mapping[str, str] | None,
    at: datetime,
    limits: Limits = LIMITS,
) -> Checked:
    """Check every row of a table and return all faults at once.

    Args:
        kind: what the rows are.
        table: the table as read.
        mapping: by our column the sender's header; None to guess.
        at: the moment as of which the rows are looked at.
        limits: how many findings are returned; the count goes on.
    """
    mapping = guess_mapping(kind.columns, table.headers) if mapping is None else mapping
    findings = _mapping_findings(kind, table, mapping)
    if findings:
        return Checked((), tuple(findings), (), len(findings), None)
    faults = _Faults(table.findings, limits.findings)
    torn = frozenset(faults.rows)
    given = frozenset(name for name, header in mapping.items() if header)
    parsed: list[ParsedRow] = []
    values = {column.name: column.default for column in kind.columns}
    for row in table.rows:
        meant, found = _parse(kind, table, mapping, row)
        faults.take(found)
        if row.number not in torn:
            unread = frozenset(values) - frozenset(meant)
            parsed.append(ParsedRow(row.number, values | meant, given, unread))
    looked_up = kind.look_up(parsed, at)
    faults.take(_twice(kind, parsed))
    for one in parsed:
        faults.take(_checked(kind, one, looked_up))
    faults.take(_orphans(kind, parsed, faults.rows, looked_up))
    return Checked(
        good=tuple(one for one in parsed if one.number not in faults.rows),
        findings=tuple(faults.first()),
        left_out=tuple(sorted(faults.rows)),
        fault_count=faults.count,
        looked_up=looked_up,
    )


def _orphans(
    kind: Kind, rows: Sequence[ParsedRow], bad: Container[int], looked_up: Any
) -> list[Finding]:
    """The rows that refer to a row which is not there, nor in the file among the good ones.

    A row that is bad already is told only of what stands nowhere.
    """
    key = kind.keys[0][0]
    in_file = {row.values[key] for row in rows}
    found = _lost(kind, [row for row in rows if row.number in bad], in_file, looked_up)
    good = [row for row in rows if row.number not in bad]
    while True:
        lost = _lost(kind, good, {row.values[key] for row in good}, looked_up)
        if not lost:
            return found
        found.extend(lost)
        gone = {_row_of(finding) for finding in lost}
        good = [row for row in good if row.number not in gone]


def _lost(
    kind: Kind, rows: Sequence[ParsedRow], known: Container[Any], looked_up: Any
) -> list[Finding]:
    there = kind.there(looked_up)
    return [
        _finding("UNKNOWN_REFERENCE", row.number, name)
        for row in rows
        for name in kind.parents
        if row.values[name] and row.values[name] not in known and row.values[name] not in there
    ]


def upsert(
    model: type[models.Model],
    wanted: Mapping[Any, Mapping[str, Any]],
    *,
    key: str = "code",
    leave: Collection[str] = (),
) -> Counts:
    """Store rows by a unique field in bulk; a row that is there and differs is changed.

    Args:
        model: the table.
        wanted: by the value of ``key``, the other fields.
        key: the unique field.
        leave: fields of rows that are there which the file says nothing about.
    """
    there = {getattr(r, key): r for r in model.objects.filter(**{f"{key}__in": list(wanted)})}
    fresh = [model(**{key: k}, **fields) for k, fields in wanted.items() if k not in there]
    changed = [row for value, row in there.items() if set_fields(row, wanted[value], leave)]
    if changed:
        names = sorted(set(next(iter(wanted.values()))) - set(leave))
        model.objects.bulk_update(changed, names, batch_size=BATCH)
    made = model.objects.bulk_create(fresh, batch_size=BATCH)
    touched = [row.pk for row in (*made, *changed)]
    return Counts(len(made), len(changed), len(there) - len(changed), touched)


def left_alone(rows: Sequence[ParsedRow], columns: Mapping[str, str]) -> set[str]:
    """Return the fields whose column the file has not.

    Args:
        rows: the rows of one file.
        columns: by field, its column; a field that no column fills is given as "".
    """
    given = rows[0].given if rows else frozenset()
    return {name for name, column in columns.items() if column not in given}


def set_fields(row: models.Model, fields: Mapping[str, Any], leave: Collection[str]) -> bool:
    """Set the fields of a row and tell whether any was another before."""
    differs = False
    for name, value in fields.items():
        if name not in leave and getattr(row, name) != value:
            setattr(row, name, value)
            differs = True
    return differs


def _mapping_findings(kind: Kind, table: Table, mapping: Mapping[str, str]) -> list[Finding]:
    found = []
    for column in kind.columns:
        header = mapping.get(column.name, "")
        if column.required and not header:
            found.append(
                Finding("COLUMN_MISSING", f"column {column.name}", Message("COLUMN_MISSING"))
            )
        elif header and header not in table.headers:
            found.append(
                Finding("COLUMN_UNKNOWN", f"column {column.name}", Message("COLUMN_UNKNOWN"))
            )
    return found


def _parse(
    kind: Kind, table: Table, mapping: Mapping[str, str], row: Row
) -> tuple[dict[str, Any], list[Finding]]:
    values: dict[str, Any] = {}
    faults: list[Finding] = []
    cells = dict(zip(table.headers, row.cells, strict=True))
    for column in kind.columns:
        try:
            values[column.name] = column.value(cells.get(mapping.get(column.name, ""), ""))
        except BadCell as bad:
            faults.append(_finding(bad.code, row.number, column.name))
    return values, faults


def _checked(kind: Kind, row: ParsedRow, looked_up: Any) -> Iterator[Finding]:
    readable = replace(row, values=Readable(row)) if row.unread else row
    for check in kind.checks:
        try:
            found = [*check(readable, looked_up)]
        except CellUnread:
            continue  # the cell is a finding already; what else is wrong, the other checks say
        yield from (_finding(code, row.number, column) for column, code in found)


def _twice(kind: Kind, rows: Sequence[ParsedRow]) -> Iterator[Finding]:
    """The rows whose key stands in an earlier row; a key with an empty part is no key."""
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        for names in kind.keys:
            key = (names, *(row.values[name] for name in names))
            if any(part in ("", None) for part in key) or row.unread.intersection(names):
                continue
            if key in seen:
                yield _finding("ROW_TWICE", row.number, names[0])
            seen.add(key)


def _finding(code: str, row: int, column: str) -> Finding:
    return Finding(code, f"row {row}, column {column}", Message(code))


def _row_of(finding: Finding) -> int:
    return int(finding.where.split(",")[0].removeprefix("row "))
