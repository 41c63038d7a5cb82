"""Plans of sites: ordering one, looking at it before and after, taking it as a table."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.layouts.forms import LayoutForm
from yiyang.faces.web.layouts.shown import lines_of, maps_of
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.layouts import selectors
from yiyang.layouts.services import order_layout, stop_layout
from yiyang.network.models import Place

SHOWN = 50
BAD_FORM = 400


def place_of(request: HttpRequest) -> Place:
    """Return the place somebody plans for.  Raises Http404 for who works for no place."""
    if request.assignment.place is None:
        raise Http404
    return request.assignment.place


@needs(Power.PLAN_NETWORK)
@require_http_methods(["GET", "POST"])
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans of sites, and draw up another."""
    place = place_of(request)
    form = LayoutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ordered = order_layout(ask=form.ask(place), by=request.actor, at=timezone.now())
        return redirect("layout_order", pk=ordered.pk)
    status = BAD_FORM if request.method == "POST" else 200
    page = {
        "rows": selectors.layouts_for(request.assignment)[:SHOWN],
        "orders": selectors.layout_orders_for(request.assignment).filter(layout=None)[:SHOWN],
        "form": form,
        "place": place,
    }
    return render(request, "layouts/plans.html", page, status=status)


@needs(Power.PLAN_NETWORK)
@require_GET
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a search is; lead to the plan as soon as it is found."""
    row = selectors.layout_order_for(request.assignment, pk)
    if row.layout_id is not None:
        return redirect("layout", pk=row.layout_id)
    since = (timezone.now() - row.begun_at).total_seconds() if row.begun_at else 0
    page = {"row": row, "elapsed": int(since), "most": int(row.seconds)}
    return render(request, "layouts/order.html", page)


@needs(Power.PLAN_NETWORK)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a search."""
    row = selectors.layout_order_for(request.assignment, pk)
    stop_layout(order=row, by=request.actor, at=timezone.now())
    return redirect("layout_order", pk=row.pk)


@needs(Power.PLAN_NETWORK)
@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan: maps before and after, who gains, sites with whom they serve."""
    row = selectors.layout_for(request.assignment, pk)
    lines = lines_of(row)
    page = {
        "row": row,
        "judged": row.decision.result,
        "access": row.access.result,
        "lines": lines,
        "maps": maps_of(row, lines, get_language() or "zh"),
        "sites": row.sites.select_related("institution", "place").order_by("is_kept", "code"),
        "worst": next(
            (x for x in lines if x.place.code == row.access.result["worst_before"]), None
        ),
    }
    return render(request, "layouts/plan.html", page)


@needs(Power.PLAN_NETWORK)
@require_GET
def points_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the neighbourhoods of a plan as a table."""
    row = selectors.layout_for(request.assignment, pk)
    heads = [
        _("Neighbourhood"), _("Sub-district"), _("Longitude"), _("Latitude"), _("Elders"),
        _("Metres today"), _("Metres with the plan"), _("Served by"), _("Access today"),
        _("Access with the plan"),
    ]  # fmt: skip
    cells = (
        [
            each.code, named(each.place), f"{each.lon:.5f}", f"{each.lat:.5f}", each.people,
            each.metres_before, each.metres_after, each.site.code if each.site else "",
            each.access_before, each.access_after,
        ]
        for each in row.points.select_related("place", "site").order_by("code")
    )  # fmt: skip
    return as_sheet(f"plan-{row.pk}.csv", heads, cells)
