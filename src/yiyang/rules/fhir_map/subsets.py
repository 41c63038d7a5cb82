"""Parts of a resource: what ``_elements`` and ``_summary`` leave of it.

Source: HL7 FHIR R4 (4.0.1), Search, summary and elements; the tag says that it is a part.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from yiyang.rules.fhir_map.structure import shape_of
from yiyang.rules.fhir_map.tables import read_table

SUBSETTED = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "SUBSETTED",
}
ALWAYS = frozenset({"resourceType", "id", "meta", "implicitRules"})


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = read_table("elements")
    return table


@cache
def summary_elements(kind: str) -> frozenset[str]:
    """Return the paths of the elements that the summary of a type holds."""
    return frozenset(_table()[kind][0].split())


@cache
def needed_elements(kind: str) -> frozenset[str]:
    """Return the elements that every part holds: those required, those that change its meaning."""
    shape = shape_of(kind)
    choices = (name.removesuffix("[x]") for name in shape.required_choices)
    return frozenset(_table()[kind][1].split()) | shape.required | frozenset(choices)


@cache
def _choice_of(kind: str) -> dict[str, str]:
    choices = shape_of(kind).choices
    return {key: name.removesuffix("[x]") for name, keys in choices.items() for key in keys}


def part_of(resource: dict[str, Any], *, elements: Collection[str], summary: str) -> dict[str, Any]:
    """Return a resource with what was asked of it only, tagged as a part.

    Args:
        elements: names of elements, or paths below them; none: by ``summary`` alone.
        summary: ``true``, ``text``, ``data``, or another, which takes nothing away.
    """
    kind = resource["resourceType"]
    if elements:
        made = _kept(resource, _tree({*elements, *needed_elements(kind)}), kind)
    elif summary == "true":
        made = _kept(resource, _tree(summary_elements(kind)), kind)
    elif summary == "text":
        made = _kept(resource, _tree({"text", *needed_elements(kind)}), kind)
    elif summary == "data":
        made = {name: value for name, value in resource.items() if name != "text"}
    else:
        return resource
    meta = dict(made.get("meta", {}))
    meta["tag"] = [*meta.get("tag", []), SUBSETTED]
    head = {"resourceType": kind, "id": resource["id"], "meta": meta}
    return {**head, **{name: value for name, value in made.items() if name not in head}}


Tree = dict[str, Any]


def _tree(paths: Collection[str]) -> Tree:
    """Return paths as a tree; an empty branch is an element that is kept whole."""
    tree: Tree = {}
    for path in sorted(paths):
        names = path.split(".")
        node = tree
        for name in names:
            node = node.setdefault(name, {})
    return tree


def _kept(resource: dict[str, Any], tree: Tree, kind: str) -> dict[str, Any]:
    choices = _choice_of(kind)
    made = {}
    for name, value in resource.items():
        plain = name.removeprefix("_")
        branch = tree.get(plain, tree.get(choices.get(plain, "")))
        if plain in ALWAYS:
            made[name] = value
        elif branch is not None:
            made[name] = _below(value, branch)
    return made


def _below(value: Any, branch: Tree) -> Any:
    if not branch:
        return value
    if isinstance(value, list):
        return [_below(one, branch) for one in value]
    if not isinstance(value, dict):
        return value
    names = (*branch, "id", "extension", "modifierExtension")
    return {
        key: _below(held, branch.get(key, {}))
        for key, held in value.items()
        if key.removeprefix("_") in names or any(_is_choice(key, name) for name in branch)
    }


def _is_choice(key: str, name: str) -> bool:
    rest = key.removeprefix("_").removeprefix(name)
    return rest != key and rest[:1].isupper()
