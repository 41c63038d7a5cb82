"""The doors of the authorisation server that programs come to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from yiyang.faces.oauth.doors import machine
from yiyang.faces.oauth.server import Server


@machine
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Take a code, a token that renews or a system's own proof, and answer with tokens."""
    return Server(request).answer_token_request()
