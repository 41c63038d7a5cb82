"""What each table of an import holds: its columns for a reader, and an empty one to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.agreements import importing
from yiyang.faces.web.doors import needs
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label_or_code
from yiyang.network.importing import columns as cells
from yiyang.network.importing.columns import Choice, Choices, Column

WRITTEN = {
    cells.integer: _("a whole number"),
    cells.degrees: _("degrees, as 121.4567"),
    cells.yuan: _("yuan, as 3200.50"),
    cells.flag: _("yes or no"),
    cells.day: _("a day, as 2026-03-02"),
    cells.moment: _("a moment, as 2026-03-02 08:00"),
}


@dataclass(frozen=True)
class Described:
    """A column for a reader: its heading, whether it must be filled, what may stand in it."""

    heading: str
    required: bool
    written: str | Promise
    words: list[str]


@needs(Power.IMPORT)
@require_GET
def empty(request: HttpRequest) -> HttpResponse:
    """Hand out a table that has its headings only, in the reader's language."""
    name = request.GET.get("kind", "")
    if name not in importing.KINDS:
        return redirect("imports")
    columns = importing.kind_named(name, timezone.now()).columns
    return as_sheet(f"{name}.csv", [heading(column) for column in columns], ())


def described(at: datetime) -> list[tuple[str, list[Described]]]:
    """Return every kind of table with its columns, in the order in which one needs another."""
    return [
        (name, [_described(column) for column in importing.kind_named(name, at).columns])
        for name in importing.KINDS
    ]


def heading(column: Column) -> str:
    """Our column as a reader calls it: by its first Chinese name, or its own in words."""
    if get_language() == "en" or not column.names:
        return column.name.replace("_", " ")
    return column.names[0]


def words(column: Column) -> list[str]:
    """Return what may be written in a column that takes one of some codes."""
    if not isinstance(column.parse, Choice):
        return []
    return [label_or_code(text) for text in column.parse.codes.values()]


def _described(column: Column) -> Described:
    if isinstance(column.parse, Choices):
        written = _("several, with | between them:")
    else:
        written = "" if isinstance(column.parse, Choice) else WRITTEN.get(column.parse, "")
    return Described(heading(column), column.required, written, words(column))
