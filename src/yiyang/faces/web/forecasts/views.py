"""Forecasts: ordering one, its series with how far each may be relied upon, and the fan of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.forecasts.drawing import fan_of
from yiyang.faces.web.forecasts.shown import ahead_of, days_of, drawn_of, told
from yiyang.faces.web.layouts.sites import place_of
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label_or_code, named
from yiyang.forecasts import selectors
from yiyang.forecasts.services import order_forecast

SHOWN = 50


@needs(Power.PLAN_NETWORK)
@require_http_methods(["GET", "POST"])
def forecasts(request: HttpRequest) -> HttpResponse:
    """List the forecasts of a place, and order one from today on."""
    place = place_of(request)
    if request.method == "POST":
        at = timezone.now()
        row = order_forecast(place=place, until=timezone.localdate(at), by=request.actor, at=at)
        return redirect("forecast", pk=row.pk)
    rows = selectors.forecasts_for(request.assignment)[:SHOWN]
    return render(request, "forecasts/forecasts.html", {"rows": rows, "place": place})


@needs(Power.PLAN_NETWORK)
@require_GET
def forecast(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the series of a forecast with how such forecasts held before."""
    row = selectors.forecast_for(request.assignment, pk)
    page = {
        "row": row,
        "series": selectors.series_of(row),
        "findings": told(row.findings),
    }
    return render(request, "forecasts/forecast.html", page)


@needs(Power.PLAN_NETWORK)
@require_GET
def forecast_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out every series of a forecast as a table."""
    row = selectors.forecast_for(request.assignment, pk)
    heads = [
        _("What"), _("Kind of bed"), _("Place"), _("Day"), _("Expected"), _("Low"), _("High"),
        _("Baseline"),
    ]  # fmt: skip
    cells = (
        [
            label_or_code(f"FORECAST_{each.measure}"), label_or_code(each.bed_kind),
            named(each.place), day.day, day.mean, day.low, day.high, day.baseline,
        ]
        for each in selectors.series_of(row)
        for day in ahead_of(each)
    )  # fmt: skip
    return as_sheet(f"forecast-{row.pk}.csv", heads, cells)


@needs(Power.PLAN_NETWORK)
@require_GET
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the fan of one series, its days ahead, and how such forecasts held before."""
    row = selectors.series_for(request.assignment, pk)
    page = {
        "row": row,
        "chart": mark_safe(fan_of(drawn_of(row))),
        "ahead": ahead_of(row),
        "verdict": row.verdict,
    }
    return render(request, "forecasts/series.html", page)


@needs(Power.PLAN_NETWORK)
@require_GET
def series_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the days of one series, those counted and those ahead."""
    row = selectors.series_for(request.assignment, pk)
    heads = [_("Day"), _("Counted that day"), _("Expected"), _("Low"), _("High"), _("Baseline")]
    cells = (
        [day.day, day.counted, day.mean, day.low, day.high, day.baseline] for day in days_of(row)
    )
    return as_sheet(f"forecast-series-{row.pk}.csv", heads, cells)
