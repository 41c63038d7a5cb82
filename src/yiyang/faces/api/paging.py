"""Pages by key: what is added meanwhile neither repeats a row nor hides one.

``after`` is the ``next`` of the page before, which names the last row that was seen; no row is
counted off, so the last page costs what the first does.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any

import orjson
from django.db.models import Model, Q, QuerySet
from ninja import Query, Schema
from pydantic import Field

from yiyang.faces.api.problems import Unfit

BIGGEST = 2**63 - 1  # of a key
Key = Annotated[int, Field(ge=1, le=BIGGEST)]
LONGEST_MARK = 400


class PageOf(Schema):
    """Which page: at most ``limit`` rows, after the one that ``after`` names."""

    after: Annotated[str, Field(max_length=LONGEST_MARK, description="`next` of the page before")]
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    after = ""


Asked = Query[PageOf]


def page(
    rows: QuerySet[Any], asked: PageOf, *order: str, descending: bool = False
) -> tuple[list[Any], str | None]:
    """Return a page of rows and the mark of the next one, None after the last.

    Args:
        order: the fields the rows stand in order by; together they name one row.

    Raises:
        Unfit: ``after`` is no mark of this list.
    """
    signs = [f"-{name}" if descending else name for name in order]
    try:
        if asked.after:
            rows = rows.filter(_beyond(order, _read(asked.after, len(order)), descending))
        found: list[Model] = list(rows.order_by(*signs)[: asked.limit + 1])
    except (ValueError, TypeError) as fault:  # a value that is none of its field
        raise _no_page() from fault
    if len(found) <= asked.limit:
        return found, None
    last = found[asked.limit - 1]
    return found[: asked.limit], _mark([_value(last, name) for name in order])


def _beyond(order: tuple[str, ...], seen: list[Any], descending: bool) -> Q:
    """Return the condition of what stands after a row."""
    step = "lt" if descending else "gt"
    found = Q()
    for place, name in enumerate(order):
        same = dict(zip(order[:place], seen[:place], strict=True))
        found |= Q(**same, **{f"{name}__{step}": seen[place]})
    return found


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _mark(values: list[Any]) -> str:
    return urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


def _read(mark: str, count: int) -> list[Any]:
    try:
        padded = mark + "=" * (-len(mark) % 4)
        values = orjson.loads(urlsafe_b64decode(padded.encode("ascii")))
    except (ValueError, UnicodeError) as fault:
        raise _no_page() from fault
    good = isinstance(values, list) and len(values) == count
    if not good or not all(_is_plain(value) for value in values):
        raise _no_page()
    return values


def _is_plain(value: object) -> bool:
    if isinstance(value, bool):
        return False
    return (isinstance(value, int) and abs(value) <= BIGGEST) or (
        isinstance(value, str) and "\x00" not in value
    )


def _no_page() -> Unfit:
    return Unfit("API_NO_SUCH_PAGE", status=400, where="query.after")
