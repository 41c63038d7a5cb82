"""Where a path of FHIRPath Patch leads within a resource.

The simple part of FHIRPath that names places: children, ``[n]``, ``first()``, ``last()``,
``where(child = literal and …)``, ``extension('url')``, ``ofType(Type)``.  Nothing else is run for
somebody outside: an expression that computes could take for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.structure import Shape, shape_of

STRING = r"'(?:[^'\\]|\\.)*'"
STEP = re.compile(
    rf"(?P<dot>\.)?(?:(?P<call>where|first|last|ofType|extension)\((?P<given>(?:[^()']|{STRING})*)\)"
    r"|(?P<name>[A-Za-z]\w*))|\[(?P<index>\d{1,6})\]"
)
CONDITION = re.compile(
    rf"\s*(?P<path>[A-Za-z]\w*(?:\.[A-Za-z]\w*)*)\s*=\s*(?P<value>{STRING}|true|false|[\d.+-]+)\s*"
)
TRUTHS = {"true": True, "false": False}
ESCAPED = re.compile(r"\\(.)")
LONGEST, MOST_STEPS = 2_000, 60


class BadPath(Exception):
    """The path cannot be read, or names what no such resource has."""


@dataclass(frozen=True)
class Place:
    """One value: where it is held, under which key, and the JSON name of its element.

    ``owner`` is the object that has the element; ``holder`` is its list where it repeats.
    """

    owner: dict[str, Any]
    name: str
    holder: dict[str, Any] | list[Any]
    key: Any
    kind: str

    @property
    def value(self) -> Any:
        """What stands here."""
        return self.holder[self.key]


Step = tuple[str, str]  # what to do (a call, "name" or "index"), and with what


def steps_of(path: str) -> list[Step]:
    """Return the steps of a path.  Raises BadPath."""
    if len(path) > LONGEST:
        raise BadPath
    found: list[Step] = []
    place = 0
    while place < len(path):
        match = STEP.match(path, place)
        if match is None or len(found) >= MOST_STEPS:
            raise BadPath
        if (match["dot"] is None) == (bool(found) and match["index"] is None):
            raise BadPath
        if match["index"] is not None:
            found.append(("index", match["index"]))
        else:
            found.append((match["call"] or "name", match["given"] or match["name"] or ""))
        place = match.end()
    return found


def places(resource: dict[str, Any], steps: list[Step]) -> list[Place]:
    """Return all places that the steps of a path lead to.  Raises BadPath."""
    kind = str(resource["resourceType"])
    root = {"": resource}
    found = [Place(root, "", root, "", kind)]
    if steps[:1] == [("name", kind)]:
        steps = steps[1:]
    for what, given in steps:
        if what == "name":
            found = [below for one in found for below in children(one, given)]
        elif what == "index":
            found = found[int(given) : int(given) + 1]
        else:
            found = CALLS[what](found, given)
    return found


def children(place: Place, name: str) -> Iterator[Place]:
    """Yield the values of an element of an object; a choice by its name without the type.

    Raises:
        BadPath: its type has no such element.
    """
    if not isinstance(place.value, dict):
        raise BadPath
    shape = shape_at(place)
    for key in keys_of(shape, name):
        held = place.value.get(key)
        kind = shape.elements[key].kind
        if isinstance(held, list):
            yield from (Place(place.value, key, held, n, kind) for n in range(len(held)))
        elif held is not None:
            yield Place(place.value, key, place.value, key, kind)


def shape_at(place: Place) -> Shape:
    """Return which elements what stands at a place may have.  Raises BadPath for a primitive."""
    kind = place.value.get("resourceType") if place.kind == "Resource" else place.kind
    try:
        return shape_of(str(kind))
    except KeyError as fault:
        raise BadPath from fault


def keys_of(shape: Shape, name: str) -> tuple[str, ...]:
    """Return the JSON names of an element: several of a choice.  Raises BadPath for none."""
    found = (name,) if name in shape.elements else shape.choices.get(f"{name}[x]", ())
    if not found:
        raise BadPath
    return found


def _where(found: list[Place], given: str) -> list[Place]:
    conditions = []
    place = 0
    while place < len(given) or not conditions:
        match = CONDITION.match(given, place)
        if match is None:
            raise BadPath
        conditions.append((match["path"].split("."), _literal(match["value"])))
        place = match.end()
        if place < len(given):
            if not given.startswith("and", place):
                raise BadPath
            place += len("and")
    return [one for one in found if all(_has(one, names, said) for names, said in conditions)]


def _has(place: Place, names: list[str], said: Any) -> bool:
    found = [place]
    for name in names:
        found = [below for one in found for below in children(one, name)]
    return any(_same(one.value, said) for one in found)


def _same(value: Any, said: Any) -> bool:
    if isinstance(value, bool) or isinstance(said, bool):
        return value is said
    return str(value) == said


def _literal(text: str) -> Any:
    if text.startswith("'"):
        return ESCAPED.sub(r"\1", text[1:-1])
    return TRUTHS.get(text, text)


def _extension(found: list[Place], given: str) -> list[Place]:
    inner = [below for one in found for below in children(one, "extension")]
    return _where(inner, f"url = {given}")


def _of_type(found: list[Place], given: str) -> list[Place]:
    return [one for one in found if one.kind == given.strip().removeprefix("FHIR.")]


CALLS: dict[str, Callable[[list[Place], str], list[Place]]] = {
    "where": _where,
    "first": lambda found, _: found[:1],
    "last": lambda found, _: found[-1:],
    "extension": _extension,
    "ofType": _of_type,
}
