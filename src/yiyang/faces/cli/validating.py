"""``yiyang validate FILE…``: whether FHIR resources are sound, each fault with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from yiyang.faces.cli.fhir_files import files_under, parts_of
from yiyang.faces.cli.profiles import shelf_of
from yiyang.faces.cli.shell import BAD_INPUT, answer, program
from yiyang.faces.cli.spoken import language_asked
from yiyang.faces.wording import catalogue
from yiyang.kernel.messages import Message
from yiyang.rules.fhir_check import Asked, Definitions, Issue, Severity, check
from yiyang.rules.fhir_check.issues import has_error, issue
from yiyang.rules.fhir_map.written import BadJson, read_json

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Paths = Annotated[
    list[str],
    typer.Argument(help="Resources (.json), lines (.ndjson, .gz), archives (.tgz), folders, or -"),
]
Profiles = Annotated[
    list[str] | None, typer.Option("--profile", help="Canonical address of a profile to meet.")
]


Packages = Annotated[
    list[str] | None,
    typer.Option("--definitions", help="Package of definitions (.tgz) to check by; repeatable."),
]
Stored = Annotated[
    bool, typer.Option("--stored", help="Check by the definitions that this node has taken in.")
]


def validate(
    paths: Paths,
    *,
    profile: Profiles = None,
    definitions: Packages = None,
    stored: Stored = False,
    as_json: AsJson = False,
) -> None:
    """Check FHIR R4 resources; nothing is stored.  Exit 2 where a resource has an error.

    Without definitions the structure of R4 is checked; with them profiles, codes and conditions.
    """
    asked = Asked(profiles=tuple(profile or ()))
    if stored:
        with program():
            from yiyang.record.selectors.definitions import (  # noqa: PLC0415 -- Django is set up now
                definitions_here,
            )

            _run(paths, asked, definitions_here(), as_json=as_json)
    else:
        known = Definitions(shelf_of(definitions)) if definitions else None
        _run(paths, asked, known, as_json=as_json)


def _run(
    paths: Sequence[str], asked: Asked, definitions: Definitions | None, *, as_json: bool
) -> None:
    checked = [
        (name, check_text(text, asked, definitions))
        for path in files_under(paths)
        for name, text in _texts(path)
    ]
    answer(_document(checked), as_json=as_json, text=_lines(checked))
    if any(has_error(issues) for _, issues in checked):
        raise typer.Exit(BAD_INPUT)


def check_text(text: bytes, asked: Asked, definitions: Definitions | None = None) -> list[Issue]:
    """Check one JSON text; what is no JSON is one issue."""
    try:
        return check(read_json(text), asked, definitions)
    except BadJson as broken:
        return [issue(broken.code, "", line=broken.line)]


def _texts(path: Path | None) -> Iterator[tuple[str, bytes]]:
    for name, body in parts_of(path):
        if ".ndjson" not in name:
            yield name, body
            continue
        for number, line in enumerate(body.split(b"\n"), start=1):
            if line.strip():
                yield f"{name}, line {number}", line


def _document(checked: list[tuple[str, list[Issue]]]) -> dict[str, Any]:
    return {
        "resources": len(checked),
        "sound": sum(not has_error(issues) for _, issues in checked),
        "issues": [
            {
                "file": name,
                "severity": one.severity.value,
                "kind": one.kind,
                "code": one.finding.code,
                "where": one.finding.where,
                "params": dict(one.finding.message.params),
                "profile": one.profile,
            }
            for name, issues in checked
            for one in issues
        ],
    }


def _lines(checked: list[tuple[str, list[Issue]]]) -> str:
    lines = [
        f"{one.severity.value:<12}{name}: {one.finding.where}: {_said(one.finding.message)}"
        for name, issues in checked
        for one in issues
    ]
    errors = sum(one.severity is Severity.ERROR for _, issues in checked for one in issues)
    return "\n".join([*lines, f"{len(checked)} resources, {errors} errors"])


def _said(message: Message) -> str:
    return catalogue().render(message, language_asked())


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(validate)
