"""A person's plan with used and left, and the catalogue of items."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.care import selectors
from yiyang.care.facts import day_of
from yiyang.care.services import draw_up_for_person, raise_item
from yiyang.faces.web.care.forms import RaiseForm
from yiyang.faces.web.care.shown import catalogue_page, plan_page
from yiyang.faces.web.doors import needs
from yiyang.people.selectors import Scope, person_for


@needs(Power.PLAN_CARE, Power.DO_WORK)
@require_GET
def plan(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show a person's plan: items with used and left and why, one calendar, what was done."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    note_access(by=request.actor, at=timezone.now(), person_id=person.pk, what="care")
    page = plan_page(request.assignment, person, timezone.now())
    return render(request, "care/plan.html", page)


@needs(Power.PLAN_CARE)
@require_POST
def draw(request: HttpRequest, person_id: int) -> HttpResponse:
    """Draw up a person's plan, or draw it again."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    draw_up_for_person(person_id=person.pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The plan has been drawn up."), extra_tags="good")
    return redirect("care_plan", person_id=person.pk)


@needs(Power.PLAN_CARE)
@require_http_methods(["GET", "POST"])
def raise_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Raise how often a person gets an item."""
    row = selectors.item_for(request.assignment, pk)
    form = RaiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        more = form.cleaned_data["more"]
        raise_item(plan_item_id=row.pk, more=more, by=request.actor, at=timezone.now())
        messages.success(request, _("The count has been raised."), extra_tags="good")
        return redirect("care_plan", person_id=row.plan.person_id)
    page = {"row": row, "form": form, "person": row.plan.person}
    return render(request, "care/raise.html", page)


@needs(Power.PLAN_CARE, Power.DO_WORK, Power.SEE_OWN, Power.SEE_POLICY)
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show every item with its price class, price, limits and who may raise its count."""
    return render(request, "care/catalogue.html", catalogue_page(day_of(timezone.now())))
