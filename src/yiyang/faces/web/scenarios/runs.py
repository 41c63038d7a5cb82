"""One run: how far it is, what came out, and its tables as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.scenarios import shown
from yiyang.faces.web.scenarios.naming import in_language
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label_or_code
from yiyang.scenarios import selectors
from yiyang.scenarios.models import SimulationRun
from yiyang.scenarios.services import resume_run, stop_run


@needs(Power.PLAN_NETWORK)
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a run: its progress, or its figures, weeks and transfers."""
    run = selectors.run_for(request.assignment, pk)
    page: dict[str, Any] = {"run": run}
    if run.shown:
        page |= shown.of_run(run, request.GET.get("kind", ""))
    return render(request, "scenarios/run.html", page)


@needs(Power.PLAN_NETWORK)
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a run, or let it go on."""
    run = selectors.run_for(request.assignment, pk)
    act = {"stop": stop_run, "resume": resume_run}.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    act(run=run, by=request.actor, at=timezone.now())
    return redirect("simulation_run", pk=pk)


def _done(request: HttpRequest, pk: int) -> SimulationRun:
    """Return a run that has figures.  Raises Http404 for any other."""
    run = selectors.run_for(request.assignment, pk)
    if not run.shown:
        raise Http404
    return run


@needs(Power.PLAN_NETWORK)
@require_GET
def figures_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the figures of a run as a table."""
    run = _done(request, pk)
    heads = [_("Figure"), _("Code"), _("Mean"), _("Lower end"), _("Upper end"), _("Replications")]
    rows = (
        [shown.figure_name(name), name, each["mean"], *shown.ends(each), each["number"]]
        for name, each in run.shown["figures"].items()
    )
    return as_sheet(f"run-{pk}-figures.csv", heads, rows)


@needs(Power.PLAN_NETWORK)
@require_GET
def occupancy_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out beds and people in them, by kind, sub-district and week."""
    run = _done(request, pk)
    heads = [_("Kind of bed"), _("Sub-district"), _("Week"), _("Beds"), _("People in them")]
    places = in_language(run.shown["places"])
    rows = (
        [label_or_code(row["kind"]), places[row["place"]], week, beds, used]
        for row in run.shown["weeks"]
        for week, (beds, used) in enumerate(zip(row["beds"], row["used"], strict=True), 1)
    )
    return as_sheet(f"run-{pk}-occupancy.csv", heads, rows)


@needs(Power.PLAN_NETWORK)
@require_GET
def flows_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the transfers a year as a table."""
    run = _done(request, pk)
    heads = [
        _("Where they were"),
        _("Where they went"),
        _("People a year"),
        _("Lower end"),
        _("Upper end"),
    ]
    rows = (
        [shown.node_name(row["from"], "FROM"), shown.node_name(row["to"], "TO"), row["mean"],
         *shown.ends(row)]
        for row in run.shown["flows"]
    )  # fmt: skip
    return as_sheet(f"run-{pk}-transfers.csv", heads, rows)
