"""Pages.  Each area is a package with its views, forms, templates and ``routes``."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from django.urls import URLPattern, URLResolver


def urlpatterns() -> list[URLPattern | URLResolver]:
    """Return the routes of every area: each package here with a ``urls`` module has some."""
    patterns: list[URLPattern | URLResolver] = []
    for area in sorted(iter_modules(__path__), key=lambda m: m.name):
        if area.ispkg and area.name not in ("templatetags",):
            patterns.extend(import_module(f"{__name__}.{area.name}.urls").urlpatterns)
    return patterns
