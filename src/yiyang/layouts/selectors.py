"""Reading plans, grids and needs of posts: those of the reader's own place."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.layouts.models import Grid, GridSet, Layout, LayoutOrder, StaffingNeed
from yiyang.network.models import Place


def layouts_for(assignment: Assignment) -> QuerySet[Layout]:
    """Return the plans of sites of an assignment's place, the newest first."""
    rows = Layout.objects.select_related("place", "decision", "access").order_by("-made_at", "-pk")
    return rows.filter(place__code__within=_code(assignment))


def layout_for(assignment: Assignment, pk: int) -> Layout:
    """Return a plan of sites of an assignment's place.  Raises Http404."""
    return get_object_or_404(layouts_for(assignment), pk=pk)


def layout_orders_for(assignment: Assignment) -> QuerySet[LayoutOrder]:
    """Return the plans that were ordered for an assignment's place, the newest first."""
    rows = LayoutOrder.objects.select_related("place", "layout").order_by("-pk")
    return rows.filter(place__code__within=_code(assignment))


def layout_order_for(assignment: Assignment, pk: int) -> LayoutOrder:
    """Return a plan that was ordered for an assignment's place.  Raises Http404."""
    return get_object_or_404(layout_orders_for(assignment), pk=pk)


def grid_sets_for(assignment: Assignment) -> QuerySet[GridSet]:
    """Return the grids of an assignment's place, the newest first."""
    rows = GridSet.objects.select_related("place", "decision").order_by("-made_at", "-pk")
    return rows.filter(place__code__within=_code(assignment))


def grid_set_for(assignment: Assignment, pk: int) -> GridSet:
    """Return grids of an assignment's place.  Raises Http404."""
    return get_object_or_404(grid_sets_for(assignment), pk=pk)


def grid_for(assignment: Assignment, pk: int) -> Grid:
    """Return one grid of an assignment's place.  Raises Http404."""
    rows = Grid.objects.select_related("set__place", "hospital", "centre")
    return get_object_or_404(rows.filter(set__place__code__within=_code(assignment)), pk=pk)


def grids_of(of: GridSet) -> list[Grid]:
    """Return the grids of a set with who leads and works in them, by code."""
    rows = of.grids.select_related("hospital", "centre").prefetch_related("teams")
    return list(rows.order_by("code"))


def needs_for(assignment: Assignment, period: str) -> list[StaffingNeed]:
    """Return the needs of posts of a period in an assignment's place, the shortest first."""
    rows = StaffingNeed.objects.filter(
        period=period, institution__place__code__within=_code(assignment)
    ).select_related("institution", "decision")
    worst = {"SHORT": 0, "TIGHT": 1, "ENOUGH": 2}
    return sorted(
        rows,
        key=lambda row: (worst[row.standing], row.acts == 0, row.have - row.posts, row.pk),
    )


def without_minutes(rows: Iterable[StaffingNeed]) -> list[str]:
    """Return the kinds of acts that needs of posts do not count: the book has no minutes."""
    return sorted({kind for row in rows for kind in row.decision.result["without_minutes"]})


def parts_of(place: Place) -> list[Place]:
    """Return the parts of a place that have a boundary, by code."""
    return list(place.parts.filter(boundary__isnull=False).order_by("code"))


def _code(assignment: Assignment) -> str:
    """Return the code of the place somebody plans for; one of nowhere for who has no place."""
    return assignment.place.code if assignment.place else "-"
