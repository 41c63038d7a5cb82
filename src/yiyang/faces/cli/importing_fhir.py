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
Place = Annotated[
    str, typer.Option("--place", help="Division code: where people live whose place nobody knows.")
]
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
    placed: int = 0
    nowhere: int = 0  # people of the node, not of these files alone, whose place is not known


def fhir(paths: Paths, *, place: Place = "", as_json: AsJson = False) -> None:
    """Import FHIR R4 resources; a bundle with a fault is left out whole.  Exit 2 on faults."""
    with program():
        total = take_in(paths, place=place)
    texts = load_package_texts(PACKAGE)
    for name, finding in total.findings:
        said = texts.render(finding.message, language_asked())
        say(": ".join(part for part in (name, finding.where, said) if part))
    for code, n in (("PEOPLE_PLACED", total.placed), ("PEOPLE_WITHOUT_PLACE", total.nowhere)):
        if n:
            say(texts.render(Message(code, {"n": n}), language_asked()))
    answer(_document(total), as_json=as_json, text=_table(total))
    if total.findings:
        raise typer.Exit(BAD_INPUT)


def take_in(paths: Sequence[str], *, place: str = "") -> Total:
    """Import every file under ``paths``; a file taken in before is passed over.

    Args:
        place: division code of where its people live, if no other place is known; also of those
            whose file was taken in before.
    """
    from yiyang.people.models import Person  # noqa: PLC0415 -- Django is set up only by now

    total, place_id = Total(), _place(place)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for path in progress.track(files_under(paths), description="import"):
            try:
                for name, body in parts_of(path):
                    _take_one(total, name, body, place_id)
            except BadInput as fault:
                said = Message("FILE_UNREADABLE", {"fault": str(fault)})
                total.findings.append((str(path), Finding("FILE_UNREADABLE", "", said)))
    _count_anew(total)
    total.nowhere = Person.objects.filter(place=None).count()
    return total


def _place(code: str) -> int | None:
    from yiyang.network.models import Place  # noqa: PLC0415 -- Django is set up only by now

    if not code:
        return None
    found = Place.objects.filter(code=code).first()
    if found is None:
        raise BadInput("--place {code}: no such place is registered", code=code)
    return found.pk


def _count_anew(total: Total) -> None:
    from yiyang.record.services import counting  # noqa: PLC0415 -- Django is set up only by now

    if total.outcomes["CREATED"] >= counting.MANY:
        counting.count_anew()


def _take_one(total: Total, name: str, body: bytes, place_id: int | None) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.record.services import import_bundle, place_patients  # noqa: PLC0415

    now = timezone.now()
    report = import_bundle(body=body, by=PROGRAM, at=now)
    if place_id is not None and not report.findings:
        total.placed += place_patients(body=body, place_id=place_id, by=PROGRAM, at=now)
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
        "placed": total.placed,
        "people_without_place": total.nowhere,
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
