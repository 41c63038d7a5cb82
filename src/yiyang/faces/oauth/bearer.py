"""Requests of programs: what they come with counts, and the cookies of a browser do not."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
SCHEME = "bearer "
MACHINE_AREAS = ("/fhir", "/api/", "/oauth/")
# These read no session at all: a client proves who it is in the request itself.
CLIENT_DOORS = ("/oauth/token", "/oauth/introspect", "/oauth/revoke", "/oauth/userinfo")
# A post to this one only leads to the page of consent, whose own form is protected.
LEADS_ON = "/oauth/authorize"


def bearer_of(request: HttpRequest) -> str | None:
    """Return the token of the ``Authorization`` header, or None where there is no such header.

    Never from the address or a form: there it would be written into logs.
    """
    header = request.headers.get("Authorization", "")
    return header[len(SCHEME) :].strip() if header.lower().startswith(SCHEME) else None


class BearerMiddleware:
    """Stands before sessions and the guard against forged posts.

    A request that carries a token, and each to the doors of clients, loses its session cookie:
    no browser sends either by itself, so there is nothing to forge, and nobody's own session adds
    to what the token permits.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        with_token = path.startswith(MACHINE_AREAS) and bearer_of(request) is not None
        if with_token or path in CLIENT_DOORS:
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            request._dont_enforce_csrf_checks = True
        elif path == LEADS_ON and request.method == "POST":
            request._dont_enforce_csrf_checks = True
        answer = self.get_response(request)
        if with_token:
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer
