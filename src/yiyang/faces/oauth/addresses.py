"""The addresses that this server names to clients: absolute, and the same at every request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def base_of(request: HttpRequest) -> str:
    """Return the public address of the program, without a slash at its end."""
    return settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")


def fhir_base(request: HttpRequest) -> str:
    """Return the address of the FHIR face: what ``aud`` must be."""
    return f"{base_of(request)}/fhir"


def address_of(request: HttpRequest, name: str) -> str:
    """Return the public address of one of our routes."""
    return base_of(request) + reverse(name)
