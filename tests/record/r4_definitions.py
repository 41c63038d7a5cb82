"""Reads the published R4 definitions and derives our own forms of them, to compare with.

The repository keeps a compact table of its own (``rules/fhir_map/parameters.yaml``); this
module says what that table must be, from the definitions in ``../shared`` when they are there.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = "data/fhir/spec/r4-conformance-resources-4.0.1.tgz"
SKIPPED = {"composite", "special"}
ABSTRACT = {"Resource", "DomainResource"}
PLAIN = re.compile(r"^[A-Za-z]+(\.\w+(\[x\])?)*$")


def read_definitions(shared: Path, prefix: str) -> Iterator[dict[str, Any]]:
    """Yield the published resources whose file name begins with ``prefix``."""
    with tarfile.open(shared / PACKAGE) as archive:
        for member in archive:
            if Path(member.name).name.startswith(prefix + "-"):
                yield json.load(archive.extractfile(member))


class Definitions:
    """Elements of every R4 type, and the search parameters with their expressions."""

    def __init__(self, shared: Path) -> None:
        self.elements: dict[str, dict[str, Any]] = {}
        self.resources: list[str] = []
        self.patterns: set[str] = set()  # of which nothing is made
        for definition in read_definitions(shared, "StructureDefinition"):
            if definition.get("derivation") == "constraint":
                continue
            if definition["kind"] == "logical":
                self.patterns.add(definition["name"])
            if definition["kind"] == "resource" and not definition["abstract"]:
                self.resources.append(definition["name"])
            for element in definition["snapshot"]["element"]:
                self.elements[element["path"]] = element
        self.parameters = list(read_definitions(shared, "SearchParameter"))
        self.resources.sort()

    def child(self, owner: str, name: str) -> tuple[str, dict[str, Any]] | None:
        """Return path and element of ``name`` below the element path or type ``owner``."""
        for path in (f"{owner}.{name}", f"{owner}.{name}[x]"):
            if path in self.elements:
                return path, self.elements[path]
        return None

    def steps(self, owner: str, name: str, wanted: str = "") -> list[tuple[str, str]]:
        """Return (JSON key, path or type to go on from) for element ``name`` of ``owner``."""
        found = self.child(owner, name)
        if found is None:
            return []
        path, element = found
        if "contentReference" in element:
            return [(name, element["contentReference"].lstrip("#"))]
        types = [t["code"] for t in element["type"]]
        if path.endswith("[x]"):
            return [(name + t[0].upper() + t[1:], t) for t in types if wanted in ("", t)]
        code = types[0]
        if code in ("BackboneElement", "Element"):
            return [(name, path)]
        return [(name, "string" if code.startswith("http") else code)]


def derive(definitions: Definitions) -> dict[str, dict[str, str]]:
    """Return ``{type: {code: "kind path@Type | path@Type"}}`` for all but composites."""
    table: dict[str, dict[str, str]] = {}
    for parameter in definitions.parameters:
        if parameter["type"] in SKIPPED or not {"base", "expression"} <= set(parameter):
            continue
        if parameter["id"].startswith(("codesystem-ext", "valueset-ext")):
            continue
        for base in parameter["base"]:
            paths = [
                path
                for part in parameter["expression"].split("|")
                for path in one_path(definitions, base, part.strip())
            ]
            if paths:
                text = " | ".join(dict.fromkeys(paths))
                table.setdefault(base, {})[parameter["code"]] = f"{parameter['type']} {text}"
    return {base: dict(sorted(table[base].items())) for base in sorted(table)}


def one_path(definitions: Definitions, base: str, part: str) -> list[str]:
    """Return our paths for one alternative of an expression that begins at ``base``."""
    part = part.strip()
    if part.startswith("(") and part.endswith(")"):
        part = part[1:-1].strip()
    if base in ("Patient", "Person") and part.startswith(f"{base}.deceased.exists()"):
        return ["deceasedBoolean@deceased", "deceasedDateTime@deceased"]
    part = re.sub(r"^\((.*?) as (\w+)\)", r"\1.as(\2)", part)
    part = re.sub(r" as (\w+)$", r".as(\1)", part)
    if definitions.child(base, part):
        part = f"{base}.{part}"  # two published expressions leave the type out
    tokens = re.findall(r"\.?(\w+)(\((?:[^()]|\([^()]*\))*\))?(\[0\])?", part)
    if not tokens or tokens[0][0] not in (base, *ABSTRACT):
        return []
    trails = [("", base, "")]
    rest = tokens[1:]
    while rest:
        (name, call, first), *rest = rest
        trails = advance(definitions, trails, name, call, rest)
        if first:
            trails = [(f"{keys}[0]", owner, end) for keys, owner, end in trails]
    return [f"{keys}@{end or owner}" for keys, owner, end in trails]


Trails = list[tuple[str, str, str]]


def advance(definitions: Definitions, trails: Trails, name: str, call: str, rest: list) -> Trails:
    """Take one step of an expression from each of the trails."""
    inside = call[1:-1].strip("'")
    if name in ("as", "ofType"):
        raise AssertionError("a cast is taken together with the step before it")
    if name == "where":
        return [filtered(keys, owner, inside) for keys, owner, _ in trails]
    if name == "extension":
        return [
            (f"{keys}.extension[url={inside}]".lstrip("."), "Extension", "") for keys, *_ in trails
        ]
    wanted = ""
    if rest and rest[0][0] in ("as", "ofType"):
        wanted = rest.pop(0)[1][1:-1]
    return [
        (f"{keys}.{key}".lstrip("."), owner, "")
        for keys, before, _ in trails
        for key, owner in definitions.steps(before, name, wanted)
    ]


def filtered(keys: str, owner: str, condition: str) -> tuple[str, str, str]:
    """Return a trail narrowed by a ``where``: by a reference's type, or a field's value."""
    if target := re.fullmatch(r"resolve\(\) is (\w+)", condition):
        return keys, owner, f"{owner}:{target[1]}"
    if extension := re.fullmatch(r"hasExtension\('(.*?)'?\)?", condition):
        return f"{keys}[extension={extension[1]}]", owner, ""
    field, value = re.fullmatch(r"(\w+)='?(.*?)'?", condition).groups()
    return f"{keys}[{field}={value}]", owner, ""


def structure(definitions: Definitions) -> dict[str, dict[str, str]]:
    """Return ``{type or element path: {element: "cardinality type|type"}}`` of every R4 type.

    The cardinality is ``?`` (at most one), ``1`` (one), ``*`` (any) or ``+`` (one or more); a
    type that begins with ``@`` is a path of this table.
    """
    table: dict[str, dict[str, str]] = {}
    for path, element in definitions.elements.items():
        owner, _, name = path.rpartition(".")
        if not owner:
            table.setdefault(path, {})
            continue
        card = {("0", "1"): "?", ("1", "1"): "1", ("0", "*"): "*", ("1", "*"): "+"}
        many = "1" if element["max"] == "1" else "*"
        if element["max"] == "0":
            continue
        key = card[str(min(element["min"], 1)), many]
        table.setdefault(owner, {})[name] = key + "|".join(_type_names(definitions, path, element))
    return {owner: table[owner] for owner in sorted(table)}


def _type_names(definitions: Definitions, path: str, element: dict[str, Any]) -> list[str]:
    if "contentReference" in element:
        return ["@" + element["contentReference"].lstrip("#")]
    codes = [t["code"] for t in element["type"]]
    if codes[0] in ("BackboneElement", "Element") and f"{path}.id" in definitions.elements:
        return [f"@{path}"]
    return ["string" if c.startswith("http") else c for c in codes]


CODED = "http://hl7.org/fhir/ValueSet/"


def codes(shared: Path, definitions: Definitions) -> dict[str, dict[str, Any]]:
    """Return the sets that can be listed, and the elements of type code that must be of one."""
    known = {
        one["url"]: one
        for prefix in ("ValueSet", "CodeSystem")
        for one in read_definitions(shared, prefix)
    }
    sets: dict[str, str] = {}
    elements: dict[str, dict[str, str]] = {}
    for path, element in definitions.elements.items():
        binding = element.get("binding", {})
        kinds = [one["code"] for one in element.get("type", [])]
        if binding.get("strength") != "required" or kinds != ["code"]:
            continue
        url = binding["valueSet"].partition("|")[0]
        listed = _listed(known, url)
        owner, _, name = path.rpartition(".")
        if listed is not None and owner not in definitions.patterns:
            sets[url.removeprefix(CODED)] = " ".join(listed)
            elements.setdefault(owner, {})[name] = url.removeprefix(CODED)
    return {"sets": sets, "elements": elements}


def _listed(known: dict[str, Any], url: str) -> list[str] | None:
    """Return the codes of a value set in their order; None where they cannot be listed."""
    value_set = known.get(url, {})
    if value_set.get("resourceType") != "ValueSet" or "exclude" in value_set["compose"]:
        return None
    found: list[str] = []
    for part in value_set["compose"]["include"]:
        if "filter" in part:
            return None
        if "valueSet" in part:
            listed = _listed(known, part["valueSet"][0])
        elif "concept" in part:
            listed = [one["code"] for one in part["concept"]]
        else:
            system = known.get(part["system"], {})
            is_whole = system.get("content") == "complete"
            listed = list(_below(system["concept"])) if is_whole else None
        if listed is None:
            return None
        found += listed
    return found


def _below(concepts: list[dict[str, Any]]) -> Iterator[str]:
    for one in concepts:
        yield one["code"]
        yield from _below(one.get("concept", []))
