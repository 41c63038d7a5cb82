"""``yiyang profiles``: the definitions by which resources are checked, taken in and listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

import orjson
import typer

from yiyang.faces.cli.fhir_files import files_under, parts_of
from yiyang.faces.cli.shell import BAD_INPUT, BadInput, answer, program, say
from yiyang.faces.cli.spoken import language_asked
from yiyang.faces.wording import catalogue
from yiyang.kernel.findings import Finding
from yiyang.rules.fhir_check.library import KEPT, Shelf

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Packages = Annotated[
    list[str], typer.Argument(help="Packages of definitions (.tgz), bundles, lines, or folders")
]
AT_ONCE = 200  # definitions of one transaction
profiles = typer.Typer(no_args_is_help=True, help="Definitions that resources are checked by.")


@profiles.command("import")
def take_in(paths: Packages, *, as_json: AsJson = False) -> None:
    """Take in StructureDefinitions, ValueSets and CodeSystems.  Exit 2 on faults."""
    counts: Counter[str] = Counter()
    findings: list[Finding] = []
    with program():
        for lines in _batches(definitions_in(paths)):
            counts += _stored(lines, findings)
    for finding in findings:
        said = catalogue().render(finding.message, language_asked())
        say(f"{finding.where}: {said}")
    document = {"counts": dict(sorted(counts.items())), "findings": len(findings)}
    text = "\n".join(f"{kind:<24}{count:>7}" for kind, count in sorted(counts.items()))
    answer(document, as_json=as_json, text=text or "nothing was taken in")
    if findings:
        raise typer.Exit(BAD_INPUT)


def _stored(lines: Sequence[bytes], findings: list[Finding]) -> Counter[str]:
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.record.services import import_bundle  # noqa: PLC0415

    report = import_bundle(body=b"\n".join(lines), by=PROGRAM, at=timezone.now())
    if report.findings and len(lines) > 1:  # leave out the one with the fault, not all
        return sum((_stored([line], findings) for line in lines), Counter())
    findings += report.findings
    return Counter(report.counts)


def _batches(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def definitions_in(paths: Sequence[str]) -> Iterator[bytes]:
    """Yield each definition under some paths as one line; other resources are passed over.

    Raises:
        BadInput: a file cannot be read, or is no JSON.
    """
    for path in files_under(paths):
        for name, body in parts_of(path):
            lines = body.splitlines() if ".ndjson" in name else [body]
            for line in filter(bytes.strip, lines):
                yield from _definitions(line, name)


def _definitions(body: bytes, name: str) -> Iterator[bytes]:
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError as broken:
        raise BadInput(
            "{name}: no JSON (line {lineno})", name=name, lineno=broken.lineno
        ) from broken
    if isinstance(read, dict) and read.get("resourceType") in KEPT and read.get("url"):
        yield b" ".join(body.split(b"\n")).replace(b"\r", b" ")


def shelf_of(paths: Sequence[str]) -> Shelf:
    """Return the definitions under some paths, held in memory.

    Raises:
        BadInput: as ``definitions_in``.
    """
    shelf = Shelf()
    for line in definitions_in(paths):
        shelf.add_text(line)
    return shelf


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(profiles, name="profiles")
