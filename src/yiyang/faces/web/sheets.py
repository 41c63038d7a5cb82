"""Tables handed out as files that a spreadsheet opens."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from yiyang.kernel.sheet_cells import harmless

BOM = "\ufeff"  # so that a spreadsheet reads it as UTF-8


def as_sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a table as a file of that name; no word of it is taken for a formula."""
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    sheet = csv.writer(answer)
    sheet.writerow(head)
    sheet.writerows([[harmless(cell) for cell in row] for row in rows])
    return answer
