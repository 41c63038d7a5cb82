"""Whether something sent is a resource that the store can keep."""

from __future__ import annotations

import re
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.parameters import served_types
from yiyang.rules.fhir_map.structure import Checked, check_structure

ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def check_shape(resource: Any) -> Checked:
    """Return every fault for which a resource is not kept, and where its addresses stand.

    Its type is served; its id has its form; every element is known to its type, of its kind
    and as many as may be, and none is empty, or null but beside a primitive's extension.
    """
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        return Checked([finding("NOT_A_RESOURCE", "")])
    kind = resource["resourceType"]
    if kind not in served_types():
        return Checked([finding("TYPE_NOT_SERVED", "", type=kind[:40])])
    checked = check_structure(resource)
    findings = [f for f in checked.findings if not _is_gap_inside(f)]
    if "id" in resource and not is_id(resource["id"]):
        findings.append(finding("BAD_ID", f"{kind}.id"))
    return Checked(findings, checked.links)


def is_id(value: Any) -> bool:
    """Tell whether a value has the form of a logical id."""
    return isinstance(value, str) and ID.fullmatch(value) is not None


def _is_gap_inside(fault: Finding) -> bool:
    """Tell whether a fault is an element missing deep inside: a gap of the sender, kept as sent.

    Even official examples have some (a Questionnaire's items without linkId).  What is missing
    of the resource itself (a status, a subject) is refused.
    """
    return fault.code == "MISSING_ELEMENT" and "." in fault.where
