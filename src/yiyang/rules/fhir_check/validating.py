"""The check of one resource, by all that is known about what it should be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yiyang.rules.fhir_check.issues import Issue, issue, of_finding
from yiyang.rules.fhir_map.shape import is_id
from yiyang.rules.fhir_map.structure import is_resource_type, structure_findings


class Mode(StrEnum):
    """What the sender means to do with the resource; empty: only to know whether it is sound."""

    NONE = ""
    CREATE = "create"
    UPDATE = "update"


@dataclass(frozen=True)
class Asked:
    """What a resource is checked for: its type, the use that is meant, and profiles.

    ``kind`` and ``fhir_id`` are those of the address asked at; empty: any.
    """

    kind: str = ""
    fhir_id: str = ""
    mode: Mode = Mode.NONE
    profiles: tuple[str, ...] = ()


def check(resource: Any, asked: Asked = Asked()) -> list[Issue]:
    """Return every fault of a resource, and what could not be looked at.

    Source: HL7 FHIR R4 (4.0.1), "Validating Resources".
    """
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        return [issue("NOT_A_RESOURCE", "")]
    kind = resource["resourceType"]
    if not is_resource_type(kind):
        return [issue("TYPE_UNKNOWN", "resourceType", type=kind[:40])]
    issues = _of_address(resource, asked)
    issues += [of_finding(found) for found in structure_findings(resource)]
    return issues


def _of_address(resource: dict[str, Any], asked: Asked) -> list[Issue]:
    kind, given = resource["resourceType"], resource.get("id")
    issues = []
    if asked.kind and kind != asked.kind:
        issues.append(issue("OTHER_TYPE", "resourceType", type=asked.kind))
    if given is not None and not is_id(given):
        issues.append(issue("BAD_ID", f"{kind}.id"))
    if asked.mode is Mode.UPDATE and given is None:
        issues.append(issue("MISSING_ELEMENT", kind, name="id"))
    elif asked.fhir_id and given is not None and given != asked.fhir_id:
        issues.append(issue("OTHER_ID", f"{kind}.id"))
    return issues
