"""Appraisals of doctors, teams and institutions: draft, objections, final; one's own card."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.performance.beside import Beside, beside
from yiyang.faces.web.performance.forms import PeriodForm, VetoForm
from yiyang.faces.web.performance.shown import card_of, tenths_of_scores
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.kernel.excerpt import excerpt
from yiyang.performance import selectors
from yiyang.performance.models import Appraisal
from yiyang.performance.services import (
    draft_appraisals,
    draw_sample,
    finalise_appraisals,
    note_veto,
)

LAST = 16
MOST_SHOWN = 500


@needs(Power.SEE_MEASURES)
@require_GET
def appraisals(request: HttpRequest) -> HttpResponse:
    """List the appraisals of a period, by kind of subject, the highest score first."""
    periods, period, rows = _asked(request)
    shown = excerpt(rows, MOST_SHOWN)
    page = {
        "rows": selectors.named(shown),
        "listed": shown,
        "periods": periods,
        "period": period,
        "form": PeriodForm(initial={"period": period or f"{timezone.localdate():%Y}"}),
        "tenths": tenths_of_scores(shown),
        "beside": _beside(request, rows),
    }
    return render(request, "performance/appraisals.html", page)


@needs(Power.SEE_MEASURES)
@require_GET
def beside_csv(request: HttpRequest) -> HttpResponse:
    """Hand out one figure of everybody appraised as a table."""
    _periods, period, rows = _asked(request)
    found = _beside(request, rows)
    heads = [label(code) for code in ("FIGURE_OF", "NUMERATOR", "DENOMINATOR", "PERCENT")]
    lines = [[one.name, one.numerator, one.denominator, one.told] for one in found.peers]
    return as_sheet(f"{found.figure or period}.csv", heads, lines)


def _asked(request: HttpRequest) -> tuple[list[str], str, QuerySet[Appraisal]]:
    """Return the periods there are, the one asked for, and its appraisals."""
    seen = selectors.appraisals_for(request.assignment)
    periods = list(seen.values_list("period", flat=True).distinct().order_by("-period"))
    period = request.GET.get("period", "")[:LAST] or (periods[0] if periods else "")
    rows = seen.filter(period=period).order_by("subject_kind", "-score", "subject_id")
    return periods, period, rows


def _beside(request: HttpRequest, rows: QuerySet[Appraisal]) -> Beside:
    return beside(rows, request.GET.get("kind", ""), request.GET.get("figure", ""))


@needs(Power.SEE_MEASURES)
@require_GET
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one scorecard: its parts, each figure open to the rows it is of."""
    return _card(request, selectors.appraisal_for(request.assignment, pk))


def _card(request: HttpRequest, row: Any, **more: Any) -> HttpResponse:
    (named,) = selectors.named([row])
    page = {"named": named, "card": card_of(row), "veto": VetoForm()} | more
    return render(request, "performance/appraisal.html", page)


@needs(Power.SIGN_PEOPLE, Power.DO_WORK)
@require_GET
def my_card(request: HttpRequest) -> HttpResponse:
    """Show the scorecards of the practitioner who is signed in."""
    rows = selectors.own_appraisals(request.assignment)
    page = {"cards": [(row, card_of(row)) for row in rows]}
    return render(request, "performance/my_card.html", page)


@needs(Power.APPRAISE)
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Draw up the appraisals of a period."""
    return _done(request, draft_appraisals)


@needs(Power.APPRAISE)
@require_POST
def final(request: HttpRequest) -> HttpResponse:
    """Make the appraisals of a period final."""
    return _done(request, finalise_appraisals)


@needs(Power.APPRAISE)
@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """Draw the people whom the survey of a period asks."""
    return _done(request, draw_sample)


def _done(request: HttpRequest, service: Any) -> HttpResponse:
    period = request.POST.get("period", "")[:LAST]
    service(period=period, by=request.actor, at=timezone.now())
    return redirect(f"{reverse('appraisals')}?{urlencode({'period': period})}")


@needs(Power.APPRAISE)
@require_POST
def veto(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a fault that ends all points of an appraisal's subject."""
    row = selectors.appraisal_for(request.assignment, pk)
    form = VetoForm(request.POST)
    if not form.is_valid():
        return _card(request, row, veto=form)
    note_veto(appraisal_id=row.pk, **form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("appraisal", pk=row.pk)
