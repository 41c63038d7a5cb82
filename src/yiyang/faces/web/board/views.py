"""Boards: from the district to one bed for desks; free beds by place for everybody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.beds.board import (
    beds_of,
    board_from,
    board_of,
    institution_of_board,
    place_of_board,
)
from yiyang.faces.web.board.apply import answer_days
from yiyang.faces.web.board.drawing import map_of
from yiyang.faces.web.board.tables import drawn_board
from yiyang.faces.web.doors import needs, public
from yiyang.network.models import Place


@needs(Power.SEE_BOARD)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the board of the reader's district; asked again every few seconds."""
    return _board(request, place_of_board(request.assignment))


@needs(Power.SEE_BOARD)
@require_GET
def board_place(request: HttpRequest, code: str) -> HttpResponse:
    """Show the board of one sub-district."""
    return _board(request, place_of_board(request.assignment, code))


def _board(request: HttpRequest, place: Place) -> HttpResponse:
    page = {"place": place, "at": timezone.now()}
    drawn = drawn_board(place.code, get_language())
    page["tables"] = drawn.tables
    if not request.htmx:
        page["board"] = board_from(drawn.counts)
    template = "board/_board.html" if request.htmx else "board/board.html"
    return render(request, template, page)


@needs(Power.SEE_BOARD)
@require_GET
def board_institution(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one institution's beds, and who has them as far as the reader may see."""
    institution = institution_of_board(request.assignment, pk)
    rows = beds_of(request.assignment, institution)
    now = timezone.now()
    for row in rows:
        if row.person is not None:
            note_access(by=request.actor, at=now, person_id=row.person.pk, what="board")
    page: dict[str, Any] = {"institution": institution, "rows": rows, "at": now}
    return render(request, "board/institution.html", page)


@public
@require_GET
def public_beds(request: HttpRequest) -> HttpResponse:
    """Show everybody how many beds of each kind are free where, and how to apply."""
    board = board_of(settings.PLACE)
    page = {"board": board, "at": timezone.now(), "answer_days": answer_days()}
    return render(request, "board/public.html", page)


@public
@require_GET
def public_map(request: HttpRequest) -> HttpResponse:
    """Return the map of free beds by sub-district; the page has the same in a table."""
    places = Place.objects.filter(code__startswith=settings.PLACE)
    svg = map_of(board_of(settings.PLACE), places, get_language() or settings.LANGUAGE_CODE)
    return HttpResponse(svg, content_type="image/svg+xml")
