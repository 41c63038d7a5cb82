"""The first sheet of an .xlsx workbook as rows of text.  Nothing in it is computed or followed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time

from openpyxl import load_workbook

from yiyang.network.importing.limits import Limits

MOST_DIGITS = 15  # what a number in a workbook keeps exactly
MOST_BLANK = 10_000  # blank rows in a row: a workbook can claim a million in a few bytes


class FormulaHere:
    """Stands for a cell that holds a formula."""


class NumberTooLong:
    """Stands for a number whose last digits the workbook has lost."""


def workbook_rows(body: bytes, limits: Limits) -> Iterator[tuple[object, ...]]:
    """Return the cells of the first sheet, row by row, as text or as a mark of what is wrong.

    Raises:
        OverflowError: too many blank rows one after another.
        Exception: whatever the reader of a broken workbook raises.
    """
    book = load_workbook(io.BytesIO(body), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        width = blank = 0
        for values in sheet.iter_rows(max_col=limits.columns + 1, values_only=True):
            blank = 0 if any(value is not None for value in values) else blank + 1
            if blank > MOST_BLANK:
                raise OverflowError
            texts = () if blank else tuple(_text(value) for value in values)
            width = width or len(texts)
            yield texts + ("",) * (width - len(texts))
    finally:
        book.close()


def _text(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, date):
        return _moment(value)
    if value is None or (isinstance(value, str) and not value.startswith("=")):
        return value or ""
    return FormulaHere()  # text that begins with =, and the objects of array formulas


def _moment(value: date) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return value.isoformat()


def _number(value: float) -> object:
    whole = isinstance(value, int) or value.is_integer()
    if whole and len(str(abs(int(value)))) > MOST_DIGITS:
        return NumberTooLong()
    return str(int(value)) if whole else repr(value)
