"""A second, slow reading of the published expressions, to compare the index with.

It shares nothing with the program: it walks the JSON by the published FHIRPath itself and
guesses types by the shape of what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.record.r4_definitions import SKIPPED, read_definitions

Typed = tuple[Any, str]  # a value, and its type where the name of a choice told it
CHOICES = frozenset(
    [
        "Boolean",
        "Integer",
        "Decimal",
        "String",
        "Date",
        "DateTime",
        "Instant",
        "Time",
        "Code",
        "Uri",
        "Url",
        "Canonical",
        "Quantity",
        "Age",
        "Range",
        "Ratio",
        "Period",
        "Timing",
        "SampledData",
        "CodeableConcept",
        "Coding",
        "Identifier",
        "Reference",
        "Address",
        "HumanName",
        "ContactPoint",
        "Money",
        "Attachment",
        "Duration",
        "Annotation",
    ]
)
STEP = re.compile(r"\.?(\w+)(?:\(((?:[^()]|\([^()]*\))*)\))?(\[0\])?")


def published(shared: Any) -> list[dict[str, Any]]:
    """Return the published parameters that are kept."""
    return [
        p
        for p in read_definitions(shared, "SearchParameter")
        if p["type"] not in SKIPPED
        and {"base", "expression"} <= set(p)
        and not p["id"].startswith(("codesystem-ext", "valueset-ext"))
    ]


def evaluate(expression: str, resource: dict[str, Any]) -> list[Any]:
    """Return what an expression finds in a resource."""
    kind = resource["resourceType"]
    return [
        value for part in expression.split("|") for value, _ in _part(part.strip(), kind, resource)
    ]


def _part(part: str, kind: str, resource: dict[str, Any]) -> list[Typed]:
    if part.startswith("(") and part.endswith(")"):
        part = part[1:-1].strip()
    if "deceased.exists()" in part:
        held = resource.get("deceasedBoolean", resource.get("deceasedDateTime"))
        return [] if held is None and not part.startswith(kind) else [(_died(held), "")]
    part = re.sub(r"^\((.*?) as (\w+)\)", r"\1.as(\2)", part)
    part = re.sub(r" as (\w+)$", r".as(\1)", part)
    steps = STEP.findall(part)
    if steps[0][0] in (kind, "Resource", "DomainResource"):
        steps = steps[1:]
    elif steps[0][0][0].isupper():
        return []
    nodes: list[Typed] = [(resource, kind)]
    for name, inside, first in steps:
        nodes = [found for node in nodes for found in _step(node, name, inside, resource)]
        nodes = nodes[:1] if first else nodes
    return nodes


def _died(held: Any) -> str:
    return "false" if held is False or held is None else "true"


def _step(node: Typed, name: str, inside: str, whole: dict[str, Any]) -> Iterator[Typed]:
    value, kind = node
    if name in ("as", "ofType"):
        if kind.casefold() in ("", inside.casefold()):
            yield node
    elif name == "where":
        if _holds(value, inside, whole):
            yield node
    elif name == "extension":
        yield from ((e, "") for e in value.get("extension", ()) if e["url"] == inside.strip("'"))
    elif isinstance(value, dict):
        for key, held in value.items():
            suffix = key.removeprefix(name)
            if key == name or (key.startswith(name) and suffix in CHOICES):
                many = held if isinstance(held, list) else [held]
                yield from ((one, suffix) for one in many)


def _holds(value: Any, condition: str, whole: dict[str, Any]) -> bool:
    if target := re.fullmatch(r"resolve\(\) is (\w+)", condition):
        reference = value.get("reference", "")
        within = {f"#{one.get('id')}": one for one in whole.get("contained", ())} | {"#": whole}
        if reference in within:
            return target[1] in (value.get("type"), within[reference]["resourceType"])
        named = re.search(r"([A-Z]\w+)/[^/]+(/_history/\w+)?$", reference)
        return value.get("type") == target[1] or bool(named and named[1] == target[1])
    if extension := re.fullmatch(r"hasExtension\('(.*)'\)", condition):
        return any(e["url"] == extension[1] for e in value.get("extension", ()))
    field, wanted = re.fullmatch(r"(\w+)='(.*)'", condition).groups()
    return value.get(field) == wanted


def tokens(value: Any) -> set[tuple[str, str]]:
    """Return (system, code) of what a token parameter finds."""
    if isinstance(value, bool | str):
        return {("", value if isinstance(value, str) else str(value).lower())}
    inside = value.get("coding", ())
    if "url" in value:  # an extension
        inside = [held for key, held in value.items() if key.startswith("value")]
    found = {token for one in inside for token in tokens(one)}
    if "code" in value:
        found.add((value.get("system", ""), value["code"]))
    elif "value" in value:
        is_contact = value.get("system") in CONTACTS
        found.add(("" if is_contact else value.get("system", ""), value["value"]))
    return found


CONTACTS = {"phone", "fax", "email", "pager", "url", "sms", "other"}


def numbers(value: Any) -> set[Decimal]:
    """Return the numbers of what a number or quantity parameter finds, but for ranges."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return {Decimal(value)}
    if isinstance(value, dict) and not value.get("comparator") and "value" in value:
        return {Decimal(value["value"])}
    return set()


def targets(value: Any) -> set[str]:
    """Return where the references found lead, but to what is contained."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict) and "resourceType" in value:
        return {f"{value['resourceType']}/{value['id']}"} if "id" in value else set()
    reference = value.get("reference", "") if isinstance(value, dict) else ""
    return {re.sub(r"/_history/.*", "", reference)} if reference and reference[0] != "#" else set()
