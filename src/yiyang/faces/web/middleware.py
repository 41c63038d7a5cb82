"""What every request passes: its acting assignment, refusals, the content policy."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yiyang.access.models import Assignment
from yiyang.audit.services import PROGRAM, Actor
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


class AssignmentMiddleware:
    """Sets ``request.assignment`` (one acting assignment or None) and ``request.actor``."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.assignment = acting_assignment(request)
        request.actor = (
            Actor(request.user.pk, request.assignment.pk if request.assignment else None)
            if request.user.is_authenticated
            else PROGRAM
        )
        return self.get_response(request)


def acting_assignment(request: HttpRequest) -> Assignment | None:
    """Return the assignment chosen in this session, or the account's first one in force."""
    if not request.user.is_authenticated:
        return None
    in_force = (
        Assignment.objects.filter(account=request.user, span__contains=timezone.now())
        .select_related("institution", "place")
        .order_by("pk")
    )
    chosen = request.session.get(SESSION_KEY)
    return next((a for a in in_force if a.pk == chosen), None) or in_force.first()


class RefusalMiddleware:
    """Turns a refusal into one page (409) with its stable code, in one place."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for a refusal or a book without an answer; leave anything else a bug."""
        if isinstance(error, Refused):
            page = {"message": error.message, "code": error.code}
        elif isinstance(error, PolicyError):
            page = {"message": None, "code": "NOT_IN_FORCE"}
            if isinstance(error, NotInForce):
                report_missing(error, at=timezone.now())
        else:
            return None
        answer = render(request, "refused.html", page, status=CONFLICT)
        answer["X-Refusal"] = page["code"]
        return answer


class ContentSecurityMiddleware:
    """Nothing on a page comes from another host."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        return answer
