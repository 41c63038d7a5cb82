"""Whom a reference points to: found in the same text, or known by its address alone."""

from __future__ import annotations

import re
from typing import Any

from yiyang.rules.fhir_check.elements import Item, objects
from yiyang.rules.fhir_check.library import OF_TYPES, unversioned
from yiyang.rules.fhir_check.looking import Around, Look
from yiyang.rules.fhir_check.nodes import Node
from yiyang.rules.fhir_map.structure import is_resource_type

ADDRESS = re.compile(r"(?:.*/)?([A-Z][A-Za-z]+)/[A-Za-z0-9\-.]{1,64}(?:/_history/\S+)?")
ANY = frozenset({"Resource", "DomainResource", ""})


def target_of(walker: Look, item: Item, around: Around) -> Item | None:
    """Return the resource that a Reference points to, where it stands in the same text."""
    reference = item.value.get("reference") if isinstance(item.value, dict) else None
    if not isinstance(reference, str):
        return None
    found: Any = None
    if reference.startswith("#"):
        inside = around.root if walker.entries is None else around.resource
        contained = objects(inside.get("contained")) or objects(around.resource.get("contained"))
        found = next((r for r in contained if r.get("id") == reference[1:]), None)
    elif walker.entries is not None:
        found = walker.entries.target(reference, around.full_url)
    if not isinstance(found, dict) or not is_resource_type(str(found.get("resourceType"))):
        return None
    kind = str(found["resourceType"])
    return Item(found, kind, f"{kind}({id(found)})", "resource")


def type_of(walker: Look, item: Item, around: Around) -> str:
    """Return the type that a Reference points to, empty where nothing tells it."""
    target = target_of(walker, item, around)
    if target is not None:
        return target.kind
    value = item.value if isinstance(item.value, dict) else {}
    found = ADDRESS.fullmatch(str(value.get("reference", "")))
    if found and is_resource_type(found[1]):
        return found[1]
    return str(value.get("type", ""))


def check_target(
    walker: Look, item: Item, node: Node, targets: tuple[str, ...], around: Around
) -> None:
    """Note a target that is of none of the types, or meets none of the profiles, demanded."""
    kind = type_of(walker, item, around)
    if not kind:
        return
    of_kind = [url for url in targets if _type(walker, url) in (kind, *ANY)]
    if not of_kind:
        walker.tell("TARGET_TYPE", item.where, node, type=kind)
        return
    target = target_of(walker, item, around)
    if target is None or any(not walker.profiles.is_constraint(url) for url in of_kind):
        return
    if not any(walker.meets(target, url, around) for url in of_kind):
        walker.tell("TARGET_PROFILE", item.where, node)


def _type(walker: Look, url: str) -> str:
    plain = unversioned(url)
    tail = plain.removeprefix(OF_TYPES)
    return tail if is_resource_type(tail) else walker.profiles.type_of(plain)
