"""A response or an exercise, and its steps: verified, dismissed, graded, ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.beds.batch_facts import WAITING_STATES
from yiyang.beds.models import Transfer
from yiyang.cases.models import Task
from yiyang.cases.selectors import available_actions, timeline
from yiyang.decisions.services import read_book
from yiyang.faces.web.alarms.forms import (
    AskForm,
    DeclareForm,
    ExerciseForm,
    InventForm,
    NoteForm,
    TakeInForm,
)
from yiyang.faces.web.alarms.views import page_of
from yiyang.faces.web.doors import needs
from yiyang.faces.web.layouts.sites import place_of
from yiyang.vigilance import selectors, services
from yiyang.vigilance.models import Casualty, Response

BAD_FORM = 400
NOTED = ("verify", "dismiss", "end")  # steps with a reason; forms of one page share no ids
DECLARE = "declare_%s"


@needs(Power.LEAD_RESPONSE)
@require_POST
def exercise(request: HttpRequest) -> HttpResponse:
    """Begin an exercise in the reader's place."""
    place = place_of(request)
    syndromes = read_book(timezone.localdate()).codes("vigilance.syndromes")
    form = ExerciseForm(request.POST, syndromes=syndromes)
    if not form.is_valid():
        return render(request, "alarms/desk.html", page_of(request, form), status=BAD_FORM)
    made = services.begin_exercise(
        place=place, by=request.actor, at=timezone.now(), **form.cleaned_data
    )
    return redirect("response", pk=made.case_id)


@needs(Power.LEAD_RESPONSE)
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a response: tasks, level, pool, people by severity, course; and what can be done."""
    row = selectors.response_of_case(request.assignment, pk)
    return render(request, "alarms/response.html", shown(request, row))


def shown(request: HttpRequest, row: Response, **forms: Any) -> dict[str, Any]:
    """Return what the page of a response shows; ``forms`` that could not be taken as they are."""
    open_tasks = row.case.tasks.filter(state=Task.State.OPEN).select_related("institution", "place")
    page = {
        "row": row, "now": timezone.now(), "tasks": open_tasks.order_by("due_at", "pk"),
        "actions": {one.code for one in available_actions(row.case, request.assignment)},
        "pool": selectors.pool_of(row), "events": timeline(row.case),
        "casualties": selectors.casualties_of(row),
        "staff": row.pooled_staff.select_related("practitioner", "pledge__institution")
        .order_by("pk"),
        "alarms": row.alarms.select_related("place", "institution").order_by("-on", "-pk"),
        **{f"{step}_form": NoteForm(auto_id=f"{step}_%s") for step in NOTED},
        "declare_form": DeclareForm(auto_id=DECLARE), "ask_form": AskForm(),
        "invent_form": InventForm(), "take_in_form": TakeInForm(waiting=waiting_here(request)),
    }  # fmt: skip
    return page | forms


def waiting_here(request: HttpRequest) -> Any:
    """Return the transfers of the reader's place that wait for a bed and are in no response."""
    code = request.assignment.place.code if request.assignment.place else "-"
    rows = Transfer.objects.filter(case__place__code__within=code, case__state__in=WAITING_STATES)
    taken = Casualty.objects.filter(left_at=None, transfer__isnull=False)
    rows = rows.exclude(pk__in=taken.values("transfer"))
    return rows.exclude(wanted_kind="").order_by("queue_key")


@needs(Power.LEAD_RESPONSE)
@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an alarm has been looked into and is one."""
    return _step(request, pk, "verify", services.verify)


@needs(Power.LEAD_RESPONSE)
@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """End an alarm as none, with the reason."""
    return _step(request, pk, "dismiss", services.dismiss)


@needs(Power.LEAD_RESPONSE)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a response: everything that is pooled is released."""
    return _step(request, pk, "end", services.stand_down)


@needs(Power.LEAD_RESPONSE)
@require_POST
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare the level of an outbreak, or change it."""
    row = selectors.response_of_case(request.assignment, pk)
    form = DeclareForm(request.POST, auto_id=DECLARE)
    if not form.is_valid():
        page = shown(request, row, declare_form=form)
        return render(request, "alarms/response.html", page, status=BAD_FORM)
    services.declare(response=row, by=request.actor, at=timezone.now(), **form.cleaned_data)
    return redirect("response", pk=pk)


def _step(request: HttpRequest, pk: int, step: str, service: Any) -> HttpResponse:
    row = selectors.response_of_case(request.assignment, pk)
    form = NoteForm(request.POST, auto_id=f"{step}_%s")
    if not form.is_valid():
        page = shown(request, row, **{f"{step}_form": form})
        return render(request, "alarms/response.html", page, status=BAD_FORM)
    note = form.cleaned_data["note"]
    service(response=row, note=note, by=request.actor, at=timezone.now())
    return redirect("response", pk=pk)
