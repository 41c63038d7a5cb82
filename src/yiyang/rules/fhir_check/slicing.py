"""Which slice each value of an element is of, and whether each slice has as many as it must."""

from __future__ import annotations

import re
from dataclasses import replace

from yiyang.rules.fhir_check import references
from yiyang.rules.fhir_check.elements import Item, items_at, shape_at
from yiyang.rules.fhir_check.issues import Severity, has_error
from yiyang.rules.fhir_check.looking import Around, Look
from yiyang.rules.fhir_check.nodes import Node

STEP = re.compile(r"(extension\('[^']*'\)|[^.(]+(?:\([^)]*\))?)\.?")
THIS, RESOLVE = "$this", "resolve()"


def check_slices(walker: Look, items: list[Item], node: Node, around: Around, where: str) -> None:
    """Check each value by the slice it is of, and note slices with too few or too many."""
    if not node.slices or node.slicing is None or not node.slicing.discriminators:
        return
    counts = dict.fromkeys(node.slices, 0)
    for item in items:
        found = [n for n, part in node.slices.items() if is_of(walker, item, part, node, around)]
        for name in found:
            counts[name] += 1
            walker.element(item, node.slices[name], around)
        if not found and node.slicing.is_closed:
            walker.tell("NO_SLICE", item.where, node)
        elif not found:
            _warn(walker, item, node, around)
    for name, count in counts.items():
        part = node.slices[name]
        if count < part.low:
            walker.tell("SLICE_TOO_FEW", where, part, name=f"{node.name}:{name}", low=part.low)
            _say_why(walker, items, part, node, around)
        if part.high is not None and count > part.high:
            walker.tell("SLICE_TOO_MANY", where, part, name=f"{node.name}:{name}", high=part.high)


def _say_why(walker: Look, items: list[Item], part: Node, node: Node, around: Around) -> None:
    """Tell the faults of what would be of a slice, were it not for its profile."""
    for item in items:
        if node.slicing and is_of(walker, item, part, node, around, but="profile"):
            walker.element(item, part, around)


def _warn(walker: Look, item: Item, node: Node, around: Around) -> None:
    """Tell, as warnings, why a value is not of the one slice that is for its type."""
    meant = [p for p in node.slices.values() if is_of(walker, item, p, node, around, but="profile")]
    if len(meant) == 1:
        faults = walker.trial(lambda: walker.element(item, meant[0], around))
        walker.issues += [replace(one, severity=Severity.WARNING) for one in faults]


def is_of(
    walker: Look, item: Item, part: Node, node: Node, around: Around, *, but: str = ""
) -> bool:
    """Tell whether a value is of a slice, by every discriminator but those of one kind."""
    told = [one for one in node.slicing.discriminators if one[0] != but] if node.slicing else []
    return bool(told) and all(_tells(walker, item, part, one, around) for one in told)


def _tells(
    walker: Look, item: Item, part: Node, discriminator: tuple[str, str], around: Around
) -> bool:
    kind, path = discriminator
    nodes, items, resolved = _follow(walker, part, item, path, around)
    if kind == "exists":
        return _exists(nodes, bool(items))
    if kind == "type":
        return _has_type(walker, nodes, items, resolved)
    if kind == "profile":
        return _has_profile(walker, nodes, items, resolved, around)
    if not nodes or not items:
        return False
    return any(all(_meets(walker, one, at, around) for at in nodes) for one in items)


def _meets(walker: Look, item: Item, node: Node, around: Around) -> bool:
    return not has_error(walker.trial(lambda: walker.element(item, node, around)))


def _exists(nodes: list[Node], is_there: bool) -> bool:
    if any(node.low >= 1 for node in nodes):
        return is_there
    if any(node.high == 0 for node in nodes):
        return not is_there
    return False


def _has_type(walker: Look, nodes: list[Node], items: list[Item], resolved: bool) -> bool:
    types = [one for node in nodes for one in node.types]
    if resolved:
        wanted = {references._type(walker, url) for one in types for url in one.targets}
    else:
        wanted = {one.code for one in types}
    return any(item.kind in wanted for item in items)


def _has_profile(
    walker: Look, nodes: list[Node], items: list[Item], resolved: bool, around: Around
) -> bool:
    types = [one for node in nodes for one in node.types]
    urls = [url for one in types for url in (one.targets if resolved else one.profiles)]
    if not urls:  # a type alone: whatever is of it
        return any(item.kind == one.code for item in items for one in types)
    return any(walker.meets(item, url, around) for item in items for url in urls)


def _follow(
    walker: Look, part: Node, item: Item, path: str, around: Around
) -> tuple[list[Node], list[Item], bool]:
    """Return the nodes and the values at a discriminator's path, and whether it resolves last."""
    nodes, items, resolved = [part], [item], False
    for step in STEP.findall(path):
        if step == THIS:
            continue
        if step == RESOLVE:
            found = (references.target_of(walker, one, around) for one in items)
            items, resolved = [one for one in found if one is not None], True
        elif step.startswith("ofType("):
            items = [one for one in items if one.kind == step[7:-1]]
        elif step.startswith("extension("):
            items, nodes = _extensions(walker, items, nodes, step[11:-2])
        else:
            items = [below for one in items for below in _values(one, step)]
            nodes = [below for node in nodes for below in _nodes(walker, node, step)]
            resolved = False
    return nodes, items, resolved


def _values(item: Item, name: str) -> list[Item]:
    shape = shape_at(item.kind)
    if shape is None or not isinstance(item.value, dict):
        return []
    keys = shape.choices.get(f"{name}[x]", (name,))
    return [one for key in keys for one in items_at(item.value, key, shape, item.where, item.kind)]


def _nodes(walker: Look, node: Node, name: str) -> list[Node]:
    """Return what a node demands of a child: itself, else a profile its type must meet."""
    for key in (name, f"{name}[x]"):
        if key in node.children:
            child = node.children[key]
            return [child, *child.slices.values()]  # what tells apart may stand in a slice below
    trees = [walker.profiles.tree(url) for one in node.types for url in one.profiles]
    return [below for tree in trees if tree for below in _nodes(walker, tree, name)]


def _extensions(
    walker: Look, items: list[Item], nodes: list[Node], url: str
) -> tuple[list[Item], list[Node]]:
    found = [one for item in items for one in _values(item, "extension")]
    kept = [one for one in found if isinstance(one.value, dict) and one.value.get("url") == url]
    holders = [below for node in nodes for below in _nodes(walker, node, "extension")]
    slices = [part for holder in holders for part in holder.slices.values()]
    return kept, [part for part in slices if _is_for(walker, part, url)]


def _is_for(walker: Look, part: Node, url: str) -> bool:
    return any(node.fixed == url for node in _nodes(walker, part, "url"))
