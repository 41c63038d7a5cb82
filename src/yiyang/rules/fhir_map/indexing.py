"""From a resource to the rows by which it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from yiyang.rules.fhir_map.composites import Composite, composites_of
from yiyang.rules.fhir_map.parameters import Parameter, Place, Step, parameter_key, parameters_of
from yiyang.rules.fhir_map.values import (
    Reader,
    Row,
    hash_of,
    points_to,
    reader_for,
    says_something,
    token_of_identifier,
)
from yiyang.rules.fhir_map.worded import exact_of, texts_of, typed_identifier


@dataclass
class Index:
    """Rows of each form, each beginning with the parameter's key; one row stands once."""

    token: set[Row] = field(default_factory=set)
    date: set[Row] = field(default_factory=set)
    string: set[Row] = field(default_factory=set)
    reference: set[Row] = field(default_factory=set)
    quantity: set[Row] = field(default_factory=set)
    uri: set[Row] = field(default_factory=set)
    composite: set[Row] = field(default_factory=set)


TABLE_OF = {"number": "quantity"}


@dataclass(frozen=True)
class _Beside:
    """A modifier's own rows: their key, their form, the reader."""

    key: int
    form: str
    read: Reader


@dataclass(frozen=True)
class _Lookup:
    """One place of one parameter, made ready: the head step, the steps below, the reader.

    ``unread`` is the key of values by which nothing is found (a reference to what is contained,
    a concept without a code): they are there all the same, and ``:missing`` must know it.
    """

    key: int
    unread: int
    form: str
    head: Step
    below: tuple[Step, ...]
    read: Reader
    target: str
    beside: tuple[_Beside, ...]


@cache
def _plan(kind: str) -> dict[str, list[_Lookup]]:
    plan: dict[str, list[_Lookup]] = {}
    for parameter in parameters_of(kind):
        for place in parameter.places:
            lookup = _lookup(kind, parameter, place)
            plan.setdefault(lookup.head.key, []).append(lookup)
    return plan


def _lookup(kind: str, parameter: Parameter, place: Place) -> _Lookup:
    return _Lookup(
        parameter.key,
        parameter_key(kind, f"{parameter.code}:missing"),
        TABLE_OF.get(parameter.kind, parameter.kind),
        place.steps[0],
        place.steps[1:],
        reader_for(parameter.kind, place.kind),
        place.target,
        tuple(
            _Beside(parameter_key(kind, f"{parameter.code}:{name}"), form, read)
            for name, form, read in _modifiers(parameter.kind, place.kind)
        ),
    )


def _modifiers(form: str, kind: str) -> Iterator[tuple[str, str, Reader]]:
    """Yield the modifiers by which a value is found too: name, form of the rows, their reader."""
    if form == "reference" and kind == "Reference":
        yield "identifier", "token", identifier_of_reference
    if form == "token" and kind in ("CodeableConcept", "Coding", "Identifier"):
        yield "text", "string", texts_of
    if form == "token" and kind == "Identifier":
        yield "of-type", "token", typed_identifier
    if form == "string":
        yield "exact", "token", exact_of


def identifier_of_reference(value: Any) -> Iterator[Row]:
    """Yield the Identifier by which a Reference names its target."""
    if isinstance(value, dict) and "identifier" in value:
        yield from token_of_identifier(value["identifier"])


@cache
def _pairs(kind: str) -> dict[str, list[Composite]]:
    """Return the composites that are kept as pairs, by the element that repeats."""
    plan: dict[str, list[Composite]] = {}
    for composite in composites_of(kind):
        if composite.first is not None:
            plan.setdefault(composite.how, []).append(composite)
    return plan


def index_of(resource: dict[str, Any]) -> Index:
    """Return the rows of every search parameter of a resource's type.

    Raises:
        KeyError: the store does not serve this type.
    """
    index = Index()
    plan = _plan(resource["resourceType"])
    pairs = _pairs(resource["resourceType"])
    for name, value in resource.items():
        for composite in pairs.get(name, ()):
            _add_pairs(index, composite, value)
        for lookup in plan.get(name, ()):
            rows = getattr(index, lookup.form)
            for node in _below(_taken(value, lookup.head), lookup.below):
                if not lookup.target or points_to(node, lookup.target, resource):
                    _add(index, rows, lookup, node)
    return index


def _add(index: Index, rows: set[Row], lookup: _Lookup, node: Any) -> None:
    is_read = False
    for row in lookup.read(node):
        is_read = True
        rows.add((lookup.key, *row))
    for beside in lookup.beside:
        kept = getattr(index, beside.form)
        for row in beside.read(node):
            is_read = True
            kept.add((beside.key, *row))
    if not is_read and says_something(node):
        index.token.add((lookup.unread, 0, 0))


def _add_pairs(index: Index, composite: Composite, value: Any) -> None:
    first, second = composite.first, composite.second
    for element in value if isinstance(value, list) else [value]:
        if not isinstance(element, dict) or first is None or second is None:
            continue
        seconds = list(map(as_second(second.kind), _read(element, second)))
        for system, code in _read(element, first):
            for row in seconds:
                index.composite.add((composite.key, system, code, *row))


def _read(element: dict[str, Any], part: Parameter) -> Iterator[Row]:
    for place in part.places:
        read = reader_for(part.kind, place.kind)
        for node in _below([element], place.steps):
            yield from read(node)


def as_second(kind: str) -> Callable[[Row], Row]:
    """Return how a row of this kind stands as second of a pair: low, high, system, code."""
    if kind == "token":
        return lambda row: (0, 0, *row)
    if kind == "reference":
        return lambda row: (0, 0, 0, hash_of(row[0]))
    return lambda row: row


def values_at(resource: dict[str, Any], place: Place) -> Iterator[Any]:
    """Yield the JSON values that stand at ``place`` of a resource."""
    for node in _below([resource], place.steps):
        if not place.target or points_to(node, place.target, resource):
            yield node


def _below(nodes: list[Any], steps: tuple[Step, ...]) -> list[Any]:
    for step in steps:
        nodes = [
            found
            for node in nodes
            if isinstance(node, dict) and step.key in node
            for found in _taken(node[step.key], step)
        ]
    return nodes


def _taken(value: Any, step: Step) -> list[Any]:
    nodes = value if isinstance(value, list) else [value]
    if step.first:
        nodes = nodes[:1]
    return [node for node in nodes if _fits(node, step)] if step.field else nodes


def _fits(node: Any, step: Step) -> bool:
    if not isinstance(node, dict):
        return False
    if step.field == "extension":
        return any(
            isinstance(e, dict) and e.get("url") == step.value for e in node.get("extension", ())
        )
    return bool(node.get(step.field) == step.value)
