"""What every page knows: the acting assignment, its powers, the areas to go to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yiyang.access.powers import powers_now
from yiyang.faces.web.navigation import menu

LARGE_TYPE_COOKIE = "large_type"


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of each page shows."""
    assignment = getattr(request, "assignment", None)
    held = powers_now(assignment) if assignment else frozenset()
    powers = {power.value for power in held}
    return {
        "assignment": assignment,
        "powers": powers,
        "menu": SimpleLazyObject(lambda: menu(powers)),
        "my_assignments": getattr(request, "assignments", []),
        "large_type": large_type(request),
        "here": request.get_full_path() if request.method == "GET" else "",
    }


def large_type(request: HttpRequest) -> bool:
    """Tell whether this reader wants large type: by their account, or by a cookie."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return bool(user.large_type)
    return request.COOKIES.get(LARGE_TYPE_COOKIE) == "yes"
