"""What this node is to others: its name, the address of its FHIR face, its public keys."""

from __future__ import annotations

from django.conf import settings


def node_here() -> str:
    """Return the code by which other nodes know this one."""
    return str(settings.NODE)


def base_here() -> str:
    """Return the address of this node's FHIR face; one that means none where it has no public."""
    address = settings.BASE_URL or f"https://node-{node_here()}.yiyang.invalid"
    return f"{address}/fhir"


def base_of(address: str) -> str:
    """Return the address of the FHIR face of a node by the node's own address."""
    return f"{address.rstrip('/')}/fhir"


def destination_of(code: str) -> str:
    """Return the name under which messages to a node wait in the postbox."""
    return f"node:{code}"
