"""Whether the elements of a resource are those of its type: names, how many, what kind.

``structure.json`` is our own table of the R4 types: for each type and each element within one,
how many (``?`` at most one, ``1`` one, ``*`` any, ``+`` one or more) and of which types; ``@``
leads to another line of the table.  Source: HL7 FHIR R4 4.0.1, the published StructureDefinitions
(compared by ``tests/record``).  Codes that R4 lists are looked at (``bound``); profiles, other
bindings and invariants are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Param
from yiyang.rules.fhir_map.bound import Bound, bound_of
from yiyang.rules.fhir_map.findings import finding

TABLE = Path(__file__).with_name("structure.json")
DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
TIME = r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?"
ZONE = r"(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))"
FORMS = {
    "date": re.compile(DATE),
    "dateTime": re.compile(rf"\d{{4}}|{DATE}|\d{{4}}-\d\d-\d\dT{TIME}{ZONE}"),
    "instant": re.compile(rf"\d{{4}}-\d\d-\d\dT{TIME}{ZONE}"),
    "time": re.compile(TIME),
    "code": re.compile(r"\S+( \S+)*"),
    "id": re.compile(r"[A-Za-z0-9\-.]{1,64}"),
    "uri": re.compile(r"\S*"),
    "url": re.compile(r"\S*"),
    "canonical": re.compile(r"\S*"),
    "oid": re.compile(r"urn:oid:[0-2](\.(0|[1-9]\d*))+"),
    "uuid": re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE),
}
TEXTS = frozenset({*FORMS, "string", "markdown", "base64Binary", "xhtml"})
ADDRESSES = frozenset({"uri", "url", "canonical"})
LEAST = {"integer": -(2**31), "unsignedInt": 0, "positiveInt": 1}
PRIMITIVES = TEXTS | set(LEAST) | {"boolean", "decimal"}


ABSTRACT = frozenset({"Resource", "DomainResource"})
DEEPEST = 64  # levels of nesting; the deepest official example has 30
URN_UUID = "urn:uuid:"
HIGHEST = 2**31
Trail = tuple[Any, ...]  # (trail of the parent, key or position): made text only for a fault


@dataclass(frozen=True, slots=True)
class Element:
    """One element by its JSON name: whether a list, its type, and how a text of it is checked."""

    is_list: bool
    kind: str
    is_text: bool = False  # one text, no list
    form: Callable[[str], object] | None = None  # the whole text must match; None: any text
    is_address: bool = False
    bound: Bound | None = None  # the codes it must be of


@dataclass(frozen=True, slots=True)
class Shape:
    """The elements that something may have, and those it must."""

    elements: dict[str, Element]
    required: frozenset[str]
    choices: dict[str, tuple[str, ...]]  # JSON names by the name of the choice
    required_choices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a walk through a resource found: faults, and every place that holds an address."""

    findings: list[Finding] = field(default_factory=list)
    links: list[tuple[dict[str, Any], str, Trail]] = field(default_factory=list)


def path_of(trail: Trail) -> str:
    """Return a trail as a path: ``Patient.name[0].family``."""
    if len(trail) == 1:
        return str(trail[0])
    parent, last = trail
    return f"{path_of(parent)}[{last}]" if isinstance(last, int) else f"{path_of(parent)}.{last}"


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = orjson.loads(TABLE.read_bytes())
    return table


def is_resource_type(name: str) -> bool:
    """Tell whether R4 has a resource of this name."""
    return name not in ABSTRACT and "meta" in _table().get(name, ())


@cache
def shape_of(owner: str) -> Shape:
    """Return the shape of a type or of an element's path.  Raises KeyError for none."""
    lines = _table()[owner]
    elements = {}
    choices = {}
    bounds = bound_of(owner)
    for name, line in lines.items():
        kinds = line[1:].split("|")
        stem = name.removesuffix("[x]")
        keys = [stem + k[0].upper() + k[1:] for k in kinds] if stem != name else [name]
        if stem != name:
            choices[name] = tuple(keys)
        for key, kind in zip(keys, kinds, strict=True):
            elements[key] = _element(line[0] in "*+", kind.removeprefix("@"), bounds.get(key))
    required = {name for name, line in lines.items() if line[0] in "1+"}
    return Shape(
        elements, frozenset(required - set(choices)), choices, frozenset(required & choices.keys())
    )


def _element(is_list: bool, kind: str, bound: Bound | None) -> Element:
    form = FORMS.get(kind)
    matches = form.fullmatch if form else None
    return Element(
        is_list,
        kind,
        is_text=kind in TEXTS and not is_list,
        form=bound.codes.__contains__ if bound else matches,
        is_address=kind in ADDRESSES,
        bound=bound,
    )


def check_structure(resource: dict[str, Any]) -> Checked:
    """Return every fault of structure, and every place that holds an address.

    A fault is an element unknown, missing, of another kind, not as many, null or empty, or
    nesting beyond reason.  The type must be one of the table.
    """
    walk = _Walk()
    kind = resource["resourceType"]
    walk.inside(resource, shape_of(kind), (kind,))
    return Checked(walk.findings, walk.links)


def structure_findings(resource: dict[str, Any]) -> list[Finding]:
    """Return every fault of structure of a resource."""
    return check_structure(resource).findings


