"""Which addresses are our own: the same resource is named ``Type/id`` however it was written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

ADDRESS = re.compile(
    r"(?P<scheme>(?i:https?))://(?P<host>[^/?#]+)(?P<path>(?:/[^?#]*)?)/"
    r"(?P<name>[A-Z][A-Za-z]+/[A-Za-z0-9\-.]{1,64}(?:/_history/[A-Za-z0-9\-.]{1,64})?)"
)
BASE = re.compile(r"(?P<scheme>(?i:https?))://(?P<host>[^/?#]+)(?P<path>/.*)?")
PORTS = {"http": ":80", "https": ":443"}


def own_name(address: str, bases: Collection[str]) -> str | None:
    """Return ``Type/id``, with its version, of an address below one of our own; None for others.

    Args:
        bases: our own addresses, as in ``https://host/fhir``.  Whether one is asked over TLS
            does not make it another; another port or another path does.
    """
    found = ADDRESS.fullmatch(address)
    if found is None:
        return None
    place = _place(found)
    return found["name"] if any(place == _place(BASE.fullmatch(base)) for base in bases) else None


def make_local(
    links: Iterable[tuple[dict[str, Any], str, Any]],
    bases: Collection[str],
    *,
    but: Collection[str] = (),
) -> None:
    """Rewrite every reference to an address of our own as ``Type/id``, in its place.

    Args:
        links: where addresses stand: the object and its key, as ``check_structure`` finds them.
        but: addresses that mean something else: the entries of the bundle that holds them.
    """
    for holder, key, _ in links:
        text = holder[key]
        if key == "reference" and "://" in text and text not in but:
            holder[key] = own_name(text, bases) or text


def _place(found: re.Match[str] | None) -> tuple[str, str] | None:
    """Return host with its port, and path, as they are compared."""
    if found is None:
        return None
    host = found["host"].lower().removesuffix(PORTS[found["scheme"].lower()])
    return host, (found["path"] or "").rstrip("/")
