"""Extensions: known ones by their definition and where they may stand; unknown ones told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from yiyang.rules.fhir_check.elements import Item, is_resource, shape_at
from yiyang.rules.fhir_check.issues import Severity, issue
from yiyang.rules.fhir_check.library import OF_TYPES, STRUCTURES, unversioned
from yiyang.rules.fhir_check.looking import Around, Look

EVERYWHERE = frozenset({"Element", "BackboneElement", "*", "Any", "All"})
MODIFIER = "modifierExtension"
EXAMPLE = re.compile(r"https?://([\w-]+\.)*example\.(org|com|net)(/|$)")  # no address at all


def check_extension(walker: Look, item: Item, holder: Item, around: Around) -> None:
    """Check an extension by its definition; one that nobody knows and that modifies is a fault."""
    url = item.value.get("url") if isinstance(item.value, dict) else None
    if not isinstance(url, str) or ":" not in url:
        return  # the part of a larger one, described there
    key = (item.where, f"extension {url}")
    if key in walker.done:
        return
    walker.done.add(key)
    definition = walker.profiles.library.find(STRUCTURES, unversioned(url))
    if definition is None:
        _tell_unknown(walker, item, url)
        return
    if definition.get("type") != "Extension":
        walker.issues.append(issue("EXTENSION_UNKNOWN", item.where, url=url))
        return
    if (item.key == MODIFIER) != _modifies(definition):
        walker.issues.append(issue("EXTENSION_PLACE", item.where, url=url))
    if not _may_stand(definition, holder):
        walker.issues.append(issue("EXTENSION_CONTEXT", item.where, url=url))
    walker.profile(item, url, around)


def _tell_unknown(walker: Look, item: Item, url: str) -> None:
    if item.key == MODIFIER:
        walker.issues.append(issue("MODIFIER_UNKNOWN", item.where, url=url))
        return
    is_published = url.startswith(OF_TYPES)  # it may be of a later version
    severity = Severity.WARNING if is_published else Severity.INFORMATION
    if EXAMPLE.match(url):
        severity = Severity.ERROR
    walker.issues.append(issue("EXTENSION_UNKNOWN", item.where, severity=severity, url=url))


def _modifies(definition: Mapping[str, Any]) -> bool:
    for form in ("snapshot", "differential"):
        for element in definition.get(form, {}).get("element", ())[:1]:
            if "isModifier" in element:
                return bool(element["isModifier"])
    return False


def _may_stand(definition: Mapping[str, Any], holder: Item) -> bool:
    """Tell whether an extension may stand in an element; a context in FHIRPath always may."""
    contexts = definition.get("context", ())
    if not contexts:
        return True
    return any(_fits(one, holder) for one in contexts)


def _fits(context: Mapping[str, Any], holder: Item) -> bool:
    kind, expression = context.get("type"), str(context.get("expression", ""))
    if kind == "fhirpath":
        return True
    if kind == "extension":
        return holder.kind == "Extension" and holder.value.get("url") == expression
    names = {holder.kind, holder.path}
    if is_resource(holder):
        names |= {"Resource", "DomainResource"}
        shape = shape_at(holder.kind)
        if shape and "url" in shape.elements and "status" in shape.elements:
            names |= {"CanonicalResource", "MetadataResource"}
    elif expression in EVERYWHERE:
        return True
    return (
        expression in names
        or expression.removesuffix("[x]")
        in {name[: len(expression) - 3] for name in names if expression.endswith("[x]")}
        or expression in ("Element",)
    )
