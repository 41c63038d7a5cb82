"""The page on which somebody allows an app, or does not."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from authlib.common.urls import add_params_to_uri
from authlib.oauth2 import OAuth2Error
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yiyang.access.powers import Power, has_power
from yiyang.access.services import note_access
from yiyang.audit.services import Actor
from yiyang.clients import services
from yiyang.clients.selectors import origin_of
from yiyang.consents.models import Consent
from yiyang.consents.services.apps import permit_app
from yiyang.faces.web.clients.request import CARRIED, AppRequest, read_request
from yiyang.faces.web.doors import public, signed_in
from yiyang.faces.web.middleware import CONTENT_POLICY

BAD, SEE_OTHER = 400, 303
REFUSED = "access_denied"


@public
@never_cache
@require_http_methods(["GET", "POST"])
def authorise(request: HttpRequest) -> HttpResponse:
    """Show who asks for what; a post from elsewhere is led to the same page by its address."""
    if request.method == "POST":
        carried = {name: request.POST[name] for name in CARRIED if name in request.POST}
        return HttpResponseRedirect(f"{request.path}?{urlencode(carried)}", status=SEE_OTHER)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    try:
        return _page(read_request(request))
    except OAuth2Error as error:
        return _told(request, error)


@signed_in
@never_cache
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Take the answer: allow, refuse, or look for the person first."""
    try:
        asked = read_request(request)
    except OAuth2Error as error:
        return _told(request, error)
    action = request.POST.get("action")
    if action == "refuse":
        return _back(asked, {"error": REFUSED})
    if action != "allow" or asked.role is None or (asked.needs_person and asked.person is None):
        return _page(asked)
    return _allow(asked)


def _allow(asked: AppRequest) -> HttpResponse:
    request, now = asked.http, timezone.now()
    by = Actor(request.user.pk, asked.role.pk)
    person = asked.person
    try:
        with transaction.atomic():
            if asked.launch is not None and not services.use_launch(launch=asked.launch, at=now):
                return _back(asked, {"error": "invalid_request"})
            if not _person_agrees(asked, by, now):
                return _back(asked, {"error": REFUSED})
            code = services.authorise(
                asked.wish,
                assignment=asked.role,
                person_id=person.pk if person else None,
                is_launched=asked.launch is not None,
                session_key=request.session.session_key or "",
                signed_in_at=request.user.last_login or now,
                by=by,
                at=now,
            )
    except services.NothingGranted:
        return _back(asked, {"error": "invalid_scope"})
    return _back(asked, {"code": code})


def _person_agrees(asked: AppRequest, by: Actor, now: datetime) -> bool:
    """Keep the consent of the person for whom the app will act, where it acts for one."""
    granted = asked.would_get()
    if not has_power(asked.role, Power.SEE_OWN) or granted is None or not granted.permits:
        return True
    person_id = asked.person.pk if asked.person else asked.role.account.person_id
    if person_id is None:
        return False
    client_id = asked.client.client_id
    consent = permit_app(person_id=person_id, client_id=client_id, by=by, at=now)
    return consent.state == Consent.State.IN_FORCE


def _page(asked: AppRequest) -> HttpResponse:
    request = asked.http
    if asked.person is not None:
        by = Actor(request.user.pk, asked.role.pk if asked.role else None)
        note_access(by=by, at=timezone.now(), person_id=asked.person.pk, what="person")
    shown = {"asked": asked, "granted": asked.would_get(), "words": request.POST.get("words", "")}
    answer = render(request, "clients/consent.html", shown)
    return _may_lead_to(answer, asked.wish.redirect_uri)


def _back(asked: AppRequest, said: dict[str, str]) -> HttpResponse:
    """Lead the browser back to the app with an answer."""
    params = [*said.items(), ("state", asked.carried["state"])]
    answer = HttpResponse(status=302)
    answer["Location"] = add_params_to_uri(asked.wish.redirect_uri, params)
    return answer


def _told(request: HttpRequest, error: OAuth2Error) -> HttpResponse:
    """Tell the app what was wrong, or the user where the app cannot be trusted to be told."""
    if error.redirect_uri:
        answer = HttpResponse(status=302)
        answer["Location"] = add_params_to_uri(error.redirect_uri, error.get_body())
        return answer
    return render(request, "clients/wrong.html", {"code": error.error}, status=BAD)


def _may_lead_to(answer: HttpResponse, address: str) -> HttpResponse:
    """Let the page's form lead to the app: browsers hold redirects to the policy of forms."""
    own = CONTENT_POLICY.replace("form-action 'self'", f"form-action 'self' {origin_of(address)}")
    answer["Content-Security-Policy"] = own
    return answer
