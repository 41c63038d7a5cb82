"""``yiyang settle``: what a scenario pays for a file of grouped discharges, beside another one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from yiyang.analytics.settlement.scenario import Scenario, Weight
from yiyang.analytics.settlement.scenario_files import (
    BadScenario,
    digest_of_scenario,
    read_scenario,
)
from yiyang.faces.cli.group import SHOWN, refuse, without_extra
from yiyang.faces.cli.keeping_runs import grouped_by, kept_as
from yiyang.faces.cli.policy import AsJson, Language
from yiyang.faces.cli.settling import Job, explained_of, settled_into, told, told_working
from yiyang.faces.cli.shell import BadInput, Fault, answer, say
from yiyang.faces.cli.stopping import taken_up

Out = Annotated[Path | None, typer.Option("--out", help="The folder to write.")]
Explained = Annotated[
    str, typer.Option("--explain", help="Only the working of the discharge of this id.")
]
Versus = Annotated[
    Path | None, typer.Option("--versus", help="Another scenario, on the same discharges.")
]
Keep = Annotated[
    str, typer.Option("--keep", help="Keep the run for a month, 2025-03, or a year, 2025.")
]
Fund = Annotated[str, typer.Option(help="With --keep: who pays, EMPLOYEE_POOL or RESIDENT_POOL.")]
Trial = Annotated[bool, typer.Option("--trial", help="With --keep: never to be posted.")]
Eligible = Annotated[
    str, typer.Option(help="With --keep: all eligible inpatient spending, in yuan.")
]
LedgerPosted = Annotated[
    bool, typer.Option("--ledger-posted", help="With --keep: claims posted the ledger.")
]
GroupedWith = Annotated[
    Path | None,
    typer.Option("--pack", help="With --keep: the pack that grouped a file that cannot say it."),
]
Memory = Annotated[
    str, typer.Option("--memory", help="The most that the reckoning holds; the rest on disk.")
]
MEMORY = re.compile(r"[1-9][0-9]{0,5}(MB|GB)")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(settle)


def settle(
    scenario: Annotated[Path, typer.Argument(help="A scenario: TOML, its weights beside it.")],
    *,
    cases: Annotated[Path, typer.Option("--cases", help="Grouped discharges with their cost.")],
    out: Out = None,
    explained: Explained = "",
    versus: Versus = None,
    keep: Keep = "",
    fund: Fund = "",
    trial: Trial = False,
    eligible: Eligible = "",
    ledger_posted: LedgerPosted = False,
    pack: GroupedWith = None,
    memory: Memory = "",
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Settle discharges: a statement for each institution, and what was left out and why."""
    asked = kept_as(
        keep, fund, trial=trial, eligible=eligible, ledger_posted=ledger_posted, pack=pack
    )
    if bool(out) == bool(explained) or (explained and (versus or keep)):
        raise BadInput("give --out, or --explain ID alone")
    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInput(
            "{out}: stands there already; choose another with --out, or remove it", out=out
        )
    for file in (scenario, cases, *([versus] if versus else [])):
        if file.is_dir():
            raise BadInput("{file}: is a folder", file=file)
    if memory and not MEMORY.fullmatch(memory):
        raise BadInput("--memory: a number of MB or GB, such as 800MB")
    files = {"scenario": scenario} | ({"versus": versus} if versus else {})
    chosen = [_read(file) for file in files.values()]
    digests = {
        name: digest_of_scenario(file, read)
        for (name, file), (read, _) in zip(files.items(), chosen, strict=True)
    }
    document = _reckoned(Job(chosen, digests, cases, language, asked, memory), out, explained)
    for each in document.get("findings", [])[:SHOWN]:
        say(f"{each['where']}: {each['message']}")
    text = told(document, language) if out is not None else told_working(document, language)
    answer(document, as_json=as_json, text=text)


def _reckoned(job: Job, out: Path | None, explained: str) -> dict[str, Any]:
    """Return what was done; what cannot be done is told in words of ours."""
    try:
        from duckdb import Error  # noqa: PLC0415 -- an extra

        from yiyang.analytics.grouping.cases import BadCases, refuse_torn  # noqa: PLC0415
        from yiyang.analytics.settlement.running import Unpayable  # noqa: PLC0415
    except ImportError as missing:
        raise without_extra(missing) from None
    try:
        return explained_of(job, explained) if out is None else _whole_or_nothing(job, out)
    except BadCases as bad:
        raise refuse([bad.finding]) from bad
    except Unpayable as fault:
        raise BadInput("the fixed part of the point value is more than the budget") from fault
    except OSError as fault:
        raise BadInput(f"{fault.filename or out or job.cases}: {fault.strerror}") from fault
    except Error as fault:
        try:
            refuse_torn(job.cases)  # the database does not say which file it could not read
        except BadCases as bad:
            raise refuse([bad.finding]) from bad
        raise _stopped(fault) from fault


def _whole_or_nothing(job: Job, out: Path) -> dict[str, Any]:
    """Write the folder beside its place and move it there when everything stands in it."""
    if job.asked is not None:  # what it lacks to be kept is told before the long work
        job = replace(job, grouped_by=grouped_by(job.chosen[0][0], job.cases, job.asked))
    out.parent.mkdir(parents=True, exist_ok=True)
    with taken_up(out, job.cases, f"settle {sorted(job.digests.items())}") as kept:
        made = kept.folder / "made"
        document = settled_into(job, kept, made)
        summary = orjson.dumps(document, option=orjson.OPT_INDENT_2)
        (made / "summary.json").write_bytes(summary)
        if out.exists():
            out.rmdir()
        made.rename(out)
    return document


def _stopped(fault: Exception) -> BadInput | Fault:
    """Return why the database stopped; its own words may hold rows and are not repeated."""
    from duckdb import (  # noqa: PLC0415 -- an extra
        ConversionException,
        InvalidInputException,
        OutOfRangeException,
    )

    if isinstance(fault, InvalidInputException):
        return BadInput("the discharges cannot be read: the file is torn, or its text no UTF-8")
    if isinstance(fault, ConversionException | OutOfRangeException):
        return BadInput("an amount, a weight or a rate is too large to be reckoned with exactly")
    return Fault(
        "the reckoning stopped ({kind}): look at memory and disk", kind=type(fault).__name__
    )


def _read(file: Path) -> tuple[Scenario, tuple[Weight, ...]]:
    try:
        return read_scenario(file)
    except BadScenario as bad:
        raise refuse(bad.findings) from bad
