"""Resources on their way into the store."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from yiyang.rules.fhir_map.addresses import make_local, own_name
from yiyang.rules.fhir_map.structure import Trail, check_structure
from yiyang.rules.fhir_map.values import target_of
from yiyang.rules.fhir_map.written import write_json

Links = list[tuple[dict[str, Any], str, Trail]]  # the object, its key, where it stands
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
    patients: list[str]  # each ``Patient/id`` it points to, its own subject first
    person_id: int | None = None
    also_about: list[int] = field(default_factory=list)
    key: int = 0
    version: int = 1
    outcome: Outcome = Outcome.CREATED
    updated_at: datetime | None = None  # when what stands was stored, where nothing changes


def draft_of(
    resource: Mapping[str, Any], links: Links | None = None, *, bases: Collection[str] = ()
) -> Draft:
    """Return a resource ready to be stored: type, id and meta first, our own two meta apart.

    Args:
        resource: with its id, of sound structure.
        links: where its addresses stand, from the check of its structure; None: look for them.
        bases: our own addresses: references below them become ``Type/id``.

    Raises:
        BadJson: a text in it cannot be kept.
    """
    meta = {k: v for k, v in resource.get("meta", {}).items() if k not in SPLICED}
    head = {"resourceType": resource["resourceType"], "id": resource["id"], "meta": meta}
    ordered = {**head, **{k: v for k, v in resource.items() if k not in head}}
    if links is None:
        links = check_structure(ordered).links
    if resource["resourceType"] != "Bundle":  # kept as a whole: its addresses are its own
        make_local(links, bases)
    body = write_json(ordered)
    digest = uuid.UUID(bytes=hashlib.sha256(body).digest()[:16])
    holders = [holder for holder, key, _ in links if key == "reference"]
    patients = patients_in(ordered, holders, bases)
    return Draft(ordered, resource["resourceType"], resource["id"], body, digest, patients)


PATIENT = "Patient/"
FIRST_SUBJECTS = ("patient", "subject", "beneficiary", "individual", "for", "source")


def patients_in(
    resource: Mapping[str, Any], holders: Iterable[dict[str, Any]], bases: Collection[str] = ()
) -> list[str]:
    """Return each ``Patient/id`` a resource points to, its own subject first.

    A Bundle is about each Patient in it that stands under an address of our own, too.

    Args:
        holders: every Reference in it.
        bases: our own addresses.
    """
    first = [target_of(resource[name]) for name in FIRST_SUBJECTS if name in resource]
    rest = [target_of(holder) for holder in holders]
    if resource["resourceType"] == "Bundle":
        entries = resource.get("entry", [])
        rest += [str(e.get("fullUrl", "")) for e in entries if isinstance(e, dict)]
        rest = [own_name(target, bases) or target for target in rest]
    return list(dict.fromkeys(t for t in (*first, *rest) if t.startswith(PATIENT)))
