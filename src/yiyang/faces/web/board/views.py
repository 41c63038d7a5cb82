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
    Occupied,
    beds_of,
    board_from,
    board_of,
    institution_of_board,
    place_of_board,
    wards_of,
)
from yiyang.faces.web.board.apply import answer_days
from yiyang.faces.web.board.drawing import map_of
from yiyang.faces.web.board.tables import drawn_board
from yiyang.faces.web.doors import needs, public
from yiyang.kernel.plain import digest
from yiyang.network.models import Place

NO_CONTENT = 204
VERSION_DIGITS = 16


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
    """Show one institution's beds, and who has them as far as the reader may see.

    Asked again every few seconds; a look is written down when there is something new to see.
    """
    institution = institution_of_board(request.assignment, pk)
    found = beds_of(request.assignment, institution)
    ward = request.GET.get("ward", "")
    rows = [row for row in found if not ward or str(row.bed.ward_id) == ward]
    version = _version(rows)
    if request.htmx and request.GET.get("as") == version:
        return HttpResponse(status=NO_CONTENT)
    now = timezone.now()
    for row in rows:
        if row.person is not None:
            note_access(by=request.actor, at=now, person_id=row.person.pk, what="board")
    page: dict[str, Any] = {"institution": institution, "rows": rows, "at": now, "ward": ward}
    page |= {"version": version, "wards": wards_of(found)}
    template = "board/_beds.html" if request.htmx else "board/institution.html"
    return render(request, template, page)


def _version(rows: list[Occupied]) -> str:
    """A short name of what a list of beds shows: another as soon as a bed or who is named has."""
    shown = [
        [row.bed.pk, row.bed.state, row.claim and row.claim.pk, row.person and row.person.pk]
        for row in rows
    ]
    return digest([[str(value) for value in row] for row in shown])[:VERSION_DIGITS]


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
    places = Place.objects.filter(code__within=settings.PLACE)
    svg = map_of(board_of(settings.PLACE), places, get_language() or settings.LANGUAGE_CODE)
    return HttpResponse(svg, content_type="image/svg+xml")
