"""``yiyang group``: a file of discharges into payment groups; or one discharge, explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from yiyang.analytics.grouping.interpreter import Asked, Step, explain
from yiyang.analytics.grouping.marks import marks_of
from yiyang.analytics.grouping.pack import Pack, SetPack, UnknownSwitch, numbers_of, set_pack
from yiyang.analytics.grouping.pack_desk import BadPack
from yiyang.analytics.grouping.pack_files import read_pack
from yiyang.analytics.grouping.refusing import refusing
from yiyang.faces.cli.policy import AsJson, Language
from yiyang.faces.cli.shell import BadInput, Fault, answer, say
from yiyang.faces.cli.spoken import language_asked, spoken
from yiyang.faces.cli.stopping import taken_up
from yiyang.faces.wording import say_in
from yiyang.kernel.findings import Finding

if TYPE_CHECKING:
    from yiyang.analytics.grouping.running import Run

SHOWN = 20
SHIPPED = Path(__file__).parents[2] / "analytics" / "grouping" / "packs"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(group)


def group(
    *,
    pack: Annotated[str, typer.Option("--pack", help="A pack's folder, or demo.")],
    cases: Annotated[Path, typer.Option("--cases", help="Parquet, CSV, CSV.gz, or a query: .sql.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write: Parquet, CSV or CSV.gz.")
    ] = None,
    keep: Annotated[str, typer.Option(help="Further columns to carry over; commas.")] = "",
    switch: Annotated[
        list[str] | None, typer.Option("--switch", help="NAME=on or NAME=off, of the pack.")
    ] = None,
    refuse_codes: Annotated[
        list[Path] | None,
        typer.Option("--refuse", help="A list of codes that are no grouping key, such as grey."),
    ] = None,
    explained: Annotated[
        str, typer.Option("--explain", help="Only the discharge of this id, with its path.")
    ] = "",
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Group the discharges of a file; rows that cannot be read are told with their line.

    Exit 2 where the pack or the file cannot be used; then nothing is written.
    """
    if bool(out) == bool(explained):
        raise BadInput("give --out, or --explain ID")
    if cases.is_dir():
        raise BadInput("{cases}: is a folder", cases=cases)
    chosen = _set(_without(_pack(pack), refuse_codes or []), switch or [])
    if out is None:
        document = _explained(chosen, cases, explained, language)
        answer(document, as_json=as_json, text=_path(document))
        return
    run = _grouped(chosen, cases, out, [name for name in keep.split(",") if name])
    for each in run.findings.first[:SHOWN]:
        say(f"{each.where}: {say_in(each.message, language)}")
    counts = ", ".join(f"{name} {count:,}" for name, count in run.by_status.items() if count)
    text = f"{run.rows:,}: {counts}; {run.findings.total:,} faults"
    answer(_document_of(chosen, run, language), as_json=as_json, text=text)


def _document_of(chosen: SetPack, run: Run, language: str) -> dict[str, Any]:
    return {
        "pack": chosen.pack.name,
        "version": chosen.pack.version,
        "digest": chosen.pack.digest,
        "switches": dict(chosen.switches),
        "rows": run.rows,
        "torn": run.findings.torn_rows,
        "by_status": run.by_status,
        "faults": run.findings.total,
        "findings": findings_of(run.findings.first, language),
    }


def findings_of(findings: Sequence[Finding], language: str) -> list[dict[str, Any]]:
    """Return findings as a document."""
    return [
        {"code": each.code, "where": each.where, "message": say_in(each.message, language)}
        for each in findings
    ]


def refuse(findings: Sequence[Finding]) -> BadInput:
    """Return the refusal of something that has these findings."""
    language = language_asked()
    told = [f"{each.where}: {say_in(each.message, language)}" for each in findings[:SHOWN]]
    rest = len(findings) - len(told)
    return BadInput("\n".join(told + ([spoken("and {rest} more", rest=rest)] if rest else [])))


def _pack(named: str) -> Pack:
    shipped = SHIPPED / named
    folder = shipped if "/" not in named and shipped.is_dir() else Path(named)
    try:
        return read_pack(folder)
    except BadPack as bad:
        raise refuse(bad.findings) from bad


def _without(pack: Pack, lists: Sequence[Path]) -> Pack:
    """Return the pack with the codes of lists refused: the first word of each line."""
    codes: set[str] = set()
    for path in lists:
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as fault:
            raise BadInput(f"{path.name}: {type(fault).__name__}") from fault
        found = {words[0] for line in lines if (words := line.split())}
        if not found:
            raise BadInput("{path}: no code stands in it", path=path.name)
        codes |= found
    return refusing(pack, codes) if codes else pack


