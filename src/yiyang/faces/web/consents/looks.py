"""The access log as its person reads it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.look_selectors import PAGE
from yiyang.access.powers import Power
from yiyang.consents.facts import signer_of
from yiyang.consents.looks import asked_of, explained_looks, looks_asked
from yiyang.consents.selectors import people_spoken_for
from yiyang.consents.services.questions import ask_about_look
from yiyang.faces.web.doors import needs
from yiyang.people.selectors import Scope, person_for

DIGITS = 18  # of the largest key


@needs(Power.SEE_OWN)
@require_GET
def own_looks(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show who looked at a person, when, at what, and because of what."""
    person = person_for(request.assignment, person_id, scope=Scope.RECORD)
    rows = explained_looks(person.pk, before=_number(request.GET.get("before", "")))
    last = rows[-1].look.entry_id if len(rows) == PAGE else None
    shown = {
        "person": person,
        "rows": rows,
        "last": last,
        "asked": asked_of(person, rows),
        "may_ask": signer_of(request.assignment.account_id, person.pk) != "",
    }
    return render(request, "consents/looks.html", shown)


@needs(Power.SEE_OWN)
@require_POST
def ask(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask about one look: only the person, or who represents them."""
    person = get_object_or_404(people_spoken_for(request.assignment), pk=person_id)
    entry = get_object_or_404(looks_asked(person), pk=_number(request.POST.get("entry", "")))
    ask_about_look(
        person_id=person.pk,
        entry_id=entry.pk,
        words=request.POST.get("words", ""),
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Your question is with the audit officer."), extra_tags="good")
    return redirect("own_looks", person_id=person.pk)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None
