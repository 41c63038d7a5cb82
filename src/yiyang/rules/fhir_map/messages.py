"""Messages between nodes: FHIR Bundles of type message, made and read.

A resource of another node keeps its id behind that node's name, says in ``meta.source`` which
version of which address it is, and points to what did not come along by its full address: so
nothing of another node is ever taken for something of ours.

Source: HL7 FHIR R4, Messaging (MessageHeader, ``$process-message``).
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.rules.calendar import CHINA
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.projections.terms import Resource, coding, own
from yiyang.rules.fhir_map.shape import check_shape
from yiyang.rules.fhir_map.structure import Checked

EVENTS, CONTENTS, NODES = own("exchange-event"), own("exchange-content"), own("node")
SHARE, REFERRAL, STATE, CONSENT = "share", "referral", "referral-state", "consent"
SETTLEMENT = "settlement"
KINDS = (SHARE, REFERRAL, STATE, CONSENT, SETTLEMENT)
MOST_ENTRIES = 2_000
LONGEST_ID = 64
LOCAL = re.compile(r"(?P<name>[A-Z][A-Za-z]{1,39}/[A-Za-z0-9\-.]{1,64})(/_history/[^/]+)?")


@dataclass(frozen=True)
class Header:
    """Who sends which kind of message to whom, with which contents; nodes by their codes."""

    message_id: uuid.UUID
    event: str
    source: str
    destination: str
    contents: tuple[str, ...]


@dataclass(frozen=True)
class Sent:
    """One resource of a message that was read: where it stood, and what was checked."""

    where: str
    full_url: str
    resource: dict[str, Any]
    checked: Checked


@dataclass(frozen=True)
class Read:
    """A message that was read: its header and resources, or every fault."""

    header: Header | None
    sent: tuple[Sent, ...] = ()
    findings: tuple[Finding, ...] = ()

    def of_type(self, kind: str) -> list[Resource]:
        """Return the resources of one type."""
        return [one.resource for one in self.sent if one.resource["resourceType"] == kind]


def message_of(
    header: Header, resources: Sequence[Resource], *, base: str, there: str, at: datetime
) -> Resource:
    """Return a Bundle of type message.

    Args:
        resources: what goes, the first of them the focus.
        base: address of this node's FHIR face; ``there``: that of the other.
    """
    name = f"{resources[0]['resourceType']}/{resources[0]['id']}" if resources else ""
    tags = [coding(CONTENTS, kind) for kind in header.contents]
    head = {
        "resourceType": "MessageHeader",
        "id": str(header.message_id),
        **({"meta": {"tag": tags}} if tags else {}),
        "eventCoding": coding(EVENTS, header.event),
        "destination": [{"name": header.destination, "endpoint": there}],
        "source": {"name": header.source, "endpoint": base},
        **({"focus": [{"reference": f"{base}/{name}"}]} if name else {}),
    }
    entries = [{"fullUrl": f"urn:uuid:{header.message_id}", "resource": head}]
    entries += [
        {"fullUrl": f"{base}/{one['resourceType']}/{one['id']}", "resource": one}
        for one in resources
    ]
    return {
        "resourceType": "Bundle",
        "id": str(header.message_id),
        "type": "message",
        "timestamp": at.astimezone(CHINA).isoformat(timespec="seconds"),
        "entry": entries,
    }


def read_message(bundle: Any) -> Read:
    """Return what a message says, or every fault of it with its place."""
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        return Read(None, findings=(finding("NOT_A_MESSAGE", ""),))
    entries = bundle.get("entry")
    if bundle.get("type") != "message" or not isinstance(entries, list) or not entries:
        return Read(None, findings=(finding("NOT_A_MESSAGE", "Bundle.type"),))
    if len(entries) > MOST_ENTRIES:
        fault = finding("TOO_MANY_ENTRIES", "Bundle.entry", limit=MOST_ENTRIES)
        return Read(None, findings=(fault,))
    sent: list[Sent] = []
    findings: list[Finding] = []
    for number, item in enumerate(entries):
        findings += _read_entry(f"Bundle.entry[{number}]", item, sent)
    if findings:
        return Read(None, findings=tuple(findings))
    header = _header(sent[0].resource)
    if header is None:
        return Read(None, findings=(finding("BAD_MESSAGE_HEADER", "Bundle.entry[0]"),))
    return Read(header, tuple(sent[1:]))


def _read_entry(where: str, item: Any, sent: list[Sent]) -> list[Finding]:
    """Add one entry to what was read; return its faults."""
    resource = item.get("resource") if isinstance(item, dict) else None
    checked = check_shape(resource)
    if checked.findings:
        return [
            Finding(f.code, f"{where}.resource, {f.where}".rstrip(", "), f.message, f.source)
            for f in checked.findings
        ]
    full_url = item.get("fullUrl")
    if not isinstance(resource, dict) or not isinstance(full_url, str) or "id" not in resource:
        return [finding("ENTRY_WITHOUT_ADDRESS", where)]
    if any(full_url == one.full_url or _is_same(resource, one.resource) for one in sent):
        return [finding("DUPLICATE_ENTRY", where)]
    sent.append(Sent(where, full_url, resource, checked))
    return []


def _is_same(one: Resource, other: Resource) -> bool:
    return (one["resourceType"], one["id"]) == (other["resourceType"], other["id"])


def _header(head: Resource) -> Header | None:
    """Return what a MessageHeader says; None where it is none that is understood."""
    event = head.get("eventCoding", {})
    there = [one.get("name") for one in head.get("destination", ())]
    source = head.get("source", {}).get("name") if head["resourceType"] == "MessageHeader" else None
    known = event.get("system") == EVENTS and event.get("code") in KINDS
    if not known or len(there) != 1 or not isinstance(there[0], str) or not source:
        return None
    try:
        message_id = uuid.UUID(head["id"])
    except ValueError:
        return None
    tags = head.get("meta", {}).get("tag", ())
    contents = [tag.get("code", "") for tag in tags if tag.get("system") == CONTENTS]
    return Header(message_id, event["code"], source, there[0], tuple(contents))


def resources_answered(bundle: Any) -> list[Resource]:
    """Return what an answer holds beside its header and its outcome, without what has faults."""
    entries = bundle.get("entry") if isinstance(bundle, dict) else None
    if not isinstance(entries, list):
        return []
    found = [one.get("resource") for one in entries if isinstance(one, dict)]
    kept = [one for one in found if isinstance(one, dict) and not check_shape(one).findings]
    return [one for one in kept if one["resourceType"] not in ("MessageHeader", "OperationOutcome")]


def foreign_id(node: str, fhir_id: str) -> str:
    """Return the id that a resource of another node has here."""
    whole = f"{node}.{fhir_id}"
    if len(whole) <= LONGEST_ID:
        return whole
    return f"{node}.{hashlib.sha256(fhir_id.encode()).hexdigest()[:32]}"


def brought_in(sent: Sequence[Sent], *, node: str, base: str) -> list[Resource]:
    """Return the resources of a message under their names here, each with its origin.

    Args:
        node: code of the node they come from.
        base: address of its FHIR face.

    The resources of ``sent`` are changed in place: each is its own copy.
    """
    names: dict[str, str] = {}
    for one in sent:
        kind, fhir_id = one.resource["resourceType"], one.resource["id"]
        here = f"{kind}/{foreign_id(node, fhir_id)}"
        names[one.full_url] = names[f"{kind}/{fhir_id}"] = here
    return [_brought_in(one, names, node, base) for one in sent]


def _brought_in(one: Sent, names: Mapping[str, str], node: str, base: str) -> Resource:
    for holder, key, _ in one.checked.links:
        holder[key] = _pointing(holder[key], names, base, is_reference=key == "reference")
    resource = one.resource
    meta = dict(resource.get("meta", {}))
    version = meta.pop("versionId", None)
    meta.pop("lastUpdated", None)
    origin = f"{base}/{resource['resourceType']}/{resource['id']}"
    meta["source"] = f"{origin}/_history/{version}" if version else origin
    meta["tag"] = [*meta.get("tag", ()), coding(NODES, node)]
    return {**resource, "id": foreign_id(node, resource["id"]), "meta": meta}


def _pointing(target: str, names: Mapping[str, str], base: str, *, is_reference: bool) -> str:
    """Return where an address of a message leads, seen from here."""
    found = LOCAL.fullmatch(target)
    plain = target.partition("/_history/")[0]
    if is_reference and (target in names or plain in names):
        return names.get(target) or names[plain]
    return f"{base}/{target}" if found else target


def origin_of(resource: Resource) -> tuple[str, str]:
    """Return the node a resource came from and the version it had there; empty for ours."""
    meta = resource.get("meta", {})
    node = [tag.get("code", "") for tag in meta.get("tag", ()) if tag.get("system") == NODES]
    version = str(meta.get("source", "")).rpartition("/_history/")
    return (node[-1], version[2] if version[1] else "") if node else ("", "")
