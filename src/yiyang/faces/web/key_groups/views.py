"""Entering somebody in a register that shows a key group, and ending the entry."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.key_groups.forms import EndForm, EntryForm
from yiyang.key_groups import services
from yiyang.key_groups.selectors import register_entry_for
from yiyang.people.selectors import Scope, person_for


@needs(Power.EDIT_PERSON)
@never_cache
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, person_id: int) -> HttpResponse:
    """Enter a person in a register: a certificate, a chronic disease register."""
    found = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    now = timezone.now()
    day = timezone.localdate(now)
    accepted = read_book(day).codes("key_groups.declared")
    form = EntryForm(request.POST or None, groups=accepted, day=day)
    if not form.is_valid():
        note_access(by=request.actor, at=now, person_id=found.pk, what="key_groups")
        return render(request, "key_groups/declare.html", {"form": form, "person": found})
    services.declare(person_id=found.pk, **form.cleaned_data, by=request.actor, at=now)
    messages.success(request, _("The entry is kept."), extra_tags="good")
    return redirect("person", person_id=found.pk)


@needs(Power.EDIT_PERSON)
@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, person_id: int, pk: int) -> HttpResponse:
    """End a register entry on a day."""
    found = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    entry = register_entry_for(request.assignment, found.pk, pk)
    now = timezone.now()
    form = EndForm(request.POST or None, entry=entry, day=timezone.localdate(now))
    if not form.is_valid():
        shown = {"form": form, "person": found, "entry": entry}
        return render(request, "key_groups/end.html", shown)
    services.end_entry(entry_id=entry.pk, on=form.cleaned_data["on"], by=request.actor, at=now)
    messages.success(request, _("The entry is ended."), extra_tags="good")
    return redirect("person", person_id=found.pk)
