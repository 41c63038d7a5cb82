"""A walk over every value of a resource with its type: what the checks look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.structure import PRIMITIVES, Shape, is_resource_type, shape_of

DEEPEST = 64


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects in what should be a list of them; anything else is told elsewhere."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


@dataclass(frozen=True)
class Item:
    """One value at its place.

    ``kind`` is its type, or the path of an element that has no type of its own; ``beside`` is
    what stands beside a primitive (its id and extensions); ``key`` the JSON name.
    """

    value: Any
    kind: str
    where: str
    key: str
    path: str = ""  # the element in its owner, such as ``Patient.birthDate``
    beside: Mapping[str, Any] | None = None

    @property
    def is_primitive(self) -> bool:
        """Tell whether it is a primitive."""
        return self.kind in PRIMITIVES


def shape_at(kind: str) -> Shape | None:
    """Return the shape of a type or an element, None where there is none."""
    try:
        return shape_of(kind)
    except KeyError:
        return None


def items_of(holder: Any, kind: str, where: str) -> list[Item]:
    """Return the values of every element of an object, in the order they stand."""
    shape = shape_at(kind)
    if not isinstance(holder, dict) or shape is None:
        return []
    names = dict.fromkeys(key.removeprefix("_") for key in holder)
    return [item for name in names for item in items_at(holder, name, shape, where, kind)]


def items_at(
    holder: Mapping[str, Any], name: str, shape: Shape, where: str, owner: str = ""
) -> list[Item]:
    """Return the values of one JSON name of an object; ``owner`` is the object's kind."""
    element = shape.elements.get(name)
    if element is None or (name not in holder and f"_{name}" not in holder):
        return []
    given, beside = holder.get(name), holder.get(f"_{name}")
    place, path = f"{where}.{name}", f"{owner}.{name}"
    if not element.is_list:
        return [_item(given, beside, element.kind, place, path)]
    values = given if isinstance(given, list) else []
    besides = beside if isinstance(beside, list) else []
    return [
        _item(
            values[n] if n < len(values) else None,
            besides[n] if n < len(besides) else None,
            element.kind,
            f"{place}[{n}]",
            path,
        )
        for n in range(max(len(values), len(besides)))
    ]


def _item(value: Any, beside: Any, kind: str, where: str, path: str) -> Item:
    if kind == "Resource" and isinstance(value, dict):
        given = value.get("resourceType")
        kind = given if isinstance(given, str) and is_resource_type(given) else kind
    key = path.rpartition(".")[2]
    return Item(value, kind, where, key, path, beside if isinstance(beside, dict) else None)


def walk(holder: Any, kind: str, where: str, depth: int = 0) -> Iterator[Item]:
    """Yield every value below an object, each before what stands in it."""
    if depth > DEEPEST:
        return
    for item in items_of(holder, kind, where):
        yield item
        if item.is_primitive:
            if item.beside:
                yield from walk(item.beside, "Element", item.where, depth + 1)
        elif isinstance(item.value, dict) and not is_resource(item):
            yield from walk(item.value, item.kind, item.where, depth + 1)


def is_resource(item: Item) -> bool:
    """Tell whether a value is a resource in another."""
    return isinstance(item.value, dict) and item.kind[:1].isupper() and is_resource_type(item.kind)


def inner_resources(resource: Mapping[str, Any], where: str) -> Iterator[Item]:
    """Yield the resources directly inside another: contained, of entries, of parameters."""
    kind = str(resource.get("resourceType"))
    for item in walk(resource, kind, where):
        if is_resource(item):
            yield item
