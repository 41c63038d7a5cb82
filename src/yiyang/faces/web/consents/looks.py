"""The access log as its person reads it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yiyang.access.look_selectors import PAGE
from yiyang.access.powers import Power
from yiyang.consents.looks import explained_looks
from yiyang.faces.web.doors import needs
from yiyang.people.selectors import Scope, person_for

DIGITS = 18  # of the largest key


@needs(Power.SEE_OWN)
@require_GET
def own_looks(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show who looked at a person, when, at what, and because of what."""
    person = person_for(request.assignment, person_id, scope=Scope.RECORD)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) <= DIGITS else None
    rows = explained_looks(person.pk, before=before)
    last = rows[-1].look.entry_id if len(rows) == PAGE else None
    return render(request, "consents/looks.html", {"person": person, "rows": rows, "last": last})
