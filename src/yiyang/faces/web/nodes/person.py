"""What goes to other nodes of one person's record, and what came from them."""

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
from yiyang.exchange import selectors, services
from yiyang.faces.web.doors import needs
from yiyang.faces.web.nodes.forms import SendForm
from yiyang.people.selectors import Scope, person_for


@needs(Power.REFER, Power.ANSWER_REFERRAL)
@never_cache
@require_http_methods(["GET", "POST"])
def exchanged(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what was exchanged of a person, and send more under their consent."""
    person = person_for(request.assignment, person_id, scope=Scope.RECORD)
    now = timezone.now()
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.send(
            person_id=person.pk,
            institution_id=int(form.cleaned_data["institution"]),
            contents=form.cleaned_data["contents"],
            by=request.actor,
            at=now,
        )
        messages.success(request, _("It is on its way."), extra_tags="good")
        return redirect("person_nodes", person_id=person.pk)
    note_access(by=request.actor, at=now, person_id=person.pk, what="exchange")
    shown = {
        "person": person,
        "form": form,
        "sent": selectors.sent_of_person(request.assignment, person.pk),
        "foreign": selectors.foreign_of(request.assignment, person.pk),
        "unmapped": selectors.unmapped_of_person(request.assignment, person.pk),
    }
    return render(request, "nodes/person.html", shown)
