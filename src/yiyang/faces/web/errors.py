"""The one answer for a page that is not there and for one that is not open to this role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NOT_FOUND, TOO_MANY = 404, 429


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 in words that depend on the reader alone, never on the address asked for."""
    return render(request, "404.html", {"here": ""}, status=NOT_FOUND)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429 to somebody who tries too often."""
    return render(request, "429.html", {"here": ""}, status=TOO_MANY)
