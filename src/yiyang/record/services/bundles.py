"""Reading what was sent: a bundle or lines of resources, as entries with their places."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.record.services.drafts import Links
from yiyang.rules.fhir_map.findings import finding as fault
from yiyang.rules.fhir_map.projections.terms import is_own_id
from yiyang.rules.fhir_map.shape import check_shape, is_id
from yiyang.rules.fhir_map.structure import URN_UUID
from yiyang.rules.fhir_map.written import BadJson, read_json, write_json

MOST_BYTES = 200 * 1024 * 1024
MOST_ENTRIES = 50_000
MOST_FINDINGS = 1000  # beyond these a file is not of this kind at all
UNPACKED = frozenset({"transaction", "batch", "collection", "document", "searchset", "message"})
METHODS = frozenset({"POST", "PUT"})


@dataclass
class Entry:
    """One resource that was sent, with the place it stood at."""

    where: str
    resource: dict[str, Any]
    full_url: str = ""
    condition: str = ""  # the query of ifNoneExist
    links: Links = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return ``Type/id``."""
        return f"{self.resource['resourceType']}/{self.resource['id']}"


@dataclass(frozen=True)
class Sent:
    """What was read: entries where there is no fault, or every fault."""

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_sent(body: bytes) -> Sent:
    """Read a Bundle, a single resource, or NDJSON (one resource in each line)."""
    if len(body) > MOST_BYTES:
        return Sent(findings=(fault("FILE_TOO_LARGE", "", limit=MOST_BYTES),))
    try:
        return _of_document(read_json(body))
    except BadJson as broken:
        if broken.code == "JSON_BROKEN" and _is_lines(body):
            return _of_lines(body)
        return Sent(findings=(fault(broken.code, "", line=broken.line),))


def _is_lines(body: bytes) -> bool:
    first = body.lstrip().split(b"\n", 1)[0]
    try:
        return isinstance(read_json(first), dict)
    except BadJson:
        return False


def _of_lines(body: bytes) -> Sent:
    lines = [line for line in body.split(b"\n") if line.strip()]
    if len(lines) > MOST_ENTRIES:
        return Sent(findings=(fault("TOO_MANY_ENTRIES", "", limit=MOST_ENTRIES),))
    entries: list[Entry] = []
    findings: list[Finding] = []
    for number, line in enumerate(lines, start=1):
        try:
            resource = read_json(line)
        except BadJson as broken:
            findings.append(fault(broken.code, f"line {number}", line=number))
            continue
        entries.append(Entry(f"line {number}", resource))
    return _checked(entries, findings)


def _of_document(document: Any) -> Sent:
    if not isinstance(document, dict) or document.get("resourceType") != "Bundle":
        return _checked([Entry("resource", document)], [])
    kind = document.get("type")
    if not isinstance(kind, str) or kind not in UNPACKED:
        return Sent(findings=(fault("BUNDLE_TYPE", "Bundle.type"),))
    raw = document.get("entry", [])
    if not isinstance(raw, list):
        return Sent(findings=(fault("NOT_A_LIST", "Bundle.entry"),))
    if len(raw) > MOST_ENTRIES:
        return Sent(findings=(fault("TOO_MANY_ENTRIES", "Bundle.entry", limit=MOST_ENTRIES),))
    findings: list[Finding] = []
    entries = [
        entry
        for number, item in enumerate(raw)
        if (entry := _entry(f"entry {number}", item, kind in ("transaction", "batch"), findings))
    ]
    return _checked(entries, findings)


def _entry(where: str, item: Any, has_request: bool, findings: list[Finding]) -> Entry | None:
    if not isinstance(item, dict) or not isinstance(item.get("resource"), dict):
        findings.append(fault("NOT_A_RESOURCE", f"{where}.resource"))
        return None
    full_url = item.get("fullUrl", "")
    entry = Entry(where, item["resource"], full_url if isinstance(full_url, str) else "")
    if not has_request:
        return entry
    request = item.get("request")
    method = request.get("method") if isinstance(request, dict) else None
    if not isinstance(method, str) or method not in METHODS:
        findings.append(fault("BUNDLE_METHOD", f"{where}.request.method"))
        return None
    if not _fits(request, entry):
        findings.append(fault("BUNDLE_URL", f"{where}.request.url"))
    condition = request.get("ifNoneExist", "")
    return replace(entry, condition=condition if isinstance(condition, str) else "")


def _fits(request: dict[str, Any], entry: Entry) -> bool:
    """Tell whether the address asked for is that of the resource sent."""
    url, kind = request.get("url"), entry.resource.get("resourceType")
    if request["method"] == "POST":
        return bool(url == kind)
    return bool(url == f"{kind}/{entry.resource.get('id')}")


def _checked(entries: list[Entry], findings: list[Finding]) -> Sent:
    for entry in entries:
        checked = check_shape(entry.resource)
        found, entry.links = [*checked.findings, *_taken(entry.resource)], checked.links
        findings += [replace(f, where=f"{entry.where}, {f.where}".rstrip(", ")) for f in found]
        if not found:
            _give_id(entry)
    if findings:
        return Sent(findings=tuple(findings[:MOST_FINDINGS]))
    return _once(entries)


def _taken(resource: Any) -> list[Finding]:
    """Return the fault of an id that only what is made from our own rows carries."""
    named = resource.get("id") if isinstance(resource, dict) else None
    return [fault("RESERVED_ID", "id")] if isinstance(named, str) and is_own_id(named) else []


def _give_id(entry: Entry) -> None:
    """Keep the sender's id; else take the one of the address, else one made of the content.

    So the same file taken in twice makes no second resource.
    """
    resource = entry.resource
    if "id" in resource:
        return
    named = entry.full_url.removeprefix(URN_UUID) if entry.full_url.startswith(URN_UUID) else ""
    if not is_id(named):
        named = str(uuid.UUID(bytes=hashlib.sha256(write_json(resource)).digest()[:16]))
    resource["id"] = named


def _once(entries: list[Entry]) -> Sent:
    """Refuse two different resources of one name; the same one twice is one."""
    kept: dict[str, Entry] = {}
    findings: list[Finding] = []
    for entry in entries:
        before = kept.setdefault(entry.name, entry)
        if before is not entry and before.resource != entry.resource:
            findings.append(fault("DUPLICATE_ENTRY", entry.where))
    return Sent(tuple(kept.values()), tuple(findings))
