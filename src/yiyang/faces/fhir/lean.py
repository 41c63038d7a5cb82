"""A program's request goes a short way: past all that serves a browser.

Who comes to ``/fhir`` with an access token has no session, no cookie, no form and no page.  The
order of the settings stays as it is; what only browsers need is left out (``BROWSERS``), and so
a guard that is added there stands before programs too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.exception import convert_exception_to_response
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, get_resolver
from django.utils.module_loading import import_string

from yiyang.audit.services import PROGRAM
from yiyang.faces.fhir.outcomes import not_there
from yiyang.faces.oauth.bearer import bearer_of

Answer = Callable[[HttpRequest], HttpResponse]
AREA = "/fhir"
OF_ALL = "/fhir/.well-known/"  # what is said of the doors, by another face
ROUTES = "yiyang.faces.fhir.urls"
OUTSIDE = (  # stand before both ways, in this order
    "yiyang.faces.api.middleware.ProblemMiddleware",
    "yiyang.faces.fhir.middleware.OutcomeMiddleware",
)
BROWSERS = (
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yiyang.faces.web.middleware.AssignmentMiddleware",
    "yiyang.faces.web.middleware.SecondFactorMiddleware",
)


def is_of_a_program(request: HttpRequest) -> bool:
    """Tell whether a request goes the short way: to this face, and with an access token."""
    path = request.path_info
    if not (path == AREA or path.startswith(f"{AREA}/")) or path.startswith(OF_ALL):
        return False
    return bearer_of(request) is not None


def answered(request: HttpRequest) -> HttpResponse:
    """Return the answer to a program's request.  Only for what ``is_of_a_program``."""
    request.user, request.assignment, request.actor = AnonymousUser(), None, PROGRAM
    return _chain()(request)


class _Way:
    """The guards of the settings that stand before programs, and the routes of this face."""

    def __init__(self) -> None:
        self.view_hooks: list[Callable[..., HttpResponse | None]] = []
        self.fault_hooks: list[Callable[..., HttpResponse | None]] = []
        answer: Answer = convert_exception_to_response(self._view)
        for name in reversed(settings.MIDDLEWARE):
            if name in BROWSERS or name in OUTSIDE:
                continue
            made: Any = import_string(name)(answer)
            if hasattr(made, "process_view"):
                self.view_hooks.insert(0, made.process_view)
            if hasattr(made, "process_exception"):
                self.fault_hooks.append(made.process_exception)
            answer = convert_exception_to_response(made)
        self.answer = answer

    def _view(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # one that is not ours is refused
        try:
            found = get_resolver(ROUTES).resolve(request.path_info)
        except Resolver404:
            return not_there()
        request.resolver_match = found
        for hook in self.view_hooks:
            answer = hook(request, found.func, found.args, found.kwargs)
            if answer is not None:
                return answer
        try:
            answer = found.func(request, *found.args, **found.kwargs)
        except Http404:
            return not_there()
        except Exception as fault:
            for hook in self.fault_hooks:
                answer = hook(request, fault)
                if answer is not None:
                    return answer
            raise
        if not answer.streaming:
            answer.headers.setdefault("Content-Length", str(len(answer.content)))
        return answer


@cache
def _chain() -> Answer:
    return _Way().answer
