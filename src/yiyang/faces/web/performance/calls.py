"""Calling the people who were drawn for the survey, and keeping what they answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.faces.web.doors import needs
from yiyang.faces.web.performance.forms import CallForm
from yiyang.performance import selectors
from yiyang.performance.models import SurveyCall
from yiyang.performance.services import record_call

OPEN = (SurveyCall.State.DRAWN, SurveyCall.State.NOT_REACHED)
PAGE = 50
BAD_FORM = 400


@needs(Power.SEE_DISTRICT_PEOPLE)
@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """List whom to call for the survey, those not called yet first."""
    rows = selectors.calls_for(request.assignment).filter(state__in=OPEN)
    page = {"rows": rows.order_by("called_at", "pk")[:PAGE], "left": rows.count()}
    return render(request, "performance/calls.html", page)


@needs(Power.SEE_DISTRICT_PEOPLE)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the questions of one call, and keep the answers."""
    row = selectors.call_for(request.assignment, pk)
    form = CallForm(request.POST or None, edition=row.instrument, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        state, answers = form.state_and_answers()
        now = timezone.now()
        record_call(call_id=row.pk, state=state, answers=answers, by=request.actor, at=now)
        return redirect("survey_calls")
    note_access(by=request.actor, at=timezone.now(), person_id=row.person_id, what="survey")
    status = BAD_FORM if request.method == "POST" else 200
    page = {"row": row, "form": form, "is_open": row.state in OPEN}
    return render(request, "performance/call.html", page, status=status)
