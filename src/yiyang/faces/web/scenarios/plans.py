"""Kept scenarios: written down from the stored district, taken in as a file, ordered to run."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.layouts.sites import place_of
from yiyang.faces.web.scenarios.forms import FileForm, PairForm
from yiyang.faces.web.scenarios.shown import said_of
from yiyang.planning.simulation.writing import whole_text
from yiyang.scenarios import selectors
from yiyang.scenarios.models import Comparison, Scenario
from yiyang.scenarios.services import keep_calibrated, keep_scenario, keep_state, order_beside_base

SHOWN = 50
BAD_FORM = 400


@needs(Power.PLAN_NETWORK)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """List the scenarios, their runs, and the runs set side by side."""
    runs = selectors.runs_for(request.assignment)
    page = {
        "place": place_of(request),
        "rows": selectors.scenarios_for(request.assignment)[:SHOWN],
        "runs": runs[:SHOWN],
        "comparisons": selectors.comparisons_for(request.assignment)[:SHOWN],
        "pair": PairForm(runs=runs),
    }
    return render(request, "scenarios/overview.html", page)


@needs(Power.PLAN_NETWORK)
@require_POST
def now(request: HttpRequest) -> HttpResponse:
    """Write down the district as it is stored now, or with what a stored year says of it."""
    keep = keep_calibrated if request.POST.get("rates") == Scenario.Rates.STORED else keep_state
    row = keep(place=place_of(request), by=request.actor, at=timezone.now())
    return redirect("scenario", pk=row.pk)


@needs(Power.PLAN_NETWORK)
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Take a scenario in as a file; every fault is told."""
    place = place_of(request)
    form = FileForm(request.POST or None, request.FILES or None, place=place)
    if request.method == "POST" and form.is_valid():
        row = keep_scenario(
            place=place, text=form.cleaned_data["file"], rates=Scenario.Rates.GIVEN,
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return redirect("scenario", pk=row.pk)
    status = BAD_FORM if request.method == "POST" else 200
    return render(request, "scenarios/import.html", {"form": form}, status=status)


@needs(Power.PLAN_NETWORK)
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a scenario says, and its runs."""
    row = selectors.scenario_for(request.assignment, pk)
    page = {
        "row": row,
        "said": said_of(selectors.plan_of(row)),
        "runs": selectors.runs_for(request.assignment).filter(scenario=row),
        "comparisons": selectors.comparisons_for(request.assignment).filter(plan__scenario=row),
    }
    return render(request, "scenarios/scenario.html", page)


@needs(Power.PLAN_NETWORK)
@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Order a run: of a plan beside what it is laid on, of the district as it is alone."""
    row = selectors.scenario_for(request.assignment, pk)
    made = order_beside_base(scenario=row, by=request.actor, at=timezone.now())
    return redirect("comparison" if isinstance(made, Comparison) else "simulation_run", pk=made.pk)


@needs(Power.PLAN_NETWORK)
@require_GET
def toml(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a scenario as one file, for ``yiyang simulate`` or to be changed and taken in."""
    row = selectors.scenario_for(request.assignment, pk)
    answer = HttpResponse(
        whole_text(selectors.plan_of(row)), content_type="application/toml; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="scenario-{row.pk}.toml"'
    return answer
