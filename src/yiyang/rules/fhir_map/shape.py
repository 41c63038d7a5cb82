"""Whether a resource has the form that every FHIR resource has."""

from __future__ import annotations

import re
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param
from yiyang.rules.fhir_map.parameters import served_types

SOURCE = "HL7 FHIR R4 (4.0.1)"
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
DEEPEST = 64  # levels of nesting; the deepest official example has 30


def finding(code: str, where: str, **params: Param) -> Finding:
    """Return a finding of this form of data."""
    return Finding(code, where, Message(code, params), SOURCE)


def shape_findings(resource: Any) -> list[Finding]:
    """Return every fault of form; ``where`` is the path within the resource.

    No element is null (but beside a primitive's extension) or empty, ids and references have
    their form, and nothing is nested beyond reason.
    """
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        return [finding("NOT_A_RESOURCE", "")]
    kind = resource["resourceType"]
    if kind not in served_types():
        return [finding("TYPE_NOT_SERVED", "resourceType", type=kind[:40])]
    found: list[Finding] = []
    if "id" in resource and not is_id(resource["id"]):
        found.append(finding("BAD_ID", f"{kind}.id"))
    if not isinstance(resource.get("meta", {}), dict):
        return [*found, finding("WRONG_TYPE", f"{kind}.meta", type="Meta")]
    _walk(resource, kind, found)
    return found


def is_id(value: Any) -> bool:
    """Tell whether a value has the form of a logical id."""
    return isinstance(value, str) and ID.fullmatch(value) is not None


def _walk(resource: dict[str, Any], kind: str, found: list[Finding]) -> None:
    nodes: list[tuple[Any, str, int]] = [(resource, kind, 0)]
    while nodes:
        node, where, depth = nodes.pop()
        if depth > DEEPEST:
            found.append(finding("TOO_DEEP", where))
            continue
        inside = node.items() if isinstance(node, dict) else enumerate(node)
        for name, value in inside:
            if value.__class__ is str and value:
                continue
            path = f"{where}.{name}" if isinstance(node, dict) else f"{where}[{name}]"
            if value is None or value in ("", [], {}):
                _hollow(node, value, path, depth, found)
            elif isinstance(value, dict | list):
                nodes.append((value, path, depth + 1))
                if isinstance(value, dict) and not isinstance(value.get("reference", ""), str):
                    _odd_reference(value, path, found)


def _hollow(node: Any, value: Any, path: str, depth: int, found: list[Finding]) -> None:
    if value is None:
        # null keeps the places of two lists equal where a primitive has extensions
        if isinstance(node, dict) or all(v is None for v in node):
            found.append(finding("NULL_VALUE", path))
    elif not (depth == 0 and path.endswith(".meta")):
        found.append(finding("EMPTY_VALUE", path))


def _odd_reference(value: dict[str, Any], path: str, found: list[Finding]) -> None:
    """A few types have an element named reference that is itself a Reference."""
    if not isinstance(value["reference"], dict | list):
        found.append(finding("BAD_REFERENCE", f"{path}.reference"))
