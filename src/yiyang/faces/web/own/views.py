"""What a resident sees of themselves, or a relative of the person who let them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yiyang.access.look_selectors import looks_at
from yiyang.access.models import Grant
from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.assessments.selectors import assessments_for
from yiyang.beds import facts, selectors
from yiyang.faces.web.assessments import sheets
from yiyang.faces.web.doors import needs
from yiyang.faces.web.home.views import is_filling
from yiyang.notices.selectors import waiting_count
from yiyang.people.models import Person
from yiyang.people.selectors import visible_people

SHOWN = 10


@needs(Power.SEE_OWN)
@require_GET
def my_page(request: HttpRequest) -> HttpResponse:
    """Show everybody the reader may see as their own: beds, transfers, levels, looks."""
    people = visible_people(request.assignment, Grant.Scope.SUMMARY).order_by("name_key", "pk")
    shown = []
    for person in people:
        note_access(by=request.actor, at=timezone.now(), person_id=person.pk, what="person")
        shown.append(_shown(request, person))
    page = {
        "people": shown,
        "notices_waiting": waiting_count(request.assignment),
        "is_filling": is_filling(),
    }
    return render(request, "own/my_page.html", page)


def _shown(request: HttpRequest, person: Person) -> dict[str, Any]:
    transfers = selectors.transfers_for(request.assignment).filter(person=person)
    return {
        "person": person,
        "stay": facts.stay_of(person.pk),
        "transfers": transfers.order_by("-pk")[:SHOWN],
        "assessments": sheets.listed(assessments_for(request.assignment, person.pk)[:SHOWN]),
        "looks": looks_at(person.pk, but_not=request.user.pk)[:SHOWN],
    }
