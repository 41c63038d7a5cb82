"""Views that do one thing to a row that somebody may see, and go back to a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from yiyang.access.models import Assignment
from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs

Find = Callable[[Assignment, int], Any]
Do = Callable[..., Any]
Said = Callable[[HttpRequest, Any], dict[str, Any]]


def nothing_said(_request: HttpRequest, _row: Any) -> dict[str, Any]:
    """Return no further words: the row says it all."""
    return {}


def stepping(
    power: Power,
    find: Find,
    do: Do,
    *,
    row: str,
    page: str,
    keeps_key: bool = True,
    said: Said = nothing_said,
) -> Callable[..., HttpResponse]:
    """Return a view that finds a row by its key and does one thing to it.

    Args:
        find: the selector that raises Http404 for what the reader may not see.
        do: the service; it is given the row under the name ``row``, who does it and when, and
            what ``said`` reads from the request.
        page: where the reader is sent then, with the key unless ``keeps_key`` is False.
    """

    @needs(power)
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        found = find(request.assignment, pk)
        words = said(request, found)
        do(**{row: found}, **words, by=request.actor, at=timezone.now())
        return redirect(page, pk=pk) if keeps_key else redirect(page)

    return view
