"""The doors of the authorisation server that programs come to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yiyang.clients.selectors import token_in_force
from yiyang.faces.oauth.bearer import bearer_of
from yiyang.faces.oauth.doors import machine
from yiyang.faces.oauth.identity import claims_of
from yiyang.faces.oauth.server import Server
from yiyang.rules.smart import OPENID


@machine
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Take a code, a token that renews or a system's own proof, and answer with tokens."""
    return Server(request).answer_token_request()


@machine
@require_POST
def introspect(request: HttpRequest) -> HttpResponse:
    """Tell a client that proves who it is what a token of its institution stands for."""
    return Server(request).answer_endpoint("introspection")


@machine
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Take a token back."""
    return Server(request).answer_endpoint("revocation")


@machine
@require_http_methods(["GET", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    """Tell the bearer of a token with ``openid`` who its user is."""
    found = token_in_force(bearer_of(request) or "", timezone.now())
    if found is None or OPENID not in found.scopes:
        answer = JsonResponse({"error": "invalid_token"}, status=401)
        answer["WWW-Authenticate"] = 'Bearer realm="yiyang", error="invalid_token"'
        return answer
    answer = JsonResponse(claims_of(request, found.authorisation, found.scopes))
    answer["Cache-Control"] = "no-store"
    return answer
