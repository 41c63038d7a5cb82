"""Alarms: the list with what is under way, and one alarm with its evidence."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.decisions.services import read_book
from yiyang.faces.web.alarms.drawing import counts_chart
from yiyang.faces.web.alarms.forms import ExerciseForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.vigilance import facts, selectors
from yiyang.vigilance.models import Alarm

SHOWN, DAYS = 100, 35


@needs(Power.LEAD_RESPONSE)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """List what is under way, alarms, and how far the record is counted; begin an exercise."""
    return render(request, "alarms/desk.html", page_of(request, None))


def page_of(request: HttpRequest, form: ExerciseForm | None) -> dict[str, object]:
    """Return what the desk shows; ``form`` where an exercise could not begin."""
    syndromes = read_book(timezone.localdate()).codes("vigilance.syndromes")
    return {
        "alarms": selectors.alarms_for(request.assignment)[:SHOWN],
        "responses": selectors.responses_for(request.assignment)[:SHOWN],
        "counting": selectors.counting_of(request.assignment),
        "form": form or ExerciseForm(syndromes=syndromes),
        "place": request.assignment.place,
    }


@needs(Power.LEAD_RESPONSE)
@require_GET
def alarm(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one alarm: its counts with the bound, the method with its parameters, why."""
    row = selectors.alarm_for(request.assignment, pk)
    days = _days(row)
    title = f"{label(row.syndrome)} {row.on}"
    page = {
        "row": row, "days": list(reversed(days)), "facts": row.decision.facts,
        "reasons": row.decision.result["reasons"],
        "chart": mark_safe(counts_chart(days, row.upper, row.expected, title)),
    }  # fmt: skip
    return render(request, "alarms/alarm.html", page)


@needs(Power.LEAD_RESPONSE)
@require_GET
def counts_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the counts of an alarm's series, as kept now and as it was judged."""
    row = selectors.alarm_for(request.assignment, pk)
    judged = list(row.decision.facts["counts"])
    days = _days(row)
    then = [None] * (len(days) - len(judged)) + judged[-len(days) :]
    heads = [_("Day"), _("People, as kept now"), _("People, as judged"), _("Bound")]
    cells = (
        [f"{day}", people, was, row.upper if day == row.on else None]
        for (day, people), was in zip(days, then, strict=True)
    )
    return as_sheet(f"alarm-{row.pk}.csv", heads, cells)


def _days(row: Alarm) -> list[tuple[date, int]]:
    return facts.days_of(row, DAYS)
