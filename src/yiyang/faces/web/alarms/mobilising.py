"""The pool of a response: asking for it, filling it, placing people in it, giving it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.faces.web.alarms.forms import AskForm, InventForm, TakeInForm
from yiyang.faces.web.alarms.responses import BAD_FORM, shown, waiting_here
from yiyang.faces.web.doors import needs
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label, named
from yiyang.kernel.identifiers import DISTRICT_DIGITS
from yiyang.rules.vigilance import IllFacts
from yiyang.vigilance import selectors, services


@needs(Power.LEAD_RESPONSE)
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the institutions within the scope for beds of a kind, and for staff."""
    row = selectors.response_of_case(request.assignment, pk)
    form = AskForm(request.POST)
    if not form.is_valid():
        page = shown(request, row, ask_form=form)
        return render(request, "alarms/response.html", page, status=BAD_FORM)
    kind = form.cleaned_data["kind"]
    services.ask_scope(response=row, kind=kind, by=request.actor, at=timezone.now())
    return redirect("response", pk=pk)


@needs(Power.LEAD_RESPONSE)
@require_POST
def invent(request: HttpRequest, pk: int) -> HttpResponse:
    """Add invented cases to an exercise."""
    row = selectors.response_of_case(request.assignment, pk)
    form = InventForm(request.POST)
    if not form.is_valid():
        page = shown(request, row, invent_form=form)
        return render(request, "alarms/response.html", page, status=BAD_FORM)
    cases = form.cleaned_data["cases"]
    services.invent(response=row, cases=cases, by=request.actor, at=timezone.now())
    return redirect("response", pk=pk)


@needs(Power.LEAD_RESPONSE)
@require_POST
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody who waits for a bed into a real response."""
    row = selectors.response_of_case(request.assignment, pk)
    form = TakeInForm(request.POST, waiting=waiting_here(request))
    if not form.is_valid():
        page = shown(request, row, take_in_form=form)
        return render(request, "alarms/response.html", page, status=BAD_FORM)
    given = form.cleaned_data
    ill = IllFacts(given["news2"], given["needs_oxygen"])
    services.take_in(
        response=row, transfer=given["transfer"], ill=ill, by=request.actor, at=timezone.now()
    )
    return redirect("response", pk=pk)


@needs(Power.LEAD_RESPONSE)
@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Place everybody who waits, the gravest first."""
    row = selectors.response_of_case(request.assignment, pk)
    services.place_casualties(response=row, by=request.actor, at=timezone.now())
    return redirect("response", pk=pk)


@needs(Power.LEAD_RESPONSE)
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that an invented case needs its bed no more."""
    one = selectors.casualty_for(request.assignment, pk)
    services.leave(casualty=one, by=request.actor, at=timezone.now())
    return redirect("response", pk=one.response.case_id)


@needs(Power.LEAD_RESPONSE)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back what one institution has in the pool."""
    pledge = selectors.given_for(request.assignment, pk)
    services.release_pledge(pledge=pledge, by=request.actor, at=timezone.now())
    return redirect("response", pk=pledge.response.case_id)


@needs(Power.LEAD_RESPONSE)
@require_GET
def pool_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the pool of a response by institution."""
    row = selectors.response_of_case(request.assignment, pk)
    heads = [
        _("Exercise"), _("Institution"), _("District"), _("Kind of bed"), _("State"),
        _("Beds asked for"), _("Beds in the pool"), _("Beds taken"), _("Staff in the pool"),
        _("Beds given back"),
    ]  # fmt: skip
    cells = (
        [
            _("yes") if row.is_exercise else _("no"), named(line.pledge.institution),
            line.pledge.institution.place.code[:DISTRICT_DIGITS], label(line.pledge.bed_kind),
            label(line.pledge.state), line.pledge.beds, line.beds, line.taken, line.staff,
            line.released,
        ]
        for line in selectors.pool_of(row)
    )  # fmt: skip
    return as_sheet(f"pool-{row.case_id}.csv", heads, cells)
