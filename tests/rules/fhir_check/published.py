"""Definitions and cases that others published, read from ``../shared`` where it is there."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from yiyang.rules.fhir_check import Asked, Definitions, Issue, check
from yiyang.rules.fhir_check.issues import has_error, issue
from yiyang.rules.fhir_check.library import Library, Shelf
from yiyang.rules.fhir_map.written import BadJson, read_json

R4 = "data/fhir/spec/r4-conformance-resources-4.0.1.tgz"
IPS = "data/fhir/spec/hl7.fhir.uv.ips-2.0.0-definitions.tgz"
CASES = "data/fhir/hl7-validator-cases-r4-dev.tgz"
IPS_BUNDLE = "http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips"
MODULES = ("base", "bundle", "extensions", "general", "profile", "references")
GRAVE = ("error", "fatal")


@lru_cache(maxsize=1)
def shelf(shared: Path) -> Shelf:
    """Return the definitions of R4 and of the International Patient Summary."""
    held = Shelf()
    for package in (R4, IPS):
        for _, body in members(shared / package):
            held.add_text(body)
    return held


@lru_cache(maxsize=1)
def definitions(shared: Path) -> Definitions:
    """Return them compiled."""
    return Definitions(shelf(shared))


def members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and text of each JSON file of an archive."""
    with tarfile.open(archive) as opened:
        for member in opened:
            stream = opened.extractfile(member) if member.name.endswith(".json") else None
            if stream is not None:
                yield member.name.removeprefix("./"), stream.read()


def check_body(body: bytes, asked: Asked, known: Definitions) -> list[Issue]:
    """Check one text; what is no JSON is one fault."""
    try:
        return check(read_json(body), asked, known)
    except BadJson as broken:
        return [issue(broken.code, "", line=broken.line)]


def judged_cases(shared: Path) -> Iterator[tuple[str, str, bool, bool]]:
    """Yield module, name, whether the reference validator found an error, whether ours did.

    A case whose file, profile or outcome is not in the set cannot be judged and is left out.
    """
    files = dict(members(shared / CASES))
    for case in json.loads(files["manifest.json"])["test-cases"]:
        if case.get("module") not in MODULES or case["file"] not in files:
            continue
        known = Definitions(_with_supporting(case, files, shelf(shared)))
        for asked, wanted in _runs(case, files):
            found = check_body(files[case["file"]], asked, known)
            yield case["module"], case["name"], wanted, has_error(found)


def _runs(case: dict[str, Any], files: dict[str, bytes]) -> Iterator[tuple[Asked, bool]]:
    wanted = _outcome(case["java"], files)
    if wanted is not None:
        yield Asked(), wanted
    profile = case.get("profile", {})
    if profile.get("source") in files:
        wanted = _outcome(profile["java"], files)
        if wanted is not None:
            url = json.loads(files[profile["source"]])["url"]
            yield Asked(profiles=(url,)), wanted


def _outcome(told: Any, files: dict[str, bytes]) -> bool | None:
    if isinstance(told, dict):
        return bool(told.get("errorCount"))
    body = files.get(f"outcomes/{told}")
    if body is None:
        return None
    read = json.loads(body)
    return any(i["severity"] in GRAVE for i in read.get("outcome", read).get("issue", ()))


def _with_supporting(case: dict[str, Any], files: dict[str, bytes], under: Library) -> Shelf:
    held = Shelf(under=under)
    profile = case.get("profile", {})
    names = [*case.get("supporting", ()), *case.get("profiles", ()), profile.get("source")]
    for name in [*names, *profile.get("supporting", ())]:
        if str(name).endswith(".json") and name in files:
            held.add_text(files[name])
    return held
