"""Asking for a visit, seeing who comes when, saying how it was."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.models import Grant
from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.visits.forms import AskForm, RateForm
from yiyang.people.selectors import Scope, person_for, visible_people
from yiyang.visits import services
from yiyang.visits.selectors import calendar_of, opened_to, own_visit, providers_of

BAD_FORM = 400


@needs(Power.ASK_VISIT)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask that somebody be visited at home."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    reading = read_book(timezone.localdate())
    kinds = reading.codes("visits.provider_kinds")
    providers = providers_of(person, reading.day, kinds)
    form = AskForm(request.POST or None, providers=providers, reading=reading)
    if not form.is_valid():
        status = BAD_FORM if request.method == "POST" else 200
        return render(request, "visits/ask.html", {"form": form, "person": person}, status=status)
    services.ask_visit(
        person=person,
        institution=form.cleaned_data["institution"],
        items=form.cleaned_data["items"],
        window=form.window(),
        role=request.assignment.role,
        text=form.cleaned_data["note"],
        by=request.actor,
        at=timezone.now(),
    )
    return redirect("person_visits", person_id=person.pk)


@needs(Power.SEE_OWN, Power.SEE_PERSON)
@require_GET
def calendar(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show all visits to one person, whoever makes them."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    note_access(by=request.actor, at=timezone.now(), person_id=person.pk, what="person")
    shown = {
        "person": person,
        "visits": calendar_of(request.assignment, person.pk),
        "opened": opened_to(request.assignment, person.pk),
    }
    return render(request, "visits/calendar.html", shown | {"form": RateForm()})


@needs(Power.SEE_OWN)
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Show a resident when who comes, to themselves or to whom they act for."""
    people = visible_people(request.assignment, Grant.Scope.SUMMARY).order_by("name_key", "pk")
    shown = [
        {
            "person": person,
            "visits": calendar_of(request.assignment, person.pk),
            "opened": opened_to(request.assignment, person.pk),
        }
        for person in people
    ]
    return render(request, "visits/own.html", {"people": shown, "form": RateForm()})


@needs(Power.SEE_OWN)
@require_POST
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a resident's rating of a visit."""
    visit = own_visit(request.assignment, pk)
    form = RateForm(request.POST)
    if not form.is_valid():
        shown = {"form": form, "visit": visit}
        return render(request, "visits/rate.html", shown, status=BAD_FORM)
    services.rate_visit(visit_id=visit.pk, by=request.actor, at=timezone.now(), **form.cleaned_data)
    return redirect("own_visits")