def _set(pack: Pack, switches: Sequence[str]) -> SetPack:
    chosen = {}
    for each in switches:
        name, _, value = each.partition("=")
        if value not in ("on", "off"):
            raise BadInput("--switch {each}: give NAME=on or NAME=off", each=each)
        chosen[name] = value == "on"
    try:
        return set_pack(pack, chosen)
    except UnknownSwitch as unknown:
        known = ", ".join(pack.switches) or "none"
        raise BadInput(
            "--switch {unknown}: the pack has {known}", unknown=unknown, known=known
        ) from unknown


def _grouped(chosen: SetPack, cases: Path, out: Path, keep: Sequence[str]) -> Run:
    try:
        from yiyang.analytics.grouping.cases import BadCases  # noqa: PLC0415 -- an extra
        from yiyang.analytics.grouping.programs import compile_pack  # noqa: PLC0415
        from yiyang.analytics.grouping.running import RESULTS, group_file  # noqa: PLC0415
    except ImportError as missing:
        raise without_extra(missing) from None
    if hidden := sorted({*keep} & {*RESULTS}):
        raise BadInput(
            "--keep {known}: the answer has a column of this name", known=", ".join(hidden)
        )
    if out.exists() and cases.exists() and out.samefile(cases):
        raise BadInput("{out}: the discharges stand there; choose another with --out", out=out)
    what = f"group {chosen.pack.digest} {dict(chosen.switches)} {list(keep)}"
    try:
        with taken_up(out, cases, what) as kept, progress(cases) as seen:
            program = compile_pack(chosen)
            marks = marks_of(chosen.pack)
            return group_file(program, cases, out, keep=keep, seen=seen, kept=kept, marks=marks)
    except BadCases as bad:
        raise refuse([bad.finding]) from bad
    except OSError as fault:
        raise BadInput(f"{out}: {fault.strerror}") from fault


def without_extra(missing: ImportError) -> Fault:
    """Return what to do where a package of the extra is not there."""
    return Fault(
        "{missing} is not installed: pip install 'yiyang[analytics]'", missing=missing.name
    )


@contextmanager
def progress(file: Path) -> Iterator[Callable[[int], None]]:
    """Show how much of a file has been read, on a terminal."""
    total = file.stat().st_size if file.is_file() else None
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(file.name, total=total)
        yield lambda read: bar.update(task, completed=read)


def _explained(chosen: SetPack, cases: Path, wanted: str, language: str) -> dict[str, Any]:
    try:
        from yiyang.analytics.grouping.cases import BadCases  # noqa: PLC0415 -- an extra
        from yiyang.analytics.grouping.running import find_case, further_columns  # noqa: PLC0415
    except ImportError as missing:
        raise without_extra(missing) from None
    try:
        discharge = find_case(cases, wanted, further_columns(numbers_of(chosen)))
    except BadCases as bad:
        raise refuse([bad.finding]) from bad
    if discharge is None:
        raise BadInput("{cases}: there is no id {wanted}", cases=cases.name, wanted=wanted)
    grouped, steps = explain(chosen, discharge)
    return {
        "id": wanted,
        "pack": chosen.pack.name,
        "digest": chosen.pack.digest,
        "status": grouped.status,
        "mdc": grouped.mdc,
        "adrg": grouped.adrg,
        "drg": grouped.drg,
        "check": grouped.check,
        "path": [_step(chosen.pack, step, language) for step in steps],
    }


def _step(pack: Pack, step: Step, language: str) -> dict[str, Any]:
    name = pack.names.get(step.code)
    check = next((c.text for c in pack.checks if c.code == step.code), None)
    text = check or name
    return {
        "kind": step.kind,
        "code": step.code,
        "name": (text.in_language(language) or text.zh) if text else "",
        "holds": step.holds,
        "rule": step.rule,
        "because": [_because(each) for each in step.asked],
    }


def _because(asked: Asked) -> dict[str, Any]:
    term = asked.term
    said = {key: str(value) for key, value in vars(term).items() if key not in ("places", "sets")}
    if hasattr(term, "places"):
        said["places"] = ", ".join(place.name or "" for place in term.places)
    if hasattr(term, "sets"):
        said["sets"] = ", ".join(term.sets)
    return {"test": type(term).__name__.upper(), **said, "holds": asked.holds, "by": list(asked.by)}


def _path(document: dict[str, Any]) -> str:
    """Return the steps that held, each with the codes that made it hold."""
    lines = [f"{document['id']}  {document['status']}  {document['drg']}"]
    for step in document["path"]:
        if step["holds"] == (step["kind"] == "check"):
            continue
        lines.append(f"{step['kind']:<5} {step['code']:<8} {step['name']}")
        lines.append(f"      {step['rule']}")
        hits = [", ".join(each["by"]) for each in step["because"] if each["holds"] and each["by"]]
        lines += [f"      {hit}" for hit in hits]
    return "\n".join(lines)
