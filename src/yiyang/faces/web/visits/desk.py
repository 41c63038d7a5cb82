"""The desk of visits: requests to check, the day of everybody, one visit."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import mend
from yiyang.faces.web.visits.forms import CancelForm, DayForm, RiskForm
from yiyang.network.selectors import own_institution
from yiyang.visits import selectors, services

BAD_FORM = 400
LATEST = 30


@needs(Power.ARRANGE_VISITS)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show the requests to check, and the visits made last."""
    acting = request.assignment
    shown = {
        "asked": list(selectors.asked_of(acting)),
        "due": selectors.due_without_visit(acting.institution_id, timezone.localdate()),
        "made": list(selectors.made_of(acting)[:LATEST]),
    }
    return render(request, "visits/desk.html", shown)


@needs(Power.ARRANGE_VISITS)
@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """Show the day of everybody who visits, and what has no place in it."""
    day = _day(request.GET.get("day"))
    shown = {
        "day": day,
        "placed": selectors.plan_of(request.assignment, day),
        "left": selectors.left_of(request.assignment, day),
        "due": selectors.due_without_visit(request.assignment.institution_id, day),
        "form": DayForm(initial={"day": day}),
    }
    return render(request, "visits/plan.html", shown)


@needs(Power.ARRANGE_VISITS)
@require_POST
def collect(request: HttpRequest) -> HttpResponse:
    """Take in the visits that plans and enrolments ask for on a day."""
    form = DayForm(request.POST)
    if not form.is_valid():
        return mend(request, form, back=reverse("visit_plan"), of=_("Plan of the day"))
    day = form.cleaned_data["day"]
    services.gather(
        institution=own_institution(request.assignment),
        day=day,
        by=request.actor,
        at=timezone.now(),
        role=request.assignment.role,
    )
    return redirect(f"{reverse('visit_plan')}?day={day}")


@needs(Power.ARRANGE_VISITS)
@require_POST
def arrange(request: HttpRequest) -> HttpResponse:
    """Arrange a day anew."""
    form = DayForm(request.POST)
    if not form.is_valid():
        return mend(request, form, back=reverse("visit_plan"), of=_("Plan of the day"))
    day = form.cleaned_data["day"]
    home = own_institution(request.assignment)
    services.arrange_day(institution=home, day=day, by=request.actor, at=timezone.now())
    return redirect(f"{reverse('visit_plan')}?day={day}")


@needs(Power.ARRANGE_VISITS, Power.DO_WORK, Power.SEE_OWN, Power.ASK_VISIT)
@require_GET
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one visit: what was asked, found, planned, checked and done."""
    found = selectors.visit_for(request.assignment, pk)
    note_access(by=request.actor, at=timezone.now(), person_id=found.person_id, what="person")
    return render(request, "visits/visit.html", _page(found))


@needs(Power.ARRANGE_VISITS)
@require_POST
def risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the checklist: the visit is accepted or refused by the rule."""
    found = selectors.visit_of_desk(request.assignment, pk)
    form = RiskForm(request.POST)
    if not form.is_valid():
        page = _page(found) | {"risk_form": form}
        return render(request, "visits/visit.html", page, status=BAD_FORM)
    services.check_risk(
        visit_id=found.pk, ticked=form.cleaned_data["ticked"], by=request.actor, at=timezone.now()
    )
    return redirect("visit", pk=pk)


@needs(Power.ARRANGE_VISITS, Power.SEE_OWN)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a visit off: by the desk that makes it, or by whom it is for."""
    found = selectors.visit_to_cancel(request.assignment, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        page = _page(found) | {"cancel_form": form}
        return render(request, "visits/visit.html", page, status=BAD_FORM)
    services.cancel_visit(
        visit_id=found.pk, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
    )
    return redirect("visit", pk=pk)


def _page(found: selectors.Visit) -> dict[str, object]:
    return {
        "visit": found,
        "items": found.items.select_related("act__reversal").order_by("pk"),
        "checks": found.checks.order_by("kind"),
        "risk_form": RiskForm(),
        "cancel_form": CancelForm(),
    }


def _day(text: str | None) -> date:
    try:
        return parse_date(text or "") or timezone.localdate()
    except ValueError:  # of the form of a date, but none in the calendar
        return timezone.localdate()
