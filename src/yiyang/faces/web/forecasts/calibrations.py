"""Calibrations: making one from a window, its figures, and the scenario made of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.forecasts.forms import WindowForm
from yiyang.faces.web.forecasts.holding import held_chart
from yiyang.faces.web.forecasts.shown import place_names, told
from yiyang.faces.web.layouts.sites import BAD_FORM, place_of
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label_or_code
from yiyang.forecasts import selectors
from yiyang.forecasts.scenarios import scenario_text
from yiyang.forecasts.services import calibrate
from yiyang.scenarios.backtests import Shown, backtest_of, days_to_hold
from yiyang.scenarios.services import keep_calibration, order_backtest

SHOWN = 50


@needs(Power.PLAN_NETWORK)
@require_http_methods(["GET", "POST"])
def calibrations(request: HttpRequest) -> HttpResponse:
    """List the calibrations of a place, and make another from a window of rows."""
    place = place_of(request)
    form = WindowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = calibrate(place=place, **form.cleaned_data, by=request.actor, at=timezone.now())
        return redirect("calibration", pk=row.pk)
    page = {
        "rows": selectors.calibrations_for(request.assignment)[:SHOWN],
        "form": form,
        "place": place,
    }
    status = BAD_FORM if request.method == "POST" else 200
    return render(request, "forecasts/calibrations.html", page, status=status)


@needs(Power.PLAN_NETWORK)
@require_GET
def calibration(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the figures of a calibration with their intervals, and what was too little to tell."""
    row = selectors.calibration_for(request.assignment, pk)
    figures = selectors.figures_of(row)
    names = place_names(each.of for each in figures)
    page = {
        "row": row,
        "figures": [(names[each.of], each) for each in figures],
        "findings": told(row.findings),
        "backtest": (shown := backtest_of(row)),
        "chart": _chart(shown),
        "can_be_held": days_to_hold(row, timezone.localdate()) > 0,
    }
    return render(request, "forecasts/calibration.html", page)


def _chart(shown: Shown | None) -> SafeString:
    """Return the picture of a backtest, empty where there is none yet."""
    if shown is None or shown.held is None:
        return SafeString()
    names = {each.kind: label_or_code(each.kind) for each in shown.held.weeks}
    key = (_("Simulated"), _("As it happened"), _("Week"))
    return mark_safe(held_chart(shown.held.weeks, names, key))


@needs(Power.PLAN_NETWORK)
@require_GET
def figures_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the figures of a calibration as a table."""
    row = selectors.calibration_for(request.assignment, pk)
    figures = selectors.figures_of(row)
    names = place_names(each.of for each in figures)
    heads = [
        _("What"), _("Of whom or what"), _("In particular"), _("Estimate"), _("Low"), _("High"),
        _("Rests on"),
        _("By which method"),
    ]  # fmt: skip
    cells = (
        [
            label_or_code(f"FORECAST_{each.what}"), names[each.of],
            label_or_code(each.part) if each.part else "", each.value, each.low, each.high,
            each.number, label_or_code(each.method),
        ]
        for each in figures
    )  # fmt: skip
    return as_sheet(f"calibration-{row.pk}.csv", heads, cells)


@needs(Power.PLAN_NETWORK)
@require_GET
def scenario_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the scenario that a calibration makes, as the simulation reads it."""
    row = selectors.calibration_for(request.assignment, pk)
    text = scenario_text(row, read_book(row.until, place=row.place.code))
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="calibration-{row.pk}.toml"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(Power.PLAN_NETWORK)
@require_POST
def backtest(request: HttpRequest, pk: int) -> HttpResponse:
    """Order a simulation of the weeks after a calibration's window, to hold it to what happened."""
    row = selectors.calibration_for(request.assignment, pk)
    order_backtest(calibration=row, by=request.actor, at=timezone.now())
    return redirect("calibration", pk=row.pk)


@needs(Power.PLAN_NETWORK)
@require_GET
def backtest_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the weeks of a calibration's backtest as a table."""
    row = selectors.calibration_for(request.assignment, pk)
    shown = backtest_of(row)
    heads = [
        _("Kind of bed"), _("Week"), _("Simulated"), _("Low"), _("High"), _("As it happened"),
        _("As before"),
    ]  # fmt: skip
    cells = (
        [label_or_code(w.kind), w.number + 1, w.mean, w.low, w.high, w.happened, w.stood]
        for w in (shown.held.weeks if shown and shown.held else ())
    )
    return as_sheet(f"backtest-{row.pk}.csv", heads, cells)


@needs(Power.PLAN_NETWORK)
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the scenario that a calibration makes, for plans to be laid on it."""
    row = selectors.calibration_for(request.assignment, pk)
    kept = keep_calibration(calibration=row, by=request.actor, at=timezone.now())
    return redirect("scenario", pk=kept.pk)
