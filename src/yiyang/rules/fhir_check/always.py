"""Conditions of R4 itself that need no definitions: identity, contained resources, values.

Each has the key that the published definitions give it, so that it is not asked twice.
Source: HL7 FHIR R4 (4.0.1), the invariants of Element, Extension, DomainResource, Reference,
Period, Range, Attachment, Narrative; "Resource.id"; "Base64".
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from yiyang.rules.fhir_check.elements import Item, inner_resources, objects, walk
from yiyang.rules.fhir_check.issues import Issue, Severity, issue
from yiyang.rules.fhir_check.xhtml import faults_of
from yiyang.rules.fhir_map.moments import period_of
from yiyang.rules.fhir_map.shape import is_id

DONE = frozenset(
    {"ele-1", "ext-1", "dom-2", "dom-3", "dom-4", "dom-5", "dom-6", "ref-1", "per-1", "rng-2"}
    | {"txt-1", "txt-2", "bdl-7", "bdl-9", "bdl-10", "bdl-11", "bdl-12", "bdl-3", "bdl-4", "bdl-8"}
)
WHOLE_DAY = 10
LOCAL = "#"


def always(resource: Mapping[str, Any], where: str, container: Mapping[str, Any]) -> list[Issue]:
    """Return the faults of a resource and of those inside it that need no definitions.

    Args:
        container: the resource whose ``contained`` a local reference means: itself, or the one
            it is contained in.
    """
    issues = _identity(resource, where)
    for item in walk(resource, str(resource["resourceType"]), where):
        rule = RULES.get(item.kind)
        if rule is not None:
            issues += rule(item, container)
    issues += _contained(resource, where)
    for inner in inner_resources(resource, where):
        issues += always(inner.value, inner.where, container if _is_local(inner) else inner.value)
    return issues


def _is_local(item: Item) -> bool:
    return item.key == "contained"


def _identity(resource: Mapping[str, Any], where: str) -> list[Issue]:
    given = resource.get("id")
    if given is None or is_id(given):
        return []
    return [issue("BAD_ID", f"{where}.id")]


def _contained(resource: Mapping[str, Any], where: str) -> Iterator[Issue]:
    contained = objects(resource.get("contained"))
    if not contained:
        return
    pointed = _local_targets(resource)
    seen: set[str] = set()
    for number, one in enumerate(contained):
        place = f"{where}.contained[{number}]"
        name = str(one.get("id", ""))
        if not name:
            yield issue("MISSING_ELEMENT", place, name="id")
        elif name in seen:
            yield issue("CONTAINED_TWICE", place)
        elif name not in pointed and LOCAL not in pointed and not _points_up(one):
            yield issue("CONTAINED_UNUSED", place)
        seen.add(name)
        if "contained" in one:
            yield issue("CONTAINED_IN_CONTAINED", place)
        meta = one.get("meta")
        if isinstance(meta, dict) and {"versionId", "lastUpdated", "security"} & meta.keys():
            yield issue("CONTAINED_META", place)


def _points_up(resource: Mapping[str, Any]) -> bool:
    """Tell whether a contained resource points to the one it is contained in."""
    items = walk(resource, str(resource.get("resourceType")), "")
    return any(i.value == LOCAL for i in items if isinstance(i.value, str))


def _local_targets(resource: Mapping[str, Any]) -> set[str]:
    """Return the ids that local references in a resource and its contained ones point to."""
    found = set()
    holders = [resource, *objects(resource.get("contained"))]
    for holder in holders:
        for item in walk(holder, str(holder.get("resourceType")), ""):
            if isinstance(item.value, str) and item.value.startswith(LOCAL):
                found.add(item.value[1:] or LOCAL)
    return found


def _reference(item: Item, container: Mapping[str, Any]) -> list[Issue]:
    target = item.value.get("reference") if isinstance(item.value, dict) else None
    if not isinstance(target, str) or not target.startswith(LOCAL) or target == LOCAL:
        return []
    names = [one.get("id") for one in objects(container.get("contained"))]
    if target[1:] in names:
        return []
    return [issue("REFERENCE_DANGLING", f"{item.where}.reference")]


def _extension(item: Item, _: Mapping[str, Any]) -> list[Issue]:
    if not isinstance(item.value, dict):
        return []
    has_value = any(key.removeprefix("_").startswith("value") for key in item.value)
    if has_value == ("extension" in item.value):
        return [issue("EXTENSION_VALUE", item.where)]
    return []


def _period(item: Item, _: Mapping[str, Any]) -> list[Issue]:
    if not isinstance(item.value, dict):
        return []
    start, end = (_written(item.value.get(name)) for name in ("start", "end"))
    if start and end and end[1] <= start[0]:
        return [issue("PERIOD_BACKWARDS", item.where)]
    return []


def _range(item: Item, _: Mapping[str, Any]) -> list[Issue]:
    """A range of two units is not compared: which is the lower would need their conversion."""
    value = item.value if isinstance(item.value, dict) else {}
    low, high = (one if isinstance(one, dict) else {} for one in map(value.get, ("low", "high")))
    bottom, top = low.get("value"), high.get("value")
    numbers = [n for n in (bottom, top) if isinstance(n, Decimal | int) and not isinstance(n, bool)]
    same = all(low.get(name) == high.get(name) for name in ("system", "code", "unit"))
    if len(numbers) == len(("low", "high")) and same and numbers[0] > numbers[1]:
        return [issue("RANGE_BACKWARDS", item.where)]
    return []


def _written(text: Any) -> Any:
    return period_of(text) if isinstance(text, str) else None


def _attachment(item: Item, _: Mapping[str, Any]) -> list[Issue]:
    value = item.value if isinstance(item.value, dict) else {}
    text, size = value.get("data"), value.get("size")
    if not isinstance(text, str) or not isinstance(size, int):
        return []
    try:
        length = len(base64.b64decode("".join(text.split())))
    except (binascii.Error, ValueError):
        return []  # told of the data itself
    return [issue("ATTACHMENT_SIZE", f"{item.where}.size")] if length != size else []


def _base64(item: Item, _: Mapping[str, Any]) -> list[Issue]:
    try:
        base64.b64decode("".join(str(item.value or "").split()), validate=True)
    except (binascii.Error, ValueError):
        return [issue("WRONG_TYPE", item.where, type=item.kind)]
    return []


def _day(item: Item, _: Mapping[str, Any]) -> list[Issue]:
    text = item.value if isinstance(item.value, str) else ""
    if len(text) >= WHOLE_DAY:
        try:
            date.fromisoformat(text[:WHOLE_DAY])
        except ValueError:
            return [issue("WRONG_TYPE", item.where, type=item.kind)]
    return []


def _xhtml(item: Item, _: Mapping[str, Any]) -> list[Issue]:
    if not isinstance(item.value, str):
        return []
    return [issue(code, item.where) for code in faults_of(item.value)]


def _text(item: Item, _: Mapping[str, Any]) -> list[Issue]:
    text = item.value
    if isinstance(text, str) and text and not text.strip():
        return [issue("EMPTY_VALUE", item.where)]
    if isinstance(text, str) and text != text.strip():
        return [issue("SPACE_AROUND", item.where, severity=Severity.WARNING)]
    return []


RULES: dict[str, Callable[[Item, Mapping[str, Any]], list[Issue]]] = {
    "Reference": _reference,
    "Extension": _extension,
    "Period": _period,
    "Range": _range,
    "Attachment": _attachment,
    "base64Binary": _base64,
    "date": _day,
    "dateTime": _day,
    "instant": _day,
    "xhtml": _xhtml,
    "string": _text,
}
