"""From a resource to the rows by which it is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from yiyang.rules.fhir_map.parameters import Parameter, Place, Step, parameter_key, parameters_of
from yiyang.rules.fhir_map.values import Reader, Row, points_to, reader_for, token_of_identifier


@dataclass
class Index:
    """Rows of each form, each beginning with the parameter's key; one row stands once."""

    token: set[Row] = field(default_factory=set)
    date: set[Row] = field(default_factory=set)
    string: set[Row] = field(default_factory=set)
    reference: set[Row] = field(default_factory=set)
    quantity: set[Row] = field(default_factory=set)
    uri: set[Row] = field(default_factory=set)


TABLE_OF = {"number": "quantity"}


@dataclass(frozen=True)
class _Lookup:
    """One place of one parameter, made ready: the head step, the steps below, the reader."""

    key: int
    form: str
    head: Step
    below: tuple[Step, ...]
    read: Reader
    target: str
    identifier_key: int | None


@cache
def _plan(kind: str) -> dict[str, list[_Lookup]]:
    plan: dict[str, list[_Lookup]] = {}
    for parameter in parameters_of(kind):
        for place in parameter.places:
            lookup = _lookup(kind, parameter, place)
            plan.setdefault(lookup.head.key, []).append(lookup)
    return plan


def _lookup(kind: str, parameter: Parameter, place: Place) -> _Lookup:
    by_identifier = parameter.kind == "reference" and place.kind == "Reference"
    return _Lookup(
        parameter.key,
        TABLE_OF.get(parameter.kind, parameter.kind),
        place.steps[0],
        place.steps[1:],
        reader_for(parameter.kind, place.kind),
        place.target,
        parameter_key(kind, f"{parameter.code}:identifier") if by_identifier else None,
    )


def index_of(resource: dict[str, Any]) -> Index:
    """Return the rows of every search parameter of a resource's type.

    Raises:
        KeyError: the store does not serve this type.
    """
    index = Index()
    plan = _plan(resource["resourceType"])
    for name, value in resource.items():
        for lookup in plan.get(name, ()):
            rows = getattr(index, lookup.form)
            for node in _below(_taken(value, lookup.head), lookup.below):
                _add(index, rows, lookup, node)
    return index


def _add(index: Index, rows: set[Row], lookup: _Lookup, node: Any) -> None:
    if lookup.target and not points_to(node, lookup.target):
        return
    for row in lookup.read(node):
        rows.add((lookup.key, *row))
    if lookup.identifier_key is not None and isinstance(node, dict) and "identifier" in node:
        for row in token_of_identifier(node["identifier"]):
            index.token.add((lookup.identifier_key, *row))


def values_at(resource: dict[str, Any], place: Place) -> Iterator[Any]:
    """Yield the JSON values that stand at ``place`` of a resource."""
    for node in _below([resource], place.steps):
        if not place.target or points_to(node, place.target):
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
