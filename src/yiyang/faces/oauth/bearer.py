"""Requests of programs: what they come with counts, and the cookies of a browser do not."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from yiyang.clients.selectors import is_origin_of_an_app

Answer = Callable[[HttpRequest], HttpResponse]
SCHEME = "bearer "
MACHINE_AREAS = ("/fhir", "/api/", "/oauth/", "/cds-services")
# These read no session at all: a client proves who it is in the request itself.
CLIENT_DOORS = ("/oauth/token", "/oauth/introspect", "/oauth/revoke", "/oauth/userinfo")
ONLY_TOKENS = "/api/"  # no session is read here, whoever asks
SHARED = (
    "/fhir",
    "/api",
    "/cds-services",
)  # with apps in a browser, of origins that are registered
# A post to this one only leads to the page of consent, whose own form is protected.
LEADS_ON = "/oauth/authorize"
ALLOWED = (
    "Authorization, Content-Type, Accept, If-Match, If-None-Match, If-None-Exist, "
    "If-Modified-Since, Prefer, Idempotency-Key"
)
KEPT = "600"  # seconds for which a browser need not ask again what it may send
TOLD = "ETag, Location, Content-Location, WWW-Authenticate, Retry-After, X-Progress, X-Refusal"


def bearer_of(request: HttpRequest) -> str | None:
    """Return the token of the ``Authorization`` header, or None where there is no such header.

    Never from the address or a form: there it would be written into logs.
    """
    header = request.headers.get("Authorization", "")
    return header[len(SCHEME) :].strip() if header.lower().startswith(SCHEME) else None


class BearerMiddleware:
    """Stands before sessions and the guard against forged posts.

    A request that carries a token, and each to the doors of clients and to the JSON API, loses
    its session cookie: no browser sends either by itself, so there is nothing to forge, and
    nobody's own session adds to what the token permits.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        with_token = path.startswith(MACHINE_AREAS) and bearer_of(request) is not None
        if with_token or path in CLIENT_DOORS or path.startswith(ONLY_TOKENS):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            request._dont_enforce_csrf_checks = True
        elif path == LEADS_ON and request.method == "POST":
            request._dont_enforce_csrf_checks = True
        origin = _origin_of_an_app(request)
        if origin and request.method == "OPTIONS":
            return _share(
                HttpResponse(status=204, headers={"Access-Control-Max-Age": KEPT}), origin
            )
        answer = self.get_response(request)
        if origin:
            _share(answer, origin)
        if with_token:
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer


def _origin_of_an_app(request: HttpRequest) -> str:
    """Return the origin of an app in a browser that may read answers here; "" where it may not.

    Cookies are not shared with it: it comes with its token or with nothing.
    """
    origin = request.headers.get("Origin", "")
    path = request.path_info
    shared = path in CLIENT_DOORS or any(path == a or path.startswith(f"{a}/") for a in SHARED)
    return origin if origin and shared and is_origin_of_an_app(origin) else ""


def _share(answer: HttpResponse, origin: str) -> HttpResponse:
    answer["Access-Control-Allow-Origin"] = origin
    answer["Access-Control-Allow-Methods"] = "GET, HEAD, POST, PUT, PATCH, DELETE"
    answer["Access-Control-Allow-Headers"] = ALLOWED
    answer["Access-Control-Expose-Headers"] = TOLD
    patch_vary_headers(answer, ["Origin"])
    return answer
