"""Which power a page needs.  A page without a mark is refused by the matrix test."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from yiyang.access.powers import Power, has_power

View = TypeVar("View", bound=Callable[..., HttpResponse])
PUBLIC = "PUBLIC"
SIGNED_IN = "SIGNED_IN"


def needs(*powers: Power) -> Callable[[View], View]:
    """Let in who acts under an assignment with one of ``powers``; anybody else finds nothing (404).

    The view's ``door`` is the power, or the tuple of them where several open it.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            acting = request.assignment
            if acting is None or not any(has_power(acting, power) for power in powers):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.door = powers[0] if len(powers) == 1 else powers
        return guarded

    return mark


def public(view: View) -> View:
    """Let everybody in: a page with no personal data."""
    view.door = PUBLIC
    return view


def signed_in(view: View) -> View:
    """Let in anybody signed in: pages about one's own account and session only."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.door = SIGNED_IN
    return guarded
