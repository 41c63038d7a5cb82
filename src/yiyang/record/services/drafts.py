"""Resources on their way into the store."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from yiyang.rules.fhir_map.values import target_of
from yiyang.rules.fhir_map.written import write_json

SPLICED = ("versionId", "lastUpdated")


class Outcome(StrEnum):
    """What became of a resource that was put."""

    CREATED = "CREATED"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"


@dataclass
class Draft:
    """One resource on its way into the store."""

    resource: dict[str, Any]
    type: str
    fhir_id: str
    body: bytes
    digest: uuid.UUID
    person_id: int | None = None
    also_about: list[int] = field(default_factory=list)
    key: int = 0
    version: int = 1
    outcome: Outcome = Outcome.CREATED


def draft_of(resource: Mapping[str, Any]) -> Draft:
    """Return a resource ready to be stored: type, id and meta first, our own two meta apart.

    Raises:
        BadJson: a text in it cannot be kept.
    """
    meta = {k: v for k, v in resource.get("meta", {}).items() if k not in SPLICED}
    head = {"resourceType": resource["resourceType"], "id": resource["id"], "meta": meta}
    ordered = {**head, **{k: v for k, v in resource.items() if k not in head}}
    body = write_json(ordered)
    digest = uuid.UUID(bytes=hashlib.sha256(body).digest()[:16])
    return Draft(ordered, resource["resourceType"], resource["id"], body, digest)


FIRST_SUBJECTS = ("patient", "subject", "beneficiary", "individual", "for", "source")


def patients_in(resource: Mapping[str, Any]) -> list[str]:
    """Return each ``Patient/id`` a resource points to anywhere, its own subject first."""
    found: dict[str, None] = {}
    for name in FIRST_SUBJECTS:
        if (target := target_of(resource.get(name))).startswith("Patient/"):
            found[target] = None
    nodes: list[Any] = [resource]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            if "reference" in node and (target := target_of(node)).startswith("Patient/"):
                found[target] = None
            nodes.extend(v for v in node.values() if isinstance(v, dict | list))
        else:
            nodes.extend(v for v in node if isinstance(v, dict | list))
    return list(found)
