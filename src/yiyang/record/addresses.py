"""Under which addresses this record is known."""

from __future__ import annotations

from django.conf import settings


def own_bases(*asked: str) -> tuple[str, ...]:
    """Return our own addresses: the public one of the node, and those we are asked under.

    Args:
        asked: addresses of the FHIR face whose host is one of those that this node serves; empty
            ones are left out.
    """
    public = f"{settings.BASE_URL}/fhir" if settings.BASE_URL else ""
    return tuple(dict.fromkeys(base for base in (public, *asked) if base))
