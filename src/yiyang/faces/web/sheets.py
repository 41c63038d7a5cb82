"""Tables handed out as files that a spreadsheet opens."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

BOM = "\ufeff"  # so that a spreadsheet reads it as UTF-8
FORMULA = "=+-@\t\r"
NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")


def as_sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a table as a file of that name; no word of it is taken for a formula."""
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    sheet = csv.writer(answer)
    sheet.writerow(head)
    sheet.writerows([[harmless(cell) for cell in row] for row in rows])
    return answer


def harmless(cell: object) -> object:
    """Return a cell; a word that a spreadsheet would take for a formula gets a sign before it."""
    if not isinstance(cell, str) or cell[:1] not in FORMULA or not cell:
        return cell
    return cell if NUMBER.fullmatch(cell) else f"'{cell}"