class _Walk:
    """One walk through a resource; written for speed, because every import takes it."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.links: list[tuple[dict[str, Any], str, Trail]] = []
        self.depth = 0

    def fault(self, code: str, trail: Trail, **params: Param) -> None:
        self.findings.append(finding(code, path_of(trail), **params))

    def inside(self, node: dict[str, Any], shape: Shape, trail: Trail) -> None:
        """Look at every element of an object."""
        if self.depth > DEEPEST:
            self.fault("TOO_DEEP", trail)
            return
        self.depth += 1
        for key, value in node.items():
            element = shape.elements.get(key)
            if element is None:
                self.odd(key, value, shape, trail)
            elif element.is_text and value.__class__ is str and value:
                if element.form is not None and not element.form(value):
                    self.wrong(value, element, (trail, key))
                elif element.is_address and value.startswith(URN_UUID):
                    self.links.append((node, key, (trail, key)))
            elif element.is_list:
                self.many(node, key, element, trail)
            else:
                self.one(value, element.kind, (trail, key))
        self.depth -= 1
        if shape.choices:
            self.choices(node, shape, trail)
        if not shape.required <= node.keys():
            self.missing(node, shape, trail)

    def wrong(self, value: str, element: Element, trail: Trail) -> None:
        """Tell of a text that is not what its element holds."""
        if element.bound is not None and FORMS[element.kind].fullmatch(value):
            self.fault("NOT_IN_VALUE_SET", trail, value_set=element.bound.value_set)
        else:
            self.fault("WRONG_TYPE", trail, type=element.kind)

    def missing(self, node: dict[str, Any], shape: Shape, trail: Trail) -> None:
        """Tell what is required and not there, not even as an extension."""
        for name in sorted(shape.required - node.keys()):
            if f"_{name}" not in node:
                self.fault("MISSING_ELEMENT", trail, name=name)

    def odd(self, key: str, value: Any, shape: Shape, trail: Trail) -> None:
        """Look at a key that is no element: the type's name, or what stands beside a primitive."""
        beside = shape.elements.get(key[1:]) if key[:1] == "_" else None
        if beside is not None and beside.kind in PRIMITIVES:
            if code := _hollow(value):
                self.fault(code, (trail, key))
        elif key != "resourceType":
            self.fault("UNKNOWN_ELEMENT", (trail, key))

    def choices(self, node: dict[str, Any], shape: Shape, trail: Trail) -> None:
        """Look whether each choice has one type, and one at all where it must."""
        for name, keys in shape.choices.items():
            given = [k for k in keys if k in node or f"_{k}" in node] if keys else []
            if len(given) > 1:
                self.fault("TWO_CHOICES", (trail, given[1]), name=name)
            elif not given and name in shape.required_choices:
                self.fault("MISSING_ELEMENT", trail, name=name)

    def many(self, node: dict[str, Any], key: str, element: Element, trail: Trail) -> None:
        """Look at each value of a list."""
        kind, bound = element.kind, element.bound
        values, trail = node[key], (trail, key)
        if values.__class__ is not list or not values:
            self.fault(_hollow(values) or "NOT_A_LIST", trail)
            return
        # null keeps the places of two lists equal where a primitive has extensions
        may_be_null = f"_{key}" in node and kind in PRIMITIVES
        for number, value in enumerate(values):
            if bound is not None and isinstance(value, str) and value not in bound.codes:
                self.wrong(value, element, (trail, number))
            elif value is not None or not may_be_null:
                self.one(value, kind, (trail, number))

    def one(self, value: Any, kind: str, trail: Trail) -> None:
        """Look at one value."""
        if kind in PRIMITIVES:
            if not (value and _is_primitive(value, kind)):
                self.doubtful(value, kind, trail)
        elif value.__class__ is not dict or not value:
            code = "IS_A_LIST" if isinstance(value, list) else "WRONG_TYPE"
            self.fault(_hollow(value) or code, trail, type=kind)
        elif kind == "Resource" and not is_resource_type(str(value.get("resourceType"))):
            self.fault("NOT_A_RESOURCE", trail)
        else:
            if kind == "Reference" and "reference" in value:
                self.links.append((value, "reference", (trail, "reference")))
            name = value["resourceType"] if kind == "Resource" else kind
            self.inside(value, shape_of(name), trail)

    def doubtful(self, value: Any, kind: str, trail: Trail) -> None:
        """Look at a primitive that is false, zero, hollow or wrong."""
        if code := _hollow(value):
            self.fault(code, trail)
        elif not _is_primitive(value, kind):
            is_list = isinstance(value, list)
            self.fault("IS_A_LIST" if is_list else "WRONG_TYPE", trail, type=kind)


def _hollow(value: Any) -> str:
    """Return the fault of a null or an empty value; the empty text for any other."""
    if value is None:
        return "NULL_VALUE"
    return "EMPTY_VALUE" if value.__class__ in (str, list, dict) and not value else ""


def _is_primitive(value: Any, kind: str) -> bool:
    if kind in TEXTS:
        if value.__class__ is not str:
            return False
        form = FORMS.get(kind)
        return form is None or form.fullmatch(value) is not None
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if kind == "decimal":
        return isinstance(value, int | Decimal)
    return isinstance(value, int) and LEAST[kind] <= value < HIGHEST
