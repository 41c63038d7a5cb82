"""One element of a definition, with what it demands; a tree of them is a profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]
VALUES = {"fixed": "fixed", "pattern": "pattern", "minValue": "least", "maxValue": "most"}


class Unsaid:
    """The one value that is none."""

    def __deepcopy__(self, memo: object) -> Unsaid:
        return self


UNSAID = Unsaid()


@dataclass(frozen=True)
class TypeRef:
    """A type that a value may have, with the profiles it must meet or its target must."""

    code: str
    profiles: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invariant:
    """A condition in FHIRPath."""

    key: str
    expression: str
    is_error: bool
    human: str = ""


@dataclass(frozen=True)
class Slicing:
    """How the values of an element are told apart: (type of discriminator, its path)."""

    discriminators: tuple[tuple[str, str], ...]
    is_closed: bool
    is_ordered: bool


@dataclass
class Node:
    """One element; ``high`` None is any number, empty ``types`` are those of the base type."""

    path: str
    source: str  # whose demand this is: the address of the definition
    low: int = 0
    high: int | None = None
    types: tuple[TypeRef, ...] = ()
    fixed: Any = UNSAID
    pattern: Any = UNSAID
    bindings: tuple[tuple[str, str], ...] = ()  # (strength, value set)
    invariants: tuple[Invariant, ...] = ()
    max_length: int | None = None
    least: Any = None
    most: Any = None
    slicing: Slicing | None = None
    slices: dict[str, Node] = field(default_factory=dict)
    children: dict[str, Node] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the name of the element in its parent."""
        return self.path.rpartition(".")[2]


def amend(node: Node, element: Values) -> None:
    """Put what an ElementDefinition says over what the node demanded before."""
    if "min" in element:
        node.low = int(element["min"])
    if "max" in element:
        node.high = None if element["max"] == "*" else int(element["max"])
    if element.get("type"):
        node.types = tuple(_type_ref(one) for one in element["type"])
    for key, value in element.items():
        for stem, name in VALUES.items():
            if key.startswith(stem):
                setattr(node, name, value)
    node.max_length = element.get("maxLength", node.max_length)
    if "binding" in element:
        node.bindings = tuple(_bindings(element["binding"]))
    if "slicing" in element:
        node.slicing = _slicing(element["slicing"])
    known = {one.key for one in node.invariants}
    added = (_invariant(one) for one in element.get("constraint", ()))
    node.invariants += tuple(one for one in added if one.expression and one.key not in known)


ADDITIONAL = "http://hl7.org/fhir/tools/StructureDefinition/additional-binding"
MOST_SET = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet"


def _bindings(binding: Values) -> list[tuple[str, str]]:
    """Return the binding, and what its extensions add to it as required."""
    found = []
    if "valueSet" in binding:
        found.append((str(binding["strength"]), str(binding["valueSet"])))
    for extension in binding.get("extension", ()):
        if extension.get("url") == MOST_SET:
            value = extension.get("valueCanonical") or extension.get("valueUri")
            found.append(("required", str(value)))
        elif extension.get("url") == ADDITIONAL:
            parts = {one.get("url"): one for one in extension.get("extension", ())}
            purpose = parts.get("purpose", {}).get("valueCode")
            if purpose in ("required", "maximum") and "usage" not in parts:
                found.append(("required", str(parts["valueSet"].get("valueCanonical"))))
    return found


def _type_ref(given: Values) -> TypeRef:
    return TypeRef(
        str(given.get("code", "")),
        tuple(given.get("profile", ())),
        tuple(given.get("targetProfile", ())),
    )


def _invariant(given: Values) -> Invariant:
    return Invariant(
        str(given.get("key", "")),
        str(given.get("expression", "")),
        given.get("severity") == "error",
        str(given.get("human", "")),
    )


def _slicing(given: Values) -> Slicing:
    told_apart = given.get("discriminator", ())
    return Slicing(
        tuple((str(one.get("type")), str(one.get("path"))) for one in told_apart),
        given.get("rules") == "closed",
        bool(given.get("ordered")),
    )
