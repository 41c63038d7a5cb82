"""A folder of the insurer's rule lists (workbooks of the two libraries), by their file names."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from yiyang.faces.cli.shell import BadInput
from yiyang.rules.supervision import Lists, Pair
from yiyang.rules.supervision.terms import DAY, VISIT

SEXES = {"男": "1", "女": "2"}
WITHIN = {"单日": DAY, "单次就诊": VISIT}  # pairs within hours need times that claims do not have
LEVELS = {"一级": 1, "二级": 2, "三级": 3}
CHILDREN, INPATIENT = "儿童", "住院"
Row = tuple[str, ...]
Value = TypeVar("Value")


def lists_under(folder: str) -> Lists:
    """Return the rules of a folder of workbooks; those of other kinds are left alone.

    Read are the files whose names hold ``duplicate_charge``, ``item_frequency``, ``item_sex``,
    ``drug_sex``, ``item_age``, ``drug_institution_level`` and ``drug_visit_type``.

    Raises:
        BadInput: no such file there, or a workbook that is none.
    """
    books: dict[str, Path] = {}
    for path in sorted(Path(folder).glob("*.xlsx")):
        for name in _KINDS:
            if name in path.name:
                books.setdefault(name, path)
    if not books:
        raise BadInput("{folder}: no workbook of rule lists", folder=folder)
    sheets = {name: _sheets(path) for name, path in books.items()}
    first = {name: found[0] for name, found in sheets.items() if found}
    return Lists(
        pairs=tuple(
            Pair(row[3], row[5], WITHIN[row[1]])
            for row in first.get("duplicate_charge", ())
            if _cell(row, 1) in WITHIN and _cell(row, 3) and _cell(row, 5)
        ),
        daily=dict(_daily(first.get("item_frequency", []))),
        sexes={row[2]: SEXES[row[4]] for row in first.get("item_sex", ()) if _cell(row, 4) in SEXES}
        | dict(_drugs(sheets.get("drug_sex", []), SEXES)),
        children=frozenset(
            row[1] for row in first.get("item_age", ()) if _cell(row, 3) == CHILDREN
        ),
        levels=dict(_drugs(sheets.get("drug_institution_level", []), LEVELS)),
        inpatient=frozenset(dict(_drugs(sheets.get("drug_visit_type", []), {INPATIENT: 1}))),
    )


_KINDS = (
    "duplicate_charge",
    "item_frequency",
    "item_sex",
    "drug_sex",
    "item_age",
    "drug_institution_level",
    "drug_visit_type",
)


def _cell(row: Row, number: int) -> str:
    return row[number] if number < len(row) else ""


def _daily(rows: list[Row]) -> Iterator[tuple[str, Decimal]]:
    for _, _, most, _, code, *_ in (row for row in rows if len(row) > 4):  # noqa: PLR2004
        try:
            if code:
                yield code, Decimal(most)
        except InvalidOperation:
            continue  # a line of notes


def _drugs(sheets: list[list[Row]], values: dict[str, Value]) -> Iterator[tuple[str, Value]]:
    """Yield each drug code with its value: names in the first sheet, codes in the second."""
    if len(sheets) < 2:  # noqa: PLR2004 -- a workbook of names and codes
        return
    of_name = {row[0]: values[row[3]] for row in sheets[0] if row[3:] and row[3] in values}
    for row in sheets[1]:
        if _cell(row, 0) in of_name and _cell(row, 2):
            yield row[2], of_name[row[0]]


def _sheets(path: Path) -> list[list[Row]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        return [
            [tuple("" if cell is None else str(cell).strip() for cell in row) for row in rows]
            for sheet in book
            for rows in (list(sheet.iter_rows(min_row=2, values_only=True)),)
        ]
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as fault:
        raise BadInput(
            "{path}: no workbook ({kind})", path=path.name, kind=type(fault).__name__
        ) from fault
