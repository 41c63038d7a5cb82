"""The supervision desk: the list, one risk, and what each side does with it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.models import Assignment
from yiyang.access.powers import Power
from yiyang.cases.selectors import available_actions, timeline
from yiyang.faces.web.doors import needs
from yiyang.faces.web.risks.forms import TellForm
from yiyang.faces.web.stepping import Find, stepping
from yiyang.network.selectors import network_code
from yiyang.risks import selectors, services
from yiyang.risks.models import Risk

PAGE_SIZE = 50
BAD_FORM = 422
OWNERS = {"ANSWER_RISK"}  # what the owner does; the rest is for who checks


@needs(Power.WATCH_RISKS, Power.ANSWER_RISK)
@never_cache
@require_GET
def risks(request: HttpRequest) -> HttpResponse:
    """List the risks of a department's place, or those one's own desk must answer."""
    return _list_page(request, None)


@needs(Power.WATCH_RISKS)
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look at what is late or overspent now."""
    place = network_code(request.assignment)
    services.look_for_risks(place_code=place, by=request.actor, at=timezone.now())
    return redirect("risks")


@needs(Power.WATCH_RISKS)
@require_POST
def tell(request: HttpRequest) -> HttpResponse:
    """Take a failed inspection or a complaint from an officer."""
    form = _tell_form(request)
    if not form.is_valid():
        return _list_page(request, form)
    place = network_code(request.assignment)
    made = services.tell_risk(
        **form.cleaned_data, place_code=place, by=request.actor, at=timezone.now()
    )
    return redirect("risk", pk=made.case_id)


@needs(Power.WATCH_RISKS, Power.ANSWER_RISK)
@never_cache
@require_GET
def risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a risk: what it is of, who must answer until when, what was said."""
    found = selectors.risk_for(request.assignment, pk)
    page = {
        "it": found,
        "actions": _actions(found, request.assignment),
        "events": timeline(found.case),
        "now": timezone.now(),
    }
    return render(request, "risks/risk.html", page)


def _words(request: HttpRequest, _row: Any) -> dict[str, Any]:
    return {"words": request.POST.get("words", "")}


def _actions(found: Risk, assignment: Assignment) -> set[str]:
    """Return what the reader may do: its owner answers, and somebody else checks."""
    open_now = {one.code for one in available_actions(found.case, assignment)}
    is_own = selectors.is_own(assignment, found)
    return open_now & OWNERS if is_own else open_now - OWNERS


def _step(power: Power, find: Find, do: Any) -> Any:
    return stepping(power, find, do, row="risk", page="risk", said=_words)


answer = _step(Power.ANSWER_RISK, selectors.risk_to_answer, services.answer_risk)
give_back = _step(Power.WATCH_RISKS, selectors.risk_to_check, services.return_risk)
close = _step(Power.WATCH_RISKS, selectors.risk_to_check, services.close_risk)


def _tell_form(request: HttpRequest) -> TellForm:
    rows = selectors.institutions_of(request.assignment)
    return TellForm(request.POST or None, institutions=rows)


def _list_page(request: HttpRequest, form: TellForm | None) -> HttpResponse:
    rows = selectors.risks_for(request.assignment)
    page = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "open": rows.filter(case__closed_at=None).count(),
        "overdue": rows.filter(case__closed_at=None, due_at__lt=timezone.now()).count(),
        "form": form or _tell_form(request),
        "now": timezone.now(),
    }
    return render(request, "risks/list.html", page, status=BAD_FORM if form else 200)
