"""``yiyang import registry PATH…``: places, institutions, beds, staff and people from tables."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.shell import BAD_INPUT, BadInput, answer, program, say
from yiyang.faces.cli.spoken import language_asked
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import load_package_texts

if TYPE_CHECKING:
    from yiyang.agreements.importing import File, Imported, Preview

PACKAGE = Path(__file__).parents[2]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Paths = Annotated[list[str], typer.Argument(help="CSV files (UTF-8, GB18030) or .xlsx, or -")]
KindOption = Annotated[
    str,
    typer.Option(
        help="places, institutions, beds, practitioners, teams, rosters or people; guessed "
        "from the columns when not given."
    ),
]
MappingOption = Annotated[str, typer.Option(help="A saved mapping of columns, by its name.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what is wrong and write nothing.")]
OnlyGood = Annotated[
    bool, typer.Option("--only-good", help="Take in the good rows; the others are listed.")
]


def registry(
    paths: Paths,
    *,
    kind: KindOption = "",
    mapping: MappingOption = "",
    dry_run: DryRun = False,
    only_good: OnlyGood = False,
    as_json: AsJson = False,
) -> None:
    """Import tables of the registry, all files or none.  Exit 2 when a row is not good."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

        from yiyang.agreements import importing  # noqa: PLC0415
        from yiyang.network.importing.tables import UnreadableTable  # noqa: PLC0415

        at = timezone.now()
        try:
            files = _files(paths, kind, mapping)
            if dry_run:
                _answer_previews([importing.preview(file=f, at=at) for f in files], as_json)
            else:
                _answer_imported(_take_in(files, at, only_good), as_json)
        except (UnreadableTable, importing.RowsNotGood, importing.UnknownTable) as refused:
            if isinstance(refused, importing.UnknownTable):
                if not refused.findings:
                    raise
                say("it is not clear what the table holds: say --kind")
            _say_findings(refused.findings)
            answer(
                {"imported": [], "findings": [_plain(f) for f in refused.findings]},
                as_json=as_json,
                text="nothing was written",
            )
            raise typer.Exit(BAD_INPUT) from None


def _take_in(files: Sequence[File], at: Any, only_good: bool) -> list[Imported]:
    from yiyang.agreements import importing  # noqa: PLC0415 -- Django is set up only by now
    from yiyang.audit.services import PROGRAM  # noqa: PLC0415

    return importing.import_registry(files=files, by=PROGRAM, at=at, only_good=only_good)


def _files(paths: Sequence[str], kind: str, mapping: str) -> list[File]:
    from yiyang.agreements.importing import File, saved_mapping  # noqa: PLC0415 -- as above

    if mapping and not kind:
        raise BadInput("--mapping needs --kind")
    columns = saved_mapping(mapping, kind) if mapping else None
    return [File(_read(path), kind, columns, path) for path in paths]


def _read(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None


def _answer_previews(previews: Sequence[Preview], as_json: bool) -> None:
    findings = [f for preview in previews for f in preview.checked.findings]
    _say_findings(findings)
    document = [
        {
            "kind": preview.kind,
            "rows": len(preview.table.rows),
            "good": len(preview.checked.good),
            "encoding": preview.table.encoding,
            "mapping": dict(preview.mapping),
            "left_out": list(preview.checked.left_out),
            "findings": [_plain(f) for f in preview.checked.findings],
        }
        for preview in previews
    ]
    lines = [f"{d['kind']}: {d['good']} of {d['rows']} rows are good" for d in document]
    answer({"preview": document}, as_json=as_json, text="\n".join(lines))
    if findings:
        raise typer.Exit(BAD_INPUT)


def _answer_imported(imported: Sequence[Imported], as_json: bool) -> None:
    document = [
        {
            "kind": one.kind,
            "added": one.counts.added,
            "changed": one.counts.changed,
            "same": one.counts.same,
            "left_out": list(one.left_out),
        }
        for one in imported
    ]
    _say_findings([f for one in imported for f in one.findings])
    lines = [
        f"{d['kind']:<16}{d['added']:>8} added{d['changed']:>8} changed{d['same']:>8} as before"
        f"{len(d['left_out']):>8} left out"
        for d in document
    ]
    findings = [_plain(f) for one in imported for f in one.findings]
    answer({"imported": document, "findings": findings}, as_json=as_json, text="\n".join(lines))


def _say_findings(findings: Sequence[Finding]) -> None:
    texts, language = load_package_texts(PACKAGE), language_asked()
    for finding in findings:
        say(f"{finding.where}: {texts.render(finding.message, language)}")


def _plain(finding: Finding) -> dict[str, Any]:
    return {"code": finding.code, "where": finding.where, "source": finding.source}


def add_to(imports: typer.Typer) -> None:
    """Add the command to the group."""
    imports.command("registry")(registry)
