"""One measure with its parts, chart and funnel; the rows behind each figure; a table to take."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.measures.asking import asked, asking, keys_of, page_of, query_of, told_apart
from yiyang.faces.web.measures.charts import chart_of, funnel_chart
from yiyang.faces.web.measures.shown import Shown, shown, told
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.measures.behind import listed_behind
from yiyang.measures.funnel import funnel
from yiyang.measures.registry import every, measure_named
from yiyang.measures.report import Report, report
from yiyang.measures.shape import Measure


@needs(Power.SEE_MEASURES)
@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """List the measures."""
    return render(request, "measures/measures.html", {"measures": list(every().values())})


@needs(Power.SEE_MEASURES)
@require_GET
def measure(request: HttpRequest, name: str) -> HttpResponse:
    """Show one measure: its total and parts, a chart of them, and the funnel of rates."""
    wanted = measure_named(name)
    found = report(measure=wanted, by=told_apart(request, wanted), **asking(request))
    lines = shown(found, get_language() or "zh")
    plot, names = funnel(found), {each.line.keys: each.name for each in lines}
    page = {
        "report": found,
        "lines": lines,
        "total": told(found.total.value, wanted.unit),
        "target": told(_target_of(found), wanted.unit),
        "chart": mark_safe(chart_of(found, lines)),
        "funnel": mark_safe(funnel_chart(plot, names)) if plot else "",
        "chosen": request.GET.get("by", "") or wanted.by[0].value,
    }
    return render(request, "measures/measure.html", page)


def _target_of(found: Report) -> Decimal | None:
    return found.total.verdict.judged.target if found.total.verdict else None


@needs(Power.SEE_MEASURES)
@require_GET
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """Show the rows behind one figure: people by name only where the reader may see them."""
    wanted = measure_named(name)
    which = "lacking" if request.GET.get("which") == "lacking" else "having"
    found = listed_behind(
        assignment=request.assignment,
        measure=wanted,
        question=asked(request),
        keys=keys_of(request.GET, wanted),
        which=which,
        page=page_of(request),
        by=request.actor,
        at=timezone.now(),
    )
    page = {"found": found, "measure": wanted, "which": which, "query": query_of(request)}
    return render(request, "measures/rows.html", page)


@needs(Power.SEE_MEASURES)
@require_GET
def figures_csv(request: HttpRequest, name: str) -> HttpResponse:
    """Hand out the figures of a measure as a table."""
    wanted = measure_named(name)
    found = report(measure=wanted, by=told_apart(request, wanted), **asking(request))
    rows = [_cells(line) for line in shown(found, get_language() or "zh")]
    return as_sheet(f"{wanted.name}.csv", [label(each) for each in _heads(wanted)], rows)


def _heads(wanted: Measure) -> tuple[str, ...]:
    return ("FIGURE_OF", "NUMERATOR", "DENOMINATOR", wanted.unit, "DRAWN_IN", "VERDICT")


def _cells(line: Shown) -> list[object]:
    figure = line.line
    verdict = label(figure.verdict.judged.verdict) if figure.verdict else ""
    numbers = [figure.count.numerator, figure.count.denominator, figure.value, figure.drawn_in]
    return [line.name, *numbers, verdict]
