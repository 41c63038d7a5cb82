"""Teams: the list, a new one, one of them."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.agreements.services import form_team
from yiyang.agreements.team_selectors import may_join, projects_on
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import mend
from yiyang.faces.web.teams.forms import (
    JoinForm,
    OfferForm,
    TeamForm,
    TeamNamesForm,
    TurnForm,
)
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.network import selectors
from yiyang.network.models import Practitioner
from yiyang.network.services import change_team


@needs(Power.EDIT_TEAMS)
@require_GET
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams one looks after."""
    found = selectors.teams_for(request.assignment).prefetch_related("members__practitioner")
    return render(request, "teams/list.html", {"teams": found})


@needs(Power.EDIT_TEAMS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a team of the institution one works for, with the doctor who leads it."""
    if request.assignment.institution_id is None:
        return redirect("teams")  # each institution makes its own
    home, now = selectors.own_institution(request.assignment), timezone.now()
    here = selectors.posts_on(home.pk, timezone.localdate(now)).values("practitioner")
    doctors = Practitioner.objects.filter(pk__in=here, profession__in=_leading(now))
    form = TeamForm(request.POST or None, doctors=doctors.order_by("name", "code"))
    if not form.is_valid():
        return render(request, "teams/new.html", {"form": form, "institution": home})
    given = dict(form.cleaned_data)
    lead = given.pop("lead")
    made = form_team(institution_id=home.pk, lead_id=lead.pk, by=request.actor, at=now, **given)
    return redirect("team", pk=made.pk)


@needs(Power.EDIT_TEAMS)
@require_GET
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a team: its members with their caseloads, its projects, who is at work."""
    found = selectors.team_for(request.assignment, pk)
    now = timezone.now()
    today = timezone.localdate(now)
    reading = read_book(today)
    shown = {
        "team": found,
        "members": found.members.select_related("practitioner").order_by("-leads", "duty", "pk"),
        "projects": projects_on(pk, today),
        "turns": selectors.turns_of(pk, now)[:50],
        "at_work": selectors.on_turn(pk, now),
        "join_form": JoinForm(candidates=may_join(found, today), reading=reading),
        "offer_form": OfferForm(reading=reading),
        "turn_form": TurnForm(team=found),
        "names_form": TeamNamesForm(initial=TeamNamesForm.initial_of(found)),
    }
    return render(request, "teams/team.html", shown)


@needs(Power.EDIT_TEAMS)
@require_http_methods(["POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a team's names, or close it."""
    found = selectors.team_for(request.assignment, pk)
    form = TeamNamesForm(request.POST)
    if not form.is_valid():
        return mend(request, form, back=reverse("team", args=[pk]), of=named(found))
    change_team(team_id=pk, by=request.actor, at=timezone.now(), **form.cleaned_data)
    return redirect("team", pk=pk)


def _leading(now: datetime) -> list[str]:
    """The professions from which a team may be led."""
    return read_book(timezone.localdate(now)).table("contracting.team_duties")["FAMILY_DOCTOR"]
