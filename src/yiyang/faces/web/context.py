"""What every page knows: the acting assignment, its powers, the areas to go to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from yiyang.access.powers import powers_of


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of each page shows."""
    assignment = getattr(request, "assignment", None)
    held = powers_of(assignment.role, assignment.span.lower.date()) if assignment else frozenset()
    return {"assignment": assignment, "powers": {power.value for power in held}}
