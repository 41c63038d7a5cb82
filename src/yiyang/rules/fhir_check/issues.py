"""One thing that a check tells: how grave it is, of which kind, and the finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Param
from yiyang.rules.fhir_map.findings import finding


class Severity(StrEnum):
    """How grave an issue is; the codes of http://hl7.org/fhir/issue-severity."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


# Kinds of http://hl7.org/fhir/issue-type by our own codes; any other is of structure.
KINDS = {
    "MISSING_ELEMENT": "required",
    "WRONG_TYPE": "value",
    "NULL_VALUE": "value",
    "EMPTY_VALUE": "value",
    "BAD_ID": "value",
    "TYPE_NOT_SERVED": "not-supported",
    "ELEMENT_TOO_FEW": "required",
    "FIXED_VALUE": "value",
    "PATTERN_VALUE": "value",
    "TOO_LONG": "value",
    "OUT_OF_RANGE": "value",
    "NOT_IN_VALUE_SET": "code-invalid",
    "CODE_UNKNOWN": "code-invalid",
    "VALUE_SET_UNKNOWN": "not-found",
    "PROFILE_UNKNOWN": "not-found",
    "EXTENSION_UNKNOWN": "extension",
    "MODIFIER_UNKNOWN": "extension",
    "EXTENSION_CONTEXT": "extension",
    "INVARIANT": "invariant",
    "INVARIANT_UNREAD": "not-supported",
    "FULL_URL_TWICE": "duplicate",
    "CONTAINED_TWICE": "duplicate",
    "REFERENCE_DANGLING": "not-found",
}
STRUCTURE = "structure"


@dataclass(frozen=True)
class Issue:
    """A finding with its severity and FHIR's kind; ``profile`` is whose demand it is, if any."""

    severity: Severity
    kind: str
    finding: Finding
    profile: str = ""


def issue(
    code: str,
    where: str,
    *,
    severity: Severity = Severity.ERROR,
    profile: str = "",
    **params: Param,
) -> Issue:
    """Return an issue at ``where``, the FHIRPath of the element, by its code in ``texts.yaml``."""
    return of_finding(finding(code, where, **params), severity=severity, profile=profile)


def of_finding(found: Finding, *, severity: Severity = Severity.ERROR, profile: str = "") -> Issue:
    """Return an issue that tells a finding."""
    return Issue(severity, KINDS.get(found.code, STRUCTURE), found, profile)


def has_error(issues: Iterable[Issue]) -> bool:
    """Tell whether any issue is an error."""
    return any(one.severity is Severity.ERROR for one in issues)
