"""Profiles as trees: from a snapshot, or from a differential put over what it is based on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from yiyang.rules.fhir_check.library import STRUCTURES, Library, unversioned
from yiyang.rules.fhir_check.nodes import Node, Slicing, TypeRef, amend

BY_TYPE = Slicing((("type", "$this"),), is_closed=False, is_ordered=False)
BY_URL = Slicing((("value", "url"),), is_closed=False, is_ordered=False)
EXTENSIONS = ("extension", "modifierExtension")


class Profiles:
    """The profiles of a library, each compiled once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.trees: dict[str, Node | None] = {}

    def tree(self, url: str, above: tuple[str, ...] = ()) -> Node | None:
        """Return the root of a profile or of a type's definition; None where it is unknown.

        Args:
            above: profiles that are being compiled and rest on this one; none rests on itself.
        """
        url = unversioned(url)
        if url not in self.trees:
            self.trees[url] = None if url in above else self._compiled(url, above)
        return self.trees[url]

    def type_of(self, url: str) -> str:
        """Return the type that a profile constrains, empty where it is unknown."""
        found = self.library.find(STRUCTURES, unversioned(url))
        return str(found.get("type", "")) if found else ""

    def is_constraint(self, url: str) -> bool:
        """Tell whether an address is that of a profile, not of a type's own definition."""
        found = self.library.find(STRUCTURES, unversioned(url))
        return bool(found) and found.get("derivation") == "constraint"  # type: ignore[union-attr]

    def _compiled(self, url: str, above: tuple[str, ...]) -> Node | None:
        definition = self.library.find(STRUCTURES, url)
        if definition is None:
            return None
        snapshot = definition.get("snapshot", {}).get("element")
        if snapshot:
            root = Node(str(snapshot[0].get("path")), url)
            return _built(root, snapshot)
        base = self.tree(str(definition.get("baseDefinition", "")), (*above, url))
        if base is None:
            return None
        root = deepcopy(base)
        for node in _every(root):
            node.source = url
        return _built(root, definition.get("differential", {}).get("element", ()))


def _every(node: Node) -> Iterable[Node]:
    yield node
    for below in (*node.children.values(), *node.slices.values()):
        yield from _every(below)


def _built(root: Node, elements: Iterable[Mapping[str, Any]]) -> Node:
    """Put elements over a tree, each at its place, made where it is not there yet."""
    slices: dict[str, str] = {}  # by path: the slice being described, where elements have no id
    for element in elements:
        path = str(element.get("path", ""))
        if "sliceName" in element:
            slices[path] = str(element["sliceName"])
        elif "slicing" in element or path not in slices:
            slices.pop(path, None)
        amend(_place(root, element, slices), element)
    return root


def _place(root: Node, element: Mapping[str, Any], slices: Mapping[str, str]) -> Node:
    identity = element.get("id")
    steps = _steps(str(identity)) if identity else _steps_of_path(str(element["path"]), slices)
    node = root
    for name, slice_name in steps[1:]:
        node = _child(node, name)
        if slice_name:
            node = _slice(node, slice_name)
    return node


def _steps(identity: str) -> list[tuple[str, str]]:
    parts = (part.partition(":") for part in identity.split("."))
    return [(name, slice_name) for name, _, slice_name in parts]


def _steps_of_path(path: str, slices: Mapping[str, str]) -> list[tuple[str, str]]:
    parts = path.split(".")
    return [
        (name, slices.get(".".join(parts[: number + 1]), "")) for number, name in enumerate(parts)
    ]


def _child(node: Node, name: str) -> Node:
    if name in node.children:
        return node.children[name]
    for stem, choice in node.children.items():
        if stem.endswith("[x]") and _is_choice(name, stem[:-3]):
            return _slice(choice, name)  # valueQuantity: the slice of value[x] of this type
    made = node.children[name] = Node(f"{node.path}.{name}", node.source)
    if name in EXTENSIONS:
        made.slicing = BY_URL
    return made


def _is_choice(name: str, stem: str) -> bool:
    return name.startswith(stem) and name[len(stem) : len(stem) + 1].isupper()


def _slice(node: Node, name: str) -> Node:
    if name not in node.slices:
        node.slices[name] = Node(node.path, node.source)
        if node.path.endswith("[x]"):
            node.slicing = node.slicing or BY_TYPE
            node.slices[name].types = _types_named(node, name)
    return node.slices[name]


def _types_named(choice: Node, name: str) -> tuple[TypeRef, ...]:
    """Return the type that the slice of a choice is named after (valueQuantity: Quantity)."""
    stem = choice.name[:-3]
    named = (one for one in choice.types if f"{stem}{one.code[:1].upper()}{one.code[1:]}" == name)
    return tuple(named)
