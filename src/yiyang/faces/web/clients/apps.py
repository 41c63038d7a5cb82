"""Apps of one's own: opening one from a person's page, and taking back what was allowed."""

from __future__ import annotations

from authlib.common.urls import add_params_to_uri
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power, has_power
from yiyang.access.services import note_access
from yiyang.clients import services
from yiyang.clients.selectors import (
    authorisation_for,
    authorisations_of,
    launchable,
    origin_of,
    spoken_for,
)
from yiyang.clients.services.ending import WITHDRAWN
from yiyang.consents.services.apps import take_back_app
from yiyang.faces.oauth.addresses import fhir_base
from yiyang.faces.web.doors import needs, signed_in
from yiyang.faces.web.middleware import CONTENT_POLICY
from yiyang.people.selectors import Scope, person_for, shown_name


@needs(Power.SEE_PERSON)
@never_cache
@require_http_methods(["GET", "POST"])
def person_apps(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show the apps of the own institution, and open one for this person."""
    person = person_for(request.assignment, person_id, scope=Scope.RECORD)
    if not has_power(request.assignment, Power.READ_FHIR):
        raise Http404
    apps = list(launchable(request.assignment))
    chosen = next((app for app in apps if str(app.pk) == request.POST.get("app")), None)
    now = timezone.now()
    if request.method == "POST" and chosen is not None:
        token = services.open_app(
            client=chosen,
            assignment=request.assignment,
            person_id=person.pk,
            session_key=request.session.session_key or "",
            by=request.actor,
            at=now,
        )
        params = [("iss", fhir_base(request)), ("launch", token)]
        return redirect(add_params_to_uri(chosen.launch_uri, params))
    note_access(by=request.actor, at=now, person_id=person.pk, what="person")
    shown = {"person": person, "name": shown_name(request.assignment, person), "apps": apps}
    answer = render(request, "clients/person.html", shown)
    origins = " ".join(sorted({origin_of(app.launch_uri) for app in apps}))
    answer["Content-Security-Policy"] = CONTENT_POLICY.replace(
        "form-action 'self'", f"form-action 'self' {origins}".rstrip()
    )
    return answer


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show what one has allowed to apps and what still stands."""
    allowed = list(authorisations_of(request.user, timezone.now()))
    return render(request, "clients/mine.html", {"allowed": allowed})


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was allowed; the app's access ends now."""
    allowed = authorisation_for(request.user, pk)
    now, person_id = timezone.now(), spoken_for(allowed)
    with transaction.atomic():
        services.end_authorisation(key=allowed.pk, reason=WITHDRAWN, by=request.actor, at=now)
        if person_id is not None:
            client_id = allowed.client.client_id
            take_back_app(person_id=person_id, client_id=client_id, by=request.actor, at=now)
    return redirect("my_apps")
