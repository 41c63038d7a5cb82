"""Operations called by POST: Parameters in the body say what an address says of a GET."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from yiyang.faces.fhir import asking

View = Callable[..., HttpResponse]


def invoked(view: View) -> View:
    """Let an operation that changes nothing be called by POST with Parameters as well."""

    @wraps(view)
    def called(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST" and request.body:
            given = request.GET.copy()
            sent = asking.resource_sent(request, "Parameters")
            for name, values in values_of(sent).items():
                given.setlist(name, [*given.getlist(name), *values])
            request.GET = given
        return view(request, *args, **kwargs)

    return called


def values_of(parameters: dict[str, Any]) -> dict[str, list[str]]:
    """Return the texts and numbers of Parameters by name, as an address would say them."""
    given: dict[str, list[str]] = {}
    parts = parameters.get("parameter")
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, dict) and isinstance(part.get("name"), str):
            values = [
                str(value)
                for key, value in part.items()
                if key.startswith("value") and isinstance(value, str | int | Decimal)
            ]
            given.setdefault(part["name"], []).extend(values)
    return given
