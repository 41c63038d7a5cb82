"""Grids of a district: proposed, taken from a file, changed, looked at, put in force."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.layouts.drawing import Flag, Patch, grid_map
from yiyang.faces.web.layouts.forms import GridFileForm, GridForm, ProposeForm
from yiyang.faces.web.layouts.sites import BAD_FORM, SHOWN, place_of
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.kernel.geo import Point
from yiyang.layouts import grid_facts, selectors, services
from yiyang.layouts.models import Grid, GridSet
from yiyang.planning.siting.areas import rings_of
from yiyang.rules import layouts as rules


@needs(Power.PLAN_NETWORK)
@require_http_methods(["GET", "POST"])
def sets(request: HttpRequest) -> HttpResponse:
    """List the grids in force and the drafts; propose others."""
    place = place_of(request)
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        drafted = services.propose_grids(
            title=title, place_id=place.pk, by=request.actor, at=timezone.now()
        )
        return redirect("grid_set", pk=drafted.pk)
    rows = selectors.grid_sets_for(request.assignment)[:SHOWN]
    status = BAD_FORM if request.method == "POST" else 200
    page = {"rows": rows, "form": form, "file": GridFileForm(place=place), "place": place}
    return render(request, "layouts/sets.html", page, status=status)


@needs(Power.PLAN_NETWORK)
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Keep the grids of a file as a draft; tell every fault of it otherwise."""
    place = place_of(request)
    form = GridFileForm(request.POST, request.FILES, place=place)
    if form.is_valid():
        drafted = services.import_grids(
            title=form.cleaned_data["title"], place_id=place.pk, rows=form.rows,
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return redirect("grid_set", pk=drafted.pk)
    rows = selectors.grid_sets_for(request.assignment)[:SHOWN]
    page = {"rows": rows, "form": ProposeForm(), "file": form, "place": place}
    return render(request, "layouts/sets.html", page, status=BAD_FORM)


@needs(Power.PLAN_NETWORK)
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show grids on the map with who leads and works in them, and what hinders them."""
    row = selectors.grid_set_for(request.assignment, pk)
    grids = selectors.grids_of(row)
    answer = _answer(row)
    shares, least = {each.code: each for each in answer.grids}, _least(row)
    page = {
        "row": row,
        "lines": [
            (
                grid, _told(grid.people, least), _told(grid.elders, least),
                None if _is_few(grid.people, least) else shares.get(grid.code),
            )
            for grid in grids
        ],
        "answer": answer,
        "map": mark_safe(_map(row, grids, least)),
    }  # fmt: skip
    return render(request, "layouts/set.html", page)


@needs(Power.PLAN_NETWORK)
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Put grids in force."""
    row = selectors.grid_set_for(request.assignment, pk)
    services.adopt_grids(set_id=row.pk, by=request.actor, at=timezone.now())
    return redirect("grid_set", pk=row.pk)


@needs(Power.PLAN_NETWORK)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    row = selectors.grid_set_for(request.assignment, pk)
    services.remove_draft(set_id=row.pk, by=request.actor, at=timezone.now())
    return redirect("grid_sets")


@needs(Power.PLAN_NETWORK)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who leads a grid of a draft and who works in it."""
    grid = selectors.grid_for(request.assignment, pk)
    form = GridForm(request.POST or None, grid=grid)
    if request.method == "POST" and form.is_valid():
        services.change_grid(
            grid_id=grid.pk, fields=form.fields_given(), by=request.actor, at=timezone.now()
        )
        return redirect("grid_set", pk=grid.set_id)
    status = BAD_FORM if request.method == "POST" else 200
    return render(request, "layouts/grid.html", {"grid": grid, "form": form}, status=status)


@needs(Power.PLAN_NETWORK)
@require_GET
def geojson(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out grids as the file that ``import`` takes."""
    row = selectors.grid_set_for(request.assignment, pk)
    least = _least(row)
    features = [_feature(grid, least) for grid in selectors.grids_of(row)]
    response = JsonResponse({"type": "FeatureCollection", "features": features})
    response["Content-Disposition"] = f'attachment; filename="grids-{row.pk}.geojson"'
    return response


def _least(row: GridSet) -> int:
    """Return the fewest people that may be shown of a part of a place."""
    reading = read_book(timezone.localdate(), place=row.place.code)
    return int(reading.table("layouts.neighbourhood")["least_people"])


def _is_few(people: int, least: int) -> bool:
    return 0 < people < least


def _told(people: int, least: int) -> str:
    """Return how many people; of so few that it points at somebody, that they are few."""
    return f"<{least}" if _is_few(people, least) else str(people)


def _feature(grid: Grid, least: int) -> dict[str, Any]:
    people, elders = (None if _is_few(many, least) else many for many in (grid.people, grid.elders))
    properties = {
        "code": grid.code, "name_zh": grid.name_zh, "name_en": grid.name_en,
        "hospital": grid.hospital.code if grid.hospital else "",
        "centre": grid.centre.code if grid.centre else "",
        "teams": [team.code for team in grid.teams.all()], "people": people,
        "elders": elders,
    }  # fmt: skip
    return {"type": "Feature", "properties": properties, "geometry": grid.area}


def _answer(row: GridSet) -> rules.GridsJudged:
    """Return what the book says of grids as people live now."""
    today = timezone.localdate()
    asked = grid_facts.facts_of(row, grid_facts.counted(row))
    return rules.grids(asked, read_book(today, place=row.place.code))


def _map(row: GridSet, grids: list[Grid], least: int) -> str:
    patches = [
        Patch(
            rings_of(grid.area), named(grid), f"{grid.code} · {_told(grid.people, least)}",
            _sites(grid),
        )
        for grid in grids
    ]  # fmt: skip
    return grid_map(selectors.parts_of(row.place), patches, _("Map of the grids"))


def _sites(grid: Grid) -> tuple[Flag, ...]:
    found = []
    if grid.centre:
        found.append(Flag(Point(grid.centre.lon, grid.centre.lat), False, named(grid.centre)))
    if grid.hospital:
        found.append(Flag(Point(grid.hospital.lon, grid.hospital.lat), True, named(grid.hospital)))
    return tuple(found)
