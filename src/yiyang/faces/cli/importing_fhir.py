"""``yiyang import fhir PATH…``: bundles and lines of FHIR resources into the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from yiyang.faces.cli.fhir_files import files_under, parts_of
from yiyang.faces.cli.shell import BAD_INPUT, BadInput, answer, program, say
from yiyang.faces.cli.spoken import language_asked
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, load_package_texts

PACKAGE = Path(__file__).parents[2]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Paths = Annotated[
    list[str],
    typer.Argument(help="Bundles (.json), lines (.ndjson, .gz), archives (.tar.gz), folders, or -"),
]


@dataclass
class Total:
    """What became of all files together."""

    files: int = 0
    passed_over: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: list[tuple[str, Finding]] = field(default_factory=list)


def fhir(paths: Paths, *, as_json: AsJson = False) -> None:
    """Import FHIR R4 resources; a bundle with a fault is left out whole.  Exit 2 on faults."""
    with program():
        total = take_in(paths)
    texts = load_package_texts(PACKAGE)
    for name, finding in total.findings:
        said = texts.render(finding.message, language_asked())
        say(": ".join(part for part in (name, finding.where, said) if part))
    answer(_document(total), as_json=as_json, text=_table(total))
    if total.findings:
        raise typer.Exit(BAD_INPUT)


def take_in(paths: Sequence[str]) -> Total:
    """Import every file under ``paths``; a file taken in before is passed over."""
    total = Total()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for path in progress.track(files_under(paths), description="import"):
            try:
                for name, body in parts_of(path):
                    _take_one(total, name, body)
            except BadInput as fault:
                said = Message("FILE_UNREADABLE", {"fault": str(fault)})
                total.findings.append((str(path), Finding("FILE_UNREADABLE", "", said)))
    _count_anew(total)
    return total


def _count_anew(total: Total) -> None:
    from yiyang.record.services import counting  # noqa: PLC0415 -- Django is set up only by now

    if total.outcomes["CREATED"] >= counting.MANY:
        counting.count_anew()


def _take_one(total: Total, name: str, body: bytes) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.record.services import import_bundle  # noqa: PLC0415

    report = import_bundle(body=body, by=PROGRAM, at=timezone.now())
    total.files += 1
    total.passed_over += report.seen_before
    total.findings += [(name, finding) for finding in report.findings]
    total.outcomes.update(report.outcomes)
    if not report.seen_before:
        total.counts.update(report.counts)


def _document(total: Total) -> dict[str, Any]:
    return {
        "files": total.files,
        "passed_over": total.passed_over,
        "counts": dict(sorted(total.counts.items())),
        "outcomes": dict(sorted(total.outcomes.items())),
        "findings": [
            {
                "file": name,
                "code": finding.code,
                "where": finding.where,
                "params": dict(finding.message.params),
                "source": finding.source,
            }
            for name, finding in total.findings
        ],
    }


def _table(total: Total) -> str:
    lines = [f"{kind:<28}{count:>9,}" for kind, count in sorted(total.counts.items())]
    lines.append(f"{'all':<28}{sum(total.counts.values()):>9,}")
    lines.append(
        f"{total.files} files, {total.passed_over} taken in before, {len(total.findings)} findings"
    )
    return "\n".join(lines)


def add_to(imports: typer.Typer) -> None:
    """Add the command to the group."""
    imports.command("fhir")(fhir)
