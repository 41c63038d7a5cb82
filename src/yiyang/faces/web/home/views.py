"""The first page, the choice of assignment and of type, the page that shows the design."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.access.selectors import assignment_for
from yiyang.access.services import choose_language, choose_large_type
from yiyang.care.selectors import DeskSearch, desk_counts
from yiyang.cases.selectors import work_counts
from yiyang.demo.filled import is_unfinished
from yiyang.faces.web.context import LARGE_TYPE_COOKIE
from yiyang.faces.web.doors import public, signed_in
from yiyang.faces.web.middleware import SESSION_KEY
from yiyang.notices.selectors import waiting_count

YEAR = 365 * 24 * 3600


@public
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the desk of somebody signed in, or what this is to anybody else."""
    if request.assignment and has_power(request.assignment, Power.SEE_OWN):
        return redirect("my_page")  # a resident has no desk
    if request.user.is_authenticated:
        page = waiting_for(request.assignment) | {"is_filling": is_filling()}
        return render(request, "home/desk.html", page)
    return render(request, "home/landing.html")


@public
@require_GET
def design(request: HttpRequest) -> HttpResponse:
    """Show every component with its markup."""
    return render(request, "home/design.html")


@signed_in
@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Work under another assignment of one's own from now on in this session."""
    chosen = assignment_for(request.user, request.POST.get("assignment", ""))
    if chosen is None:
        raise Http404
    request.session[SESSION_KEY] = chosen.pk
    return redirect("home")


@public
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch large type: kept with the account, or in a cookie for a visitor."""
    large = request.POST.get("large") == "yes"
    if request.user.is_authenticated:
        choose_large_type(
            account_id=request.user.pk, large=large, by=request.actor, at=timezone.now()
        )
    answer = redirect(_back(request))
    answer.set_cookie(
        LARGE_TYPE_COOKIE, "yes" if large else "no", max_age=YEAR, httponly=True, samesite="Lax"
    )
    return answer


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages: in a cookie, and kept with the account."""
    answer = set_language(request)
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        choose_language(
            account_id=request.user.pk, language=chosen, by=request.actor, at=timezone.now()
        )
    return answer


def waiting_for(assignment: Assignment | None) -> dict[str, Any]:
    """Return how much waits for an assignment; nothing for a role that answers no notices."""
    if assignment is None or not has_power(assignment, Power.ANSWER_NOTICE):
        return {}
    now = timezone.now()
    shown: dict[str, Any] = {
        "counts": work_counts(assignment, now),
        "notices_waiting": waiting_count(assignment),
    }
    if has_power(assignment, Power.DO_WORK):
        shown["care_due"] = desk_counts(assignment, now, DeskSearch())
    return shown


def is_filling() -> bool:
    """Return whether this is a demonstration of which parts are still being made."""
    return settings.ENV == "demo" and is_unfinished(settings.DATA_DIR)


def _back(request: HttpRequest) -> str:
    place = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(place, allowed_hosts={request.get_host()})
    return place if inside else "/"
