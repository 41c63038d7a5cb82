"""Breaking the glass: a clinician without sight states a reason and opens a record for hours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiyang.access.powers import Power
from yiyang.consents.selectors import sees_already
from yiyang.consents.services.emergency import break_glass
from yiyang.faces.web.consents.forms import EmergencyForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled


@needs(Power.BREAK_GLASS)
@never_cache
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Take the number of a person, the reason and the words; go to the record."""
    now = timezone.now()
    form = EmergencyForm(request.POST or None, day=timezone.localdate(now))

    def open_it() -> HttpResponse:
        given, person_id = form.cleaned_data, form.person_id
        if not sees_already(request.assignment, person_id):
            break_glass(
                person_id=person_id,
                reason=given["reason"],
                words=given["words"],
                by=request.actor,
                at=now,
            )
        return redirect("record", person_id=person_id)

    return once_filled(request, form, "consents/emergency.html", {}, open_it)
