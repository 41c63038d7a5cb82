"""Two runs side by side: differences with their intervals, what may be said, and how."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.scenarios import shown
from yiyang.faces.web.scenarios.forms import PairForm
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label_or_code
from yiyang.scenarios import selectors
from yiyang.scenarios.services import compare_runs


@needs(Power.PLAN_NETWORK)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Set two runs side by side."""
    form = PairForm(request.POST, runs=selectors.runs_for(request.assignment))
    if not form.is_valid():
        raise Http404
    row = compare_runs(**form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("comparison", pk=row.pk)


@needs(Power.PLAN_NETWORK)
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show two runs side by side, or how far they are."""
    row = selectors.comparison_for(request.assignment, pk)
    runs = selectors.runs_for(request.assignment)
    plan, against = runs.get(pk=row.plan_id), runs.get(pk=row.against_id)
    page = {"row": row, "plan": plan, "against": against}
    if row.differences is not None:
        page |= shown.of_pair(row, request.GET.get("kind", ""))
    return render(request, "scenarios/comparison.html", page)


@needs(Power.PLAN_NETWORK)
@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out both runs and their differences as a table."""
    row = selectors.comparison_for(request.assignment, pk)
    if row.differences is None:
        raise Http404
    heads = [
        _("Figure"), _("Code"), _("As it is"), _("With the plan"), _("Difference in pairs"),
        _("Lower end"), _("Upper end"), _("What may be said"),
    ]  # fmt: skip
    cells = (
        [line.name, line.code, line.against["mean"], line.plan["mean"], line.difference["mean"],
         *shown.ends(line.difference), label_or_code(line.verdict) if line.verdict else ""]
        for line in shown.lines_of(row)
    )  # fmt: skip
    return as_sheet(f"comparison-{pk}.csv", heads, cells)
