"""Settlement runs: the insurer's desk with its budgets, statements of institutions, consortia."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.budgets import desk_selectors as selectors
from yiyang.budgets.selectors import methods_of, reasons_of
from yiyang.faces.web.doors import needs
from yiyang.faces.web.measures.drawing import burning
from yiyang.faces.web.settlements import shown

PAGE_SIZE = 50


@needs(Power.SEE_CLAIMS)
@never_cache
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """Show the funds' budgets month by month, and the runs that are kept."""
    today, acting = timezone.localdate(), request.assignment
    burns = [selectors.burn_down(acting, fund, today) for fund in selectors.funds_for(acting)]
    page = {
        "burns": [(one, _drawn(one)) for one in burns if one is not None],
        "page": Paginator(selectors.runs_for(acting), PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "settlements/runs.html", page)


def _drawn(burn: selectors.Burn) -> str:
    names = [str(one.month) for one in burn.months]
    return burning(names, [one.altogether_fen for one in burn.months], burn.budget_fen)


@needs(Power.SEE_CLAIMS)
@require_GET
def budget_file(request: HttpRequest) -> HttpResponse:
    """Hand out a fund's year as a table file; without one, lead to those there are."""
    fund = request.GET.get("fund")
    if fund is None:
        return redirect("settlement_runs")
    if fund not in selectors.funds_for(request.assignment):
        raise Http404
    burn = selectors.burn_down(request.assignment, fund, timezone.localdate())
    if burn is None:
        raise Http404
    return shown.burn_sheet(burn)


@needs(Power.SEE_CLAIMS)
@never_cache
@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a run: each institution's statement, methods, what was left out, what the law says."""
    found = selectors.run_for(request.assignment, pk)
    rows = found.statements.select_related("institution").order_by("institution__code")
    others = selectors.runs_for(request.assignment).filter(cases_digest=found.cases_digest)
    page = {
        "run": found,
        "rows": [(row, shown.case_mix(row)) for row in rows],
        "methods": methods_of(found),
        "reasons": reasons_of(found),
        "balances": found.consortia.select_related("consortium").order_by("pk"),
        "judged": found.decision.result if found.decision else None,
        "others": others.exclude(pk=pk)[:20],
    }
    return render(request, "settlements/run.html", page)


@needs(Power.SEE_CLAIMS)
@require_GET
def run_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the statements of a run as a table file."""
    found = selectors.run_for(request.assignment, pk)
    rows = found.statements.select_related("institution", "run").order_by("institution__code")
    return shown.statements_sheet(f"run-{pk}.csv", rows)


@needs(Power.SETTLE)
@never_cache
@require_GET
def statements(request: HttpRequest) -> HttpResponse:
    """List an institution's own statements of posted runs."""
    found = selectors.statements_for(request.assignment)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "settlements/statements.html", {"page": page})


@needs(Power.SETTLE, Power.SEE_CLAIMS)
@never_cache
@require_GET
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one statement down to its groups."""
    found = selectors.statement_for(request.assignment, pk)
    groups = found.groups.order_by("-fee_fen", "group", "branch")
    page = {
        "it": found,
        "case_mix": shown.case_mix(found),
        "weight": shown.weight(found.rw),
        "groups": Paginator(groups, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "settlements/statement.html", page)


@needs(Power.SETTLE, Power.SEE_CLAIMS)
@require_GET
def statement_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the groups of a statement as a table file."""
    found = selectors.statement_for(request.assignment, pk)
    return shown.groups_sheet(f"statement-{pk}.csv", found.groups.order_by("group", "branch"))


@needs(Power.SETTLE, Power.SEE_CLAIMS)
@never_cache
@require_GET
def consortia(request: HttpRequest) -> HttpResponse:
    """Show consortia's budgets: what was kept, what was overspent, and who bears it."""
    found = selectors.balances_for(request.assignment)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "settlements/consortia.html", {"page": page})


@needs(Power.SETTLE, Power.SEE_CLAIMS)
@require_GET
def consortia_file(request: HttpRequest) -> HttpResponse:
    """Hand out consortia's budgets as a table file."""
    return shown.balances_sheet(selectors.balances_for(request.assignment))
