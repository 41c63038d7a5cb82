"""The record of one person.  Each look at it is written down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.beds.services import take_vitals
from yiyang.consents.selectors import emergency_until
from yiyang.faces.web.doors import needs
from yiyang.faces.web.record.chart import Chart, chart_of
from yiyang.faces.web.record.forms import VitalsForm
from yiyang.people.selectors import Scope, person_for
from yiyang.record.selectors.record import Record
from yiyang.record.services import open_record, open_summary
from yiyang.rules.fhir_map.vitals import signs

USUAL_SIGN = "pulse"
SHOWN = 60  # values of one vital sign in a chart


@needs(Power.SEE_PERSON, Power.SEE_OWN)
@require_GET
def record(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show a person's record."""
    found = _opened(request, person_id)
    return render(request, "record/record.html", _page(request, found, _usual(found)))


@needs(Power.SEE_PERSON, Power.SEE_OWN)
@require_GET
def record_sign(request: HttpRequest, person_id: int, sign: str) -> HttpResponse:
    """Show the course of one vital sign: the panel alone to htmx, else the whole record."""
    if sign not in signs():
        raise Http404
    template = "record/vitals_panel.html" if request.htmx else "record/record.html"
    return render(request, template, _page(request, _opened(request, person_id), sign))


@needs(Power.SEE_PERSON, Power.SEE_OWN)
@require_GET
def summary(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what is needed first: as a page, or as panels for the page of the person."""
    found = open_summary(
        assignment=request.assignment, person_id=person_id, by=request.actor, at=timezone.now()
    )
    template = "record/summary_panels.html" if request.htmx else "record/summary.html"
    return render(request, template, {"record": found, "person": found.person})


@needs(Power.ASSESS)
@require_http_methods(["GET", "POST"])
def vitals(request: HttpRequest, person_id: int) -> HttpResponse:
    """Take vital signs of a person, on a phone."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    form = VitalsForm(request.POST or None, at=timezone.now())
    if not form.is_valid():
        return render(request, "record/vitals.html", {"person": person, "form": form})
    watched = take_vitals(
        person=person,
        condition=form.condition(),
        requester=request.assignment.role,
        by=request.actor,
        at=form.at,
    )
    messages.success(request, _("The vital signs are stored."), extra_tags="good")
    if watched.transfer is not None:
        return redirect("transfer", pk=watched.transfer.case_id)
    return redirect("decision", pk=watched.decision.pk)


def _opened(request: HttpRequest, person_id: int) -> Record:
    return open_record(
        assignment=request.assignment, person_id=person_id, by=request.actor, at=timezone.now()
    )


def _usual(found: Record) -> str:
    charted = [m.key for m in found.latest if m.unit]
    return USUAL_SIGN if USUAL_SIGN in charted or not charted else charted[0]


def _page(request: HttpRequest, found: Record, sign: str) -> dict[str, Any]:
    series = found.series(sign)[-SHOWN:]
    chart: Chart | None = chart_of(series) if signs()[sign].unit and series else None
    return {
        "record": found,
        "person": found.person,
        "emergency_until": emergency_until(request.assignment, found.person, timezone.now()),
        "sign": sign,
        "series": tuple(reversed(series)),
        "chart": chart,
    }
