"""A resident's own plan, and their questions to the family doctor."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.care.services import ask
from yiyang.faces.web.care.forms import AskForm
from yiyang.faces.web.care.shown import plan_page
from yiyang.faces.web.doors import needs
from yiyang.people.selectors import Scope, person_for


@needs(Power.SEE_OWN)
@require_GET
def plan(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show a resident their own plan: what is due when, what is used and what is left."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    note_access(by=request.actor, at=timezone.now(), person_id=person.pk, what="care")
    page = plan_page(request.assignment, person, timezone.now())
    return render(request, "care/own_plan.html", page)


@needs(Power.CONSULT)
@require_http_methods(["GET", "POST"])
def ask_doctor(request: HttpRequest, person_id: int) -> HttpResponse:
    """Put a question to the family doctor."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = ask(person_id=person.pk, said=form.said(), by=request.actor, at=timezone.now())
        messages.success(request, _("Your question has been sent."), extra_tags="good")
        return redirect("consultation", pk=asked.case_id)
    return render(request, "care/ask.html", {"person": person, "form": form})
