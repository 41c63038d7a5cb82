"""FHIRPath Patch (HL7 FHIR R4, http://hl7.org/fhir/R4/fhirpatch.html): Parameters on a resource."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from yiyang.faces.fhir.patching import MOST_STEPS, BadPatch
from yiyang.faces.fhir.path_places import BadPath, Place, keys_of, places, shape_at, steps_of
from yiyang.rules.fhir_map.structure import Shape, shape_of

Parts = list[dict[str, Any]]
VALUE = "value"
PARTS = {"type", "path", "name", VALUE, "index", "source", "destination"}
ELEMENTS = ("name", "extension")  # the steps that lead from an object to an element of it
BROKEN = (BadPath, KeyError, IndexError, TypeError, AttributeError)


def path_patched(resource: dict[str, Any], parameters: Any) -> dict[str, Any]:
    """Return a resource as the operations of a Parameters resource leave it.

    Raises:
        BadPatch: it is no patch, an operation cannot be done, or it would change type or id.
    """
    operations = parameters.get("parameter") if isinstance(parameters, dict) else None
    if not isinstance(operations, list) or len(operations) > MOST_STEPS:
        raise BadPatch(place=0)
    name = (resource["resourceType"], resource["id"])
    # What is sent becomes part of the resource, and later steps change it: another try begins anew.
    for place, one in enumerate(deepcopy(operations), start=1):
        try:
            given = {part["name"]: part for part in one["part"]}
            is_told_once = len(given) == len(one["part"]) and given.keys() <= PARTS
            if one.get("name") != "operation" or not is_told_once:
                raise BadPath
            OPERATIONS[given["type"]["valueCode"]](resource, given)
        except BROKEN as broken:
            raise BadPatch(place=place) from broken
    if (resource.get("resourceType"), resource.get("id")) != name:
        raise BadPatch(place=len(operations))
    return resource


def _one(resource: dict[str, Any], given: dict[str, Any]) -> Place:
    found = places(resource, steps_of(given["path"]["valueString"]))
    if len(found) != 1:
        raise BadPath
    return found[0]


def _add(resource: dict[str, Any], given: dict[str, Any]) -> None:
    place, name = _one(resource, given), given["name"]["valueString"]
    shape = shape_at(place)
    key, value = _sent(shape, name, given[VALUE])
    if shape.elements[key].is_list:
        held = place.value.setdefault(key, [])
        held.append(value)
        _beside(place.value, key, len(held) - 1)
    elif any(k in place.value for k in keys_of(shape, name)):
        raise BadPath
    else:
        place.value[key] = value


def _insert(resource: dict[str, Any], given: dict[str, Any]) -> None:
    owner, shape, name = _list(resource, given)
    key, value = _sent(shape, name, given[VALUE])
    held, index = owner.value[key], given["index"]["valueInteger"]
    if not 0 <= index <= len(held):
        raise BadPath
    held.insert(index, value)
    _beside(owner.value, key, index)


def _delete(resource: dict[str, Any], given: dict[str, Any]) -> None:
    if not places(resource, steps_of(given["path"]["valueString"])):
        return  # what is not there need not go
    place = _one(resource, given)
    if not place.name:
        raise BadPath
    del place.holder[place.key]
    beside = place.owner.get(f"_{place.name}")
    if isinstance(place.holder, list):
        if isinstance(beside, list):
            del beside[place.key]
        if place.holder:
            return
        del place.owner[place.name]
    place.owner.pop(f"_{place.name}", None)


def _replace(resource: dict[str, Any], given: dict[str, Any]) -> None:
    place = _one(resource, given)
    if not place.name:
        raise BadPath
    steps = steps_of(given["path"]["valueString"])
    last = max(number for number, (what, _) in enumerate(steps) if what in ELEMENTS)
    name = steps[last][1] if steps[last][0] == "name" else steps[last][0]
    owner = next(one for one in places(resource, steps[:last]) if one.value is place.owner)
    key, value = _sent(shape_at(owner), name, given[VALUE])
    if key == place.name:
        place.holder[place.key] = value
    else:  # a choice of another type
        del place.owner[place.name]
        place.owner.pop(f"_{place.name}", None)
        place.owner[key] = value


def _move(resource: dict[str, Any], given: dict[str, Any]) -> None:
    owner, _, name = _list(resource, given)
    source, destination = (given[n]["valueInteger"] for n in ("source", "destination"))
    for held in (owner.value[name], owner.value.get(f"_{name}")):
        if held is None:
            continue
        if not (0 <= source < len(held) and 0 <= destination < len(held)):
            raise BadPath
        held.insert(destination, held.pop(source))


def _list(resource: dict[str, Any], given: dict[str, Any]) -> tuple[Place, Shape, str]:
    """Return what has the list that a path names, its shape, and the list's name."""
    steps = steps_of(given["path"]["valueString"])
    if not steps or steps[-1][0] != "name":
        raise BadPath
    owners = places(resource, steps[:-1])
    if len(owners) != 1:
        raise BadPath
    shape, name = shape_at(owners[0]), steps[-1][1]
    if not shape.elements[name].is_list:
        raise BadPath
    return owners[0], shape, name


def _beside(owner: dict[str, Any], key: str, index: int) -> None:
    """Keep the extensions of primitives at their places."""
    beside = owner.get(f"_{key}")
    if isinstance(beside, list):
        beside.insert(index, None)


def _sent(shape: Shape, name: str, part: dict[str, Any]) -> tuple[str, Any]:
    """Return the JSON name of an element and the value that is sent for it."""
    typed = [key for key in part if key.startswith(VALUE)]
    keys = keys_of(shape, name)
    if typed:
        suffix = typed[0].removeprefix(VALUE)
        key = name if keys == (name,) else f"{name}{suffix}"
        value = part[typed[0]]
    elif len(keys) > 1:
        raise BadPath  # a choice, and nothing says of which type
    else:
        (key,) = keys
        value = part["resource"] if "resource" in part else _made(shape.elements[key].kind, part)
    if key not in keys:
        raise BadPath
    return key, value


def _made(kind: str, part: dict[str, Any]) -> dict[str, Any]:
    """Return an element without a type of its own, from its parts."""
    made: dict[str, Any] = {}
    shape = shape_of(kind)
    for inner in part["part"]:
        key, value = _sent(shape, inner["name"], inner)
        if shape.elements[key].is_list:
            made.setdefault(key, []).append(value)
        elif key in made:
            raise BadPath
        else:
            made[key] = value
    return made


OPERATIONS: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "add": _add,
    "insert": _insert,
    "delete": _delete,
    "replace": _replace,
    "move": _move,
}
