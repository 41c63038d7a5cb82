"""``yiyang settle``: what a scenario pays for a file of grouped discharges, beside another one."""

from __future__ import annotations

import tempfile
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
from yiyang.faces.cli.group import refuse, without_extra
from yiyang.faces.cli.keeping_runs import kept_as
from yiyang.faces.cli.policy import AsJson, Language
from yiyang.faces.cli.settling import Job, explained_of, settled_into, told, told_working
from yiyang.faces.cli.shell import BadInput, Fault, answer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(settle)


def settle(
    scenario: Annotated[Path, typer.Argument(help="A scenario: TOML, its weights beside it.")],
    *,
    cases: Annotated[Path, typer.Option("--cases", help="Grouped discharges with their cost.")],
    out: Annotated[Path | None, typer.Option("--out", help="The folder to write.")] = None,
    explained: Annotated[
        str, typer.Option("--explain", help="Only the working of the discharge of this id.")
    ] = "",
    versus: Annotated[
        Path | None, typer.Option("--versus", help="Another scenario, on the same discharges.")
    ] = None,
    keep: Annotated[
        str, typer.Option("--keep", help="Keep the run for a month, 2025-03, or a year, 2025.")
    ] = "",
    fund: Annotated[
        str, typer.Option(help="With --keep: who pays, EMPLOYEE_POOL or RESIDENT_POOL.")
    ] = "",
    trial: Annotated[
        bool, typer.Option("--trial", help="With --keep: never to be posted.")
    ] = False,
    eligible: Annotated[
        str, typer.Option(help="With --keep: all eligible inpatient spending, in yuan.")
    ] = "",
    ledger_posted: Annotated[
        bool, typer.Option("--ledger-posted", help="With --keep: claims posted the ledger.")
    ] = False,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Settle discharges: a statement for each institution, and what was left out and why."""
    asked = kept_as(keep, fund, trial=trial, eligible=eligible, ledger_posted=ledger_posted)
    files = {"scenario": scenario} | ({"versus": versus} if versus else {})
    chosen = [_read(file) for file in files.values()]
    digests = {
        name: digest_of_scenario(file, read)
        for (name, file), (read, _) in zip(files.items(), chosen, strict=True)
    }
    if bool(out) == bool(explained) or (explained and (versus or keep)):
        raise BadInput("give --out, or --explain ID alone")
    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInput(f"{out}: stands there already; choose another with --out, or remove it")
    try:
        from duckdb import Error  # noqa: PLC0415 -- an extra

        from yiyang.analytics.grouping.cases import BadCases  # noqa: PLC0415 -- an extra
        from yiyang.analytics.settlement.running import Unpayable  # noqa: PLC0415
    except ImportError as missing:
        raise without_extra(missing) from None
    job = Job(chosen, digests, cases, language, asked)
    try:
        document = explained_of(job, explained) if out is None else _whole_or_nothing(job, out)
    except BadCases as bad:
        raise refuse([bad.finding]) from bad
    except Unpayable as fault:
        raise BadInput("the fixed part of the point value is more than the budget") from fault
    except OSError as fault:
        raise BadInput(f"{fault.filename or out or cases}: {fault.strerror}") from fault
    except Error as fault:
        raise _stopped(fault) from fault
    text = told(document, language) if out is not None else told_working(document, language)
    answer(document, as_json=as_json, text=text)


def _whole_or_nothing(job: Job, out: Path) -> dict[str, Any]:
    """Write the folder beside its place and move it there when everything stands in it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".settle-") as beside:
        made = Path(beside) / "made"
        document = settled_into(job, made)
        summary = orjson.dumps(document, option=orjson.OPT_INDENT_2)
        (made / "summary.json").write_bytes(summary)
        if out.exists():
            out.rmdir()
        made.rename(out)
    return document


def _stopped(fault: Exception) -> BadInput | Fault:
    """Return why the database stopped; its own words may hold rows and are not repeated."""
    from duckdb import ConversionException, OutOfRangeException  # noqa: PLC0415 -- an extra

    if isinstance(fault, ConversionException | OutOfRangeException):
        return BadInput("an amount, a weight or a rate is too large to be reckoned with exactly")
    return Fault(f"the reckoning stopped ({type(fault).__name__}): look at memory and disk")


def _read(file: Path) -> tuple[Scenario, tuple[Weight, ...]]:
    try:
        return read_scenario(file)
    except BadScenario as bad:
        raise refuse(bad.findings) from bad
