"""What the entries of a transaction ask for, read from the Bundle with every fault in its place."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from yiyang.kernel.findings import Finding
from yiyang.record.services.drafts import Links
from yiyang.record.services.refusals import BadResource
from yiyang.rules.fhir_map.addresses import make_local
from yiyang.rules.fhir_map.findings import finding as fault
from yiyang.rules.fhir_map.parameters import served_types
from yiyang.rules.fhir_map.shape import check_shape, is_id
from yiyang.rules.fhir_map.structure import check_structure

PATCHES = ("Binary", "Parameters")  # a JSON Patch, a FHIRPath Patch
MOST_ENTRIES = 10_000
MOST_FINDINGS = 1_000
METHODS = ("DELETE", "POST", "PUT", "PATCH", "GET", "HEAD")
WITH_RESOURCE = frozenset({"POST", "PUT", "PATCH"})
ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')
OWN_PATH = re.compile(r"^(Bundle\.entry\[\d+\]), [A-Za-z]+")


class BadBundle(BadResource):
    """Refused because entries of the bundle have faults; nothing of it was done."""

    code = "BAD_BUNDLE"

    def __init__(self, findings: list[Finding]) -> None:
        placed = [replace(f, where=OWN_PATH.sub(r"\1.resource", f.where)) for f in findings]
        super().__init__(placed[:MOST_FINDINGS])


@dataclass
class Order:
    """One entry: the method, what it is done to, and with what."""

    place: int
    method: str
    kind: str
    fhir_id: str = ""
    query: str | None = None  # the condition of its address
    condition: str | None = None  # of ifNoneExist
    if_match: int | None = None
    url: str = ""
    full_url: str = ""
    resource: dict[str, Any] = field(default_factory=dict)
    links: Links = field(default_factory=list)

    @property
    def where(self) -> str:
        """Return the FHIRPath of the entry."""
        return f"Bundle.entry[{self.place}]"


def read_entries(bundle: Any, kinds: frozenset[str]) -> list[Any]:
    """Return the entries of a Bundle of one of some types.

    Raises:
        BadBundle: it is no such Bundle, or there are too many.
    """
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise BadBundle([fault("NOT_A_BUNDLE", "")])
    if bundle.get("type") not in kinds:
        raise BadBundle([fault("BUNDLE_TYPE", "Bundle.type")])
    entries = bundle.get("entry", [])
    if not isinstance(entries, list):
        raise BadBundle([fault("NOT_A_LIST", "Bundle.entry")])
    if len(entries) > MOST_ENTRIES:
        raise BadBundle([fault("TOO_MANY_ENTRIES", "Bundle.entry", limit=MOST_ENTRIES)])
    return entries


def orders_of(entries: list[Any], bases: Collection[str]) -> list[Order]:
    """Return what each entry of a transaction asks for.

    Args:
        bases: our own addresses: an entry, and a reference, may name one in full.

    Raises:
        BadBundle: with every fault.
    """
    findings: list[Finding] = []
    orders = []
    for place, entry in enumerate(entries):
        order = _order(place, entry, bases, findings)
        if order is not None:
            orders.append(order)
    if findings:
        raise BadBundle(findings)
    entries_named = {order.full_url for order in orders}
    for order in orders:
        if order.kind != "Bundle":
            make_local(order.links, bases, but=entries_named)
    return orders


def _order(place: int, entry: Any, bases: Collection[str], findings: list[Finding]) -> Order | None:
    where = f"Bundle.entry[{place}]"
    request = entry.get("request") if isinstance(entry, dict) else None
    if not isinstance(request, dict) or request.get("method") not in METHODS:
        findings.append(fault("ENTRY_METHOD", f"{where}.request.method"))
        return None
    order = Order(place, request["method"], "", full_url=_text(entry.get("fullUrl")))
    if not _take_address(order, _text(request.get("url")), bases):
        findings.append(fault("ENTRY_URL", f"{where}.request.url"))
        return None
    order.condition = _text(request.get("ifNoneExist")) or None
    if "ifMatch" in request:
        found = ETAG.fullmatch(_text(request["ifMatch"]))
        if found is None:
            findings.append(fault("ENTRY_ETAG", f"{where}.request.ifMatch"))
        else:
            order.if_match = int(found[1])
    if order.method in WITH_RESOURCE:
        _take_resource(order, entry.get("resource"), findings)
    return order


def _take_address(order: Order, url: str, bases: Collection[str]) -> bool:
    below = next((url.removeprefix(f"{b}/") for b in bases if url.startswith(f"{b}/")), url)
    order.url = below.removeprefix("/fhir/")
    path, has_query, query = order.url.partition("?")
    if order.method in ("GET", "HEAD"):
        return bool(order.url) and "$export" not in unquote(path)
    order.kind, _, order.fhir_id = path.partition("/")
    order.query = query if has_query else None
    if order.kind not in served_types():
        return False
    if order.method == "POST":
        return not order.fhir_id and not has_query
    if has_query:
        return bool(query) and not order.fhir_id
    return is_id(order.fhir_id)


def _take_resource(order: Order, resource: Any, findings: list[Finding]) -> None:
    place = f"{order.where}.resource"
    if not isinstance(resource, dict):
        findings.append(fault("NOT_A_RESOURCE", place))
        return
    wanted = PATCHES if order.method == "PATCH" else (order.kind,)
    if resource.get("resourceType") not in wanted:
        findings.append(fault("ENTRY_OTHER_TYPE", f"{place}.resourceType"))
        return
    is_path_patch = resource["resourceType"] == PATCHES[1]  # no type that is stored
    checked = check_structure(resource) if is_path_patch else check_shape(resource)
    findings += [replace(f, where=f"{order.where}, {f.where}") for f in checked.findings]
    order.resource, order.links = resource, checked.links
    if order.method == "PUT" and order.fhir_id and resource.get("id") != order.fhir_id:
        findings.append(fault("ENTRY_OTHER_ID", f"{place}.id"))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
