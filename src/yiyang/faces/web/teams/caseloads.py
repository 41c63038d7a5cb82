"""Who of a team looks after whom."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.agreements.services import let_go, take_on
from yiyang.agreements.team_selectors import entry_for, looked_after, people_of_team
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import mend
from yiyang.faces.web.teams.forms import TakeOnForm
from yiyang.network.selectors import team_for
from yiyang.people.selectors import shown_names

PAGE_SIZE = 50


@needs(Power.EDIT_TEAMS)
@require_GET
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """List the people signed with a team, and who looks after each."""
    found = team_for(request.assignment, pk)
    rows = people_of_team(request.assignment, found, timezone.localdate())
    text = request.GET.get("text", "").strip()
    page = Paginator(rows.filter(name__contains=text), PAGE_SIZE).get_page(request.GET.get("page"))
    names = shown_names(request.assignment, list(page))
    entries = looked_after(found, list(names))
    shown = {
        "team": found,
        "page": page,
        "text": text,
        "people": [(key, name, entries.get(key, [])) for key, name in names.items()],
        "form": TakeOnForm(team=found),
    }
    return render(request, "teams/people.html", shown)


@needs(Power.EDIT_TEAMS)
@require_POST
def take(request: HttpRequest, pk: int, person_id: int) -> HttpResponse:
    """Put a person of the team on the caseload of one of its members."""
    found = team_for(request.assignment, pk)
    theirs = people_of_team(request.assignment, found, timezone.localdate())
    person = get_object_or_404(theirs, pk=person_id)
    form = TakeOnForm(request.POST, team=found)
    if not form.is_valid():
        back = reverse("team_people", args=[pk])
        return mend(request, form, back=back, of=_("People of the team"))
    member = form.cleaned_data["member"]
    take_on(member_id=member.pk, person_id=person.pk, by=request.actor, at=timezone.now())
    return redirect("team_people", pk=pk)


@needs(Power.EDIT_TEAMS)
@require_POST
def give_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person off a member's caseload."""
    entry = entry_for(request.assignment, pk)
    let_go(entry_id=pk, by=request.actor, at=timezone.now())
    return redirect("team_people", pk=entry.team_id)
