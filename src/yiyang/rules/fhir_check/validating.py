"""The check of one resource, by all that is known about what it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yiyang.rules.fhir_check.always import always
from yiyang.rules.fhir_check.bundles import bundle_issues
from yiyang.rules.fhir_check.elements import Item, inner_resources
from yiyang.rules.fhir_check.issues import Issue, Severity, issue, of_finding
from yiyang.rules.fhir_check.library import Library, of_type
from yiyang.rules.fhir_check.looking import Around
from yiyang.rules.fhir_check.profiles import Profiles
from yiyang.rules.fhir_check.terms import Terms
from yiyang.rules.fhir_check.vital_signs import implied_profiles
from yiyang.rules.fhir_check.walking import Walker, claimed
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


class Definitions:
    """A library with its profiles and codes compiled; made once, used for many resources."""

    def __init__(self, library: Library) -> None:
        self.profiles, self.terms = Profiles(library), Terms(library)


def check(
    resource: Any, asked: Asked = Asked(), definitions: Definitions | None = None
) -> list[Issue]:
    """Return every fault of a resource, and what could not be looked at.

    Without definitions: its structure, the codes that R4 lists, its Bundle and contained
    resources, and the values whose form R4 gives.  With them: the invariants, codes and
    extensions of its types too, the profiles it says it meets, and those asked for.

    Source: HL7 FHIR R4 (4.0.1), "Validating Resources".
    """
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        return [issue("NOT_A_RESOURCE", "")]
    kind = resource["resourceType"]
    if not is_resource_type(kind):
        return [issue("TYPE_UNKNOWN", "", type=kind[:40])]
    issues = _of_address(resource, asked)
    issues += [of_finding(found) for found in structure_findings(resource)]
    issues += always(resource, kind, resource)
    issues += [
        fault for bundle, where in _bundles(resource) for fault in bundle_issues(bundle, where)
    ]
    if definitions is None:
        issues += [_unchecked(url, is_asked=True) for url in asked.profiles]
        issues += [_unchecked(url, is_asked=False) for url in claimed(resource)]
    else:
        issues += _by_definitions(resource, asked, definitions)
    return _once(issues)


def _once(issues: list[Issue]) -> list[Issue]:
    """Return each issue once: several profiles may demand the same of one element."""
    kept: dict[tuple[str, str, str], Issue] = {}
    for one in issues:
        found = one.finding
        kept.setdefault((found.code, found.where, str(found.message.params)), one)
    return list(kept.values())


def _bundles(resource: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    waiting = [(resource, str(resource["resourceType"]))]
    while waiting:
        one, where = waiting.pop()
        if one.get("resourceType") == "Bundle":
            yield one, where
        waiting += [(inner.value, inner.where) for inner in inner_resources(one, where)]


def _unchecked(url: str, *, is_asked: bool) -> Issue:
    severity = Severity.ERROR if is_asked else Severity.WARNING
    return issue("PROFILE_UNKNOWN", "", severity=severity, url=url)


def _by_definitions(
    resource: Mapping[str, Any], asked: Asked, definitions: Definitions
) -> list[Issue]:
    kind = str(resource["resourceType"])
    walker = Walker(definitions.profiles, definitions.terms, resource)
    item, around = Item(resource, kind, kind, "", kind), Around(resource, resource)
    if definitions.profiles.tree(of_type(kind)) is None:
        walker.issues.append(
            issue("TYPE_UNDEFINED", kind, severity=Severity.INFORMATION, type=kind)
        )
    walker.profile(item, of_type(kind), around)
    for url in (*claimed(resource), *implied_profiles(resource)):
        walker.profile(item, url, around)
    for url in asked.profiles:
        if definitions.profiles.tree(url) is None:
            walker.issues.append(_unchecked(url, is_asked=True))
        else:
            walker.profile(item, url, around)
    return walker.issues


def _of_address(resource: Mapping[str, Any], asked: Asked) -> list[Issue]:
    kind, given = resource["resourceType"], resource.get("id")
    issues = []
    if asked.kind and kind != asked.kind:
        issues.append(issue("OTHER_TYPE", kind, type=asked.kind))
    if asked.mode is Mode.UPDATE and given is None:
        issues.append(issue("MISSING_ELEMENT", kind, name="id"))
    elif asked.fhir_id and given is not None and given != asked.fhir_id:
        issues.append(issue("OTHER_ID", f"{kind}.id"))
    return issues
