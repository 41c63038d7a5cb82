"""What every request passes: its acting assignment, refusals, the content policy."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth import logout
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from yiyang.access.models import Assignment
from yiyang.access.selectors import (
    assignments_in_force,
    has_second_factor,
    needs_second_factor,
)
from yiyang.audit.services import PROGRAM, Actor
from yiyang.decisions.book import current_book
from yiyang.decisions.services import report_missing
from yiyang.kernel.errors import Refused
from yiyang.policy.book import NotInForce, PolicyError

Answer = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = "assignment"
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
CONFLICT = 409
NUL = "%00"
# Faults of a request, which Django answers with 400, 403 or 404.
ANSWERED = (Http404, PermissionDenied, SuspiciousOperation, BadRequest, MultiPartParserError)
BUGS = logging.getLogger("yiyang.bugs")
DEPTH = 6  # the innermost frames that a log line names
# Open to a role that must use a second factor and has not: setting it up, and leaving.
WITHOUT_SECOND_FACTOR = frozenset(
    (
        "mfa_activate_totp",
        "account_logout",
        "account_login",
        "act_as",
        "set_language",
        "large_type",
    )
)


class NulMiddleware:
    """Answers 400 to an address or a posted field with a NUL: no text of the program has one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or NUL in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Look into the fields of a form, whether or not its view takes them through one."""
        if request.method == "POST" and any(
            "\x00" in value for _, values in request.POST.lists() for value in values
        ):
            return HttpResponseBadRequest()
        return None


class AssignmentMiddleware:
    """Sets ``request.assignments`` (all that are in force), ``request.assignment`` (the one
    that acts, or None) and ``request.actor``.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = request.user.is_authenticated
        request.assignments = list(assignments_in_force(request.user)) if known else []
        request.assignment = acting_assignment(request)
        request.actor = (
            Actor(request.user.pk, request.assignment.pk if request.assignment else None)
            if known
            else PROGRAM
        )
        return self.get_response(request)


def acting_assignment(request: HttpRequest) -> Assignment | None:
    """Return the assignment chosen in this session, or the account's first one in force."""
    if not request.assignments:
        return None
    chosen = request.session.get(SESSION_KEY)
    return next((a for a in request.assignments if a.pk == chosen), request.assignments[0])


class SecondFactorMiddleware:
    """Keeps a role that must use a second factor at the set-up page until it has shown one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Lead to the set-up page, or to sign-in when the factor was not shown in this session."""
        assignment = request.assignment
        if assignment is None or request.resolver_match.url_name in WITHOUT_SECOND_FACTOR:
            return None
        if not needs_second_factor(assignment, timezone.now()) or has_shown_factor(request):
            return None
        if has_second_factor(request.user):
            logout(request)
            return redirect("account_login")
        return redirect("mfa_activate_totp")


def has_shown_factor(request: HttpRequest) -> bool:
    """Tell whether this session has proved its second factor, by sign-in or set-up."""
    proofs = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, ())
    return any(proof.get("method") == "mfa" for proof in proofs)


class RefusalMiddleware:
    """Turns a refusal into one page (409) with its stable code, in one place.

    It leads back to the page that was left for it, or to what the view names ``left_to``.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for a refusal or a book without an answer; leave anything else a bug."""
        page: dict[str, Any]
        if isinstance(error, Refused):
            page = {"message": error.message, "code": error.code}
        elif isinstance(error, PolicyError):
            page = {"message": None, "code": "NOT_IN_FORCE"}
            if isinstance(error, NotInForce):
                report_missing(error, at=timezone.now())
                lines = current_book().by_key.get(error.key, ())
                page |= {"key": error.key, "asked": lines[-1].title if lines else None}
        else:
            note_bug(request, error)
            return None
        page["back"] = getattr(request, "left_to", "") or _came_from(request)
        answer = render(request, "refused.html", page, status=CONFLICT)
        answer["X-Refusal"] = page["code"]
        return answer


def _came_from(request: HttpRequest) -> str:
    """Return the page of ours that was left for this one; the first page where none is known."""
    left = request.headers.get("Referer", "")
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(left, hosts, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(left)
    return urlunsplit(("", "", "/" + parts.path.lstrip("/"), parts.query, ""))


def note_bug(request: HttpRequest, error: Exception) -> None:
    """Log a bug by its kind and place alone: its message or the address may name somebody."""
    if isinstance(error, ANSWERED):
        return
    frames = [f"{Path(f.filename).stem}:{f.lineno}" for f in extract_tb(error.__traceback__)]
    route = request.resolver_match.route if request.resolver_match else ""
    BUGS.error("bug %s at %s on /%s", type(error).__name__, " ".join(frames[-DEPTH:]), route)


class ContentSecurityMiddleware:
    """Nothing on a page comes from another host, and no page of somebody is kept by a browser."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        answer.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if request.user.is_authenticated:
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer
