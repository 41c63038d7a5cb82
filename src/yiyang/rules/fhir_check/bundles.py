"""What holds of a Bundle as a whole: its entries' addresses, and that what it needs is in it.

Source: HL7 FHIR R4 (4.0.1), Bundle (bdl-3, 4, 7 to 12), "Resolving references in Bundles",
"Documents": what the Composition refers to stands in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yiyang.rules.fhir_check.elements import objects, walk
from yiyang.rules.fhir_check.issues import Issue, Severity, issue
from yiyang.rules.fhir_map.structure import URN_UUID

WITH_REQUEST = frozenset({"batch", "transaction", "history"})
WITH_RESPONSE = frozenset({"batch-response", "transaction-response", "history"})
WHOLE = frozenset({"document", "message", "transaction", "batch"})
FIRST = {"document": "Composition", "message": "MessageHeader"}
SUBJECTS = frozenset({"subject", "patient"})
Resource = Mapping[str, Any]


class Entries:
    """The resources of a Bundle by their addresses."""

    def __init__(self, bundle: Resource) -> None:
        given = bundle.get("entry")
        self.kind = str(bundle.get("type"))
        self.all = objects(given)
        self.by_address: dict[str, list[Resource]] = {}
        for entry in self.all:
            resource, full_url = entry.get("resource"), entry.get("fullUrl")
            if not isinstance(resource, dict):
                continue
            if isinstance(full_url, str):
                self.by_address.setdefault(full_url, []).append(resource)
            if "id" in resource:
                name = f"{resource.get('resourceType')}/{resource['id']}"
                self.by_address.setdefault(name, []).append(resource)

    def targets(self, reference: str, full_url: str) -> list[Resource]:
        """Return what a reference in the entry at ``full_url`` may mean; none: not in here."""
        plain, _, version = reference.partition("#")[0].partition("/_history/")
        found = self.by_address.get(plain, [])
        if not found and ":" not in plain.partition("/")[0]:
            base = "/".join(full_url.split("/")[:-2])
            found = self.by_address.get(f"{base}/{plain}", [])
        if version:
            found = [one for one in found if _version(one) in (version, None)]
        return found

    def target(self, reference: str, full_url: str) -> Resource | None:
        """Return what a reference in the entry at ``full_url`` points to, None: not in here."""
        found = self.targets(reference, full_url)
        return found[0] if found else None


def _version(resource: Resource) -> str | None:
    meta = resource.get("meta")
    version = meta.get("versionId") if isinstance(meta, dict) else None
    return version if isinstance(version, str) else None


def bundle_issues(bundle: Resource, where: str) -> list[Issue]:
    """Return the faults of a Bundle as a whole."""
    entries = Entries(bundle)
    issues = [*_addresses(entries, where), *_of_kind(bundle, entries, where)]
    for number, entry in enumerate(entries.all):
        if isinstance(entry.get("resource"), dict):
            issues += _links(entries, entry, f"{where}.entry[{number}]")
    return issues


def _addresses(entries: Entries, where: str) -> Iterator[Issue]:
    seen = set()
    for number, entry in enumerate(entries.all):
        place = f"{where}.entry[{number}]"
        resource = entry.get("resource")
        full_url = entry.get("fullUrl")
        resource = resource if isinstance(resource, dict) else {}
        if not isinstance(full_url, str):
            continue
        version = _version(resource)
        if (full_url, version) in seen and entries.kind != "history":
            yield issue("FULL_URL_TWICE", f"{place}.fullUrl")
        seen.add((full_url, version))
        if "/_history/" in full_url:
            yield issue("FULL_URL_VERSION", f"{place}.fullUrl")
        if not _fits(full_url, resource):
            yield issue("FULL_URL_OTHER", f"{place}.fullUrl")


def _fits(full_url: str, resource: Resource) -> bool:
    """Tell whether an address ends as the type and id of its resource."""
    if ":" not in full_url.partition("/")[0]:
        return False
    if "id" not in resource or not full_url.startswith(("http://", "https://")):
        return True
    tail = full_url.rsplit("/", 2)[-2:]
    return bool(tail[-1] == resource["id"])


def _of_kind(bundle: Resource, entries: Entries, where: str) -> Iterator[Issue]:
    kind = entries.kind
    first = entries.all[0].get("resource") if entries.all else None
    wanted = FIRST.get(str(kind))
    if wanted and (not isinstance(first, dict) or first.get("resourceType") != wanted):
        yield issue("BUNDLE_FIRST", f"{where}.entry[0]", type=wanted)
    if kind == "document":
        identifier = bundle.get("identifier")
        named = identifier if isinstance(identifier, dict) else {}
        if not {"system", "value"} <= named.keys():
            yield issue("MISSING_ELEMENT", where, name="identifier")
        if "timestamp" not in bundle:
            yield issue("MISSING_ELEMENT", where, name="timestamp")
    for number, entry in enumerate(entries.all):
        place = f"{where}.entry[{number}]"
        for name, kinds in (("request", WITH_REQUEST), ("response", WITH_RESPONSE)):
            if (name in entry) != (kind in kinds):
                yield issue("BUNDLE_PART", place, name=name)
        yield from _of_search(kind, entry, place)


def _of_search(kind: Any, entry: Mapping[str, Any], place: str) -> Iterator[Issue]:
    if kind != "searchset":
        return
    resource = entry.get("resource")
    search = entry.get("search")
    mode = search.get("mode") if isinstance(search, dict) else None
    is_outcome = isinstance(resource, dict) and resource.get("resourceType") == "OperationOutcome"
    if isinstance(resource, dict) and "id" not in resource and not is_outcome:
        yield issue("MISSING_ELEMENT", f"{place}.resource", name="id")
    if mode == "outcome" and not is_outcome:
        yield issue("SEARCH_MODE", f"{place}.search.mode")


def _links(entries: Entries, entry: Mapping[str, Any], place: str) -> Iterator[Issue]:
    """Tell of references that should find their target among the entries and do not."""
    resource = entry["resource"]
    kind, address = str(resource.get("resourceType")), str(entry.get("fullUrl", ""))
    for item in walk(resource, kind, f"{place}.resource"):
        reference = item.value.get("reference") if isinstance(item.value, dict) else None
        if item.kind != "Reference" or not isinstance(reference, str):
            continue
        if reference.startswith("#") or "?" in reference:
            continue
        found = entries.targets(reference, address)
        place = f"{item.where}.reference"
        if len(found) > 1 and entries.kind == "document" and kind == "Composition":
            yield issue("REFERENCE_AMBIGUOUS", place)
        severity = None if found else _how_grave(entries.kind, kind, item.key, reference)
        if severity:
            yield issue("REFERENCE_DANGLING", place, severity=severity)


def _how_grave(bundle_kind: Any, kind: str, key: str, reference: str) -> Severity | None:
    """Return how grave it is that a target is missing; None: it may be elsewhere.

    A ``urn:uuid`` names nothing outside the Bundle.  A document holds what its Composition
    refers to and whom it is about; other relative addresses are only noted.
    """
    if reference.startswith(URN_UUID):
        return Severity.ERROR if bundle_kind in WHOLE else Severity.WARNING
    is_relative = ":" not in reference.partition("/")[0]
    if bundle_kind == "document":
        if kind == "Composition" or (key in SUBJECTS and is_relative):
            return Severity.ERROR
        return Severity.WARNING if is_relative else None
    return None
