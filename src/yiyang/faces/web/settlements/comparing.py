"""Two runs side by side: who gains, who loses, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.budgets import desk_selectors as selectors
from yiyang.budgets.models import SettlementRun
from yiyang.faces.web.doors import needs
from yiyang.faces.web.measures.drawing import Bar, two_sided
from yiyang.faces.web.settlements.shown import changes_sheet
from yiyang.faces.web.templatetags.yiyang_text import named, yuan
from yiyang.kernel.excerpt import excerpt
from yiyang.kernel.money import FEN_PER_YUAN

LOSERS = 10
MOST_RUNS = 100
ASKED = {"run", "other"}
LONGEST_KEY = 18


@needs(Power.SEE_CLAIMS)
@never_cache
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Choose two runs, or show them side by side: the ten that lose most, and everybody."""
    page: dict[str, Any] = {"runs": excerpt(selectors.runs_for(request.assignment), MOST_RUNS)}
    if not set(request.GET) >= ASKED:
        return render(request, "settlements/choose.html", page)
    run, other = _both(request)
    found = selectors.changes(run, other)
    losers = [one for one in found if one.difference_fen < 0][:LOSERS]
    gainers = [one for one in reversed(found) if one.difference_fen > 0][:LOSERS]
    page |= {
        "run": run,
        "other": other,
        "rows": found,
        "losers": losers,
        "difference_fen": sum(one.difference_fen for one in found),
        "chart": two_sided([_bar(one) for one in [*losers, *reversed(gainers)]]),
        "is_same": run.cases_digest == other.cases_digest,
    }
    return render(request, "settlements/compare.html", page)


@needs(Power.SEE_CLAIMS)
@require_GET
def compare_file(request: HttpRequest) -> HttpResponse:
    """Hand out the comparison as a table file; without runs, lead to where they are chosen."""
    if not set(request.GET) >= ASKED:
        return redirect("settlement_compare")
    run, other = _both(request)
    return changes_sheet(run, other, selectors.changes(run, other))


def _both(request: HttpRequest) -> tuple[SettlementRun, SettlementRun]:
    keys = [request.GET.get(name, "") for name in ("run", "other")]
    if not all(key.isascii() and key.isdecimal() and len(key) < LONGEST_KEY for key in keys):
        raise Http404
    first, second = (selectors.run_for(request.assignment, int(key)) for key in keys)
    return first, second


def _bar(one: selectors.Changed) -> Bar:
    value = Decimal(one.difference_fen) / FEN_PER_YUAN
    return Bar(named(one.institution), value, yuan(one.difference_fen))
