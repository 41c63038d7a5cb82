"""The audit officer: who looked at a record.  The record itself is not shown, nor its name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiyang.access.look_selectors import PAGE, looks_at
from yiyang.access.powers import Power
from yiyang.access.services import note_audit_search
from yiyang.faces.web.doors import needs
from yiyang.faces.web.officers.forms import PERSON_NUMBER, WhoLookedForm
from yiyang.people.selectors import person_by_identifier


@needs(Power.READ_AUDIT)
@never_cache
@require_http_methods(["GET", "POST"])
def who_looked(request: HttpRequest) -> HttpResponse:
    """Show who looked at a person; the number comes by post, so that no address carries it."""
    form = WhoLookedForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "officers/who_looked.html", {"form": form})
    asked = form.cleaned_data
    person_id = _person_id(asked["system"], asked["number"].strip())
    note_audit_search(by=request.actor, at=timezone.now(), person_id=person_id)
    looks = (
        looks_at(person_id, before=asked["before"], changes=asked["changes"])
        if person_id is not None
        else []
    )
    last = looks[-1].entry_id if len(looks) == PAGE else None
    page = {"form": form, "looks": looks, "asked": True, "last": last}
    return render(request, "officers/who_looked.html", page)


def _person_id(system: str, number: str) -> int | None:
    if system != PERSON_NUMBER:
        return person_by_identifier(system, number)
    return int(number) if number.isdecimal() else None
