"""JSON Patch (RFC 6902) on a resource, its numbers kept as they were written."""

from __future__ import annotations

from typing import Any

from jsonpatch import JsonPatch, JsonPatchException, JsonPatchTestFailed
from jsonpointer import JsonPointerException

from yiyang.kernel.errors import Refused
from yiyang.rules.fhir_map.written import write_json

MOST_STEPS = 500
MOST_BYTES = 20 * 1024 * 1024  # of what copying may make of it
BROKEN = (JsonPatchException, JsonPointerException, TypeError, ValueError, KeyError, IndexError)


class BadPatch(Refused):
    """Refused because a step of the patch cannot be done."""

    code = "BAD_PATCH"


class PatchTestFailed(Refused):
    """Refused because the resource is not what the patch tests for."""

    code = "PATCH_TEST_FAILED"


def patched(resource: dict[str, Any], steps: Any) -> dict[str, Any]:
    """Return a resource as the steps of a patch leave it.

    Raises:
        BadPatch: the patch is none, a step cannot be done, or it would change type or id.
        PatchTestFailed: a ``test`` does not hold.
    """
    if not isinstance(steps, list) or len(steps) > MOST_STEPS:
        raise BadPatch(place=0)
    name = (resource["resourceType"], resource["id"])
    for place, step in enumerate(steps, start=1):
        resource = _step(resource, step, place)
    if (resource.get("resourceType"), resource.get("id")) != name:
        raise BadPatch(place=len(steps))
    return resource


def _step(resource: dict[str, Any], step: Any, place: int) -> dict[str, Any]:
    if not isinstance(step, dict):
        raise BadPatch(place=place)
    try:
        made = JsonPatch([step]).apply(resource, in_place=True)
    except JsonPatchTestFailed as failed:
        raise PatchTestFailed(place=place) from failed
    except BROKEN as broken:
        raise BadPatch(place=place) from broken
    is_too_large = step.get("op") == "copy" and len(write_json(made)) > MOST_BYTES
    if not isinstance(made, dict) or is_too_large:
        raise BadPatch(place=place)
    return made
