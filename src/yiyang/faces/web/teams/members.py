"""What changes in a team: members, limits, projects, turns."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yiyang.access.powers import Power
from yiyang.agreements import services
from yiyang.agreements.team_selectors import may_join, project_for
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import mend
from yiyang.faces.web.teams.forms import JoinForm, LimitForm, OfferForm, TurnForm
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.network.models import Team
from yiyang.network.selectors import member_for, team_for, turn_for
from yiyang.network.services import end_turn, set_caseload_limit


@needs(Power.EDIT_TEAMS)
@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody join a team."""
    found, now = team_for(request.assignment, pk), timezone.now()
    today = timezone.localdate(now)
    form = JoinForm(request.POST, candidates=may_join(found, today), reading=read_book(today))
    if not form.is_valid():
        return _again(request, form, found)
    given = dict(form.cleaned_data)
    who = given.pop("practitioner")
    services.join_team(team_id=pk, practitioner_id=who.pk, by=request.actor, at=now, **given)
    return redirect("team", pk=pk)


@needs(Power.EDIT_TEAMS)
@require_POST
def limit(request: HttpRequest, pk: int) -> HttpResponse:
    """Set how many people a member looks after at most."""
    member = member_for(request.assignment, pk)
    form = LimitForm(request.POST)
    if not form.is_valid():
        return _again(request, form, member.team)
    most = form.cleaned_data["most"]
    set_caseload_limit(member_id=pk, most=most, by=request.actor, at=timezone.now())
    return redirect("team", pk=member.team_id)


@needs(Power.EDIT_TEAMS)
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member leave a team."""
    member = member_for(request.assignment, pk)
    services.leave_team(member_id=pk, by=request.actor, at=timezone.now())
    return redirect("team", pk=member.team_id)


@needs(Power.EDIT_TEAMS)
@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a team offer a service project, if it is qualified."""
    found, now = team_for(request.assignment, pk), timezone.now()
    form = OfferForm(request.POST, reading=read_book(timezone.localdate(now)))
    if not form.is_valid():
        return _again(request, form, found)
    code = form.cleaned_data["code"]
    services.offer_project(team_id=pk, code=code, by=request.actor, at=now)
    return redirect("team", pk=pk)


@needs(Power.EDIT_TEAMS)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a team offer a project no more."""
    project = project_for(request.assignment, pk)
    services.stop_project(project_id=pk, by=request.actor, at=timezone.now())
    return redirect("team", pk=project.team_id)


@needs(Power.EDIT_TEAMS)
@require_POST
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a member at work for the team."""
    found = team_for(request.assignment, pk)
    form = TurnForm(request.POST, team=found)
    if not form.is_valid():
        return _again(request, form, found)
    given = dict(form.cleaned_data)
    who = given.pop("practitioner")
    services.give_turn(
        team_id=pk, practitioner_id=who.pk, by=request.actor, at=timezone.now(), **given
    )
    return redirect("team", pk=pk)


@needs(Power.EDIT_TEAMS)
@require_POST
def turn_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a turn now, or take away one that has not begun."""
    found = turn_for(request.assignment, pk)
    end_turn(turn_id=pk, by=request.actor, at=timezone.now())
    return redirect("team", pk=found.team_id)


def _again(request: HttpRequest, form: forms.Form, team: Team) -> HttpResponse:
    return mend(request, form, back=reverse("team", args=[team.pk]), of=named(team))
