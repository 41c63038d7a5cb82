"""``yiyang settle``: what a scenario pays for a file of grouped discharges, beside another one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from yiyang.analytics.settlement.scenario import Scenario, Weight
from yiyang.analytics.settlement.scenario_files import (
    BadScenario,
    digest_of_scenario,
    read_scenario,
)
from yiyang.faces.cli.group import findings_of, progress, refuse, without_extra
from yiyang.faces.cli.policy import AsJson, Language
from yiyang.faces.cli.shell import BadInput, Fault, answer
from yiyang.faces.wording import label_in
from yiyang.kernel.money import yuan_from_fen

if TYPE_CHECKING:
    from yiyang.analytics.settlement.running import Settled

SHOWN = 10
Chosen = list[tuple[Scenario, tuple[Weight, ...]]]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(settle)


def settle(
    scenario: Annotated[Path, typer.Argument(help="A scenario: TOML, its weights beside it.")],
    *,
    cases: Annotated[Path, typer.Option("--cases", help="Grouped discharges with their cost.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write.")],
    versus: Annotated[
        Path | None, typer.Option("--versus", help="Another scenario, on the same discharges.")
    ] = None,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Settle discharges: a statement for each institution, and what was left out and why."""
    files = {"scenario": scenario} | ({"versus": versus} if versus else {})
    chosen = [_read(file) for file in files.values()]
    digests = {
        name: digest_of_scenario(file, read)
        for (name, file), (read, _) in zip(files.items(), chosen, strict=True)
    }
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInput(f"{out}: stands there already; choose another with --out, or remove it")
    try:
        from duckdb import Error  # noqa: PLC0415 -- an extra

        from yiyang.analytics.grouping.cases import BadCases  # noqa: PLC0415 -- an extra
    except ImportError as missing:
        raise without_extra(missing) from None
    try:
        document = _whole_or_nothing(chosen, digests, cases, out, language)
    except BadCases as bad:
        raise refuse([bad.finding]) from bad
    except OSError as fault:
        raise BadInput(f"{fault.filename or out}: {fault.strerror}") from fault
    except Error as fault:
        raise _stopped(fault) from fault
    answer(document, as_json=as_json, text=_told(document, language))


def _whole_or_nothing(
    chosen: Chosen, digests: dict[str, str], cases: Path, out: Path, language: str
) -> dict[str, Any]:
    """Write the folder beside its place and move it there when everything stands in it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".settle-") as beside:
        made = Path(beside) / "made"
        document = _settled(chosen, cases, made, language) | {"digests": digests}
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


def _settled(chosen: Chosen, cases: Path, out: Path, language: str) -> dict[str, Any]:
    from yiyang.analytics.grouping.cases import Findings  # noqa: PLC0415 -- an extra
    from yiyang.analytics.settlement import reports, running  # noqa: PLC0415

    findings = Findings()
    with running.desk() as duck:
        with progress(cases) as seen:
            running.load_cases(duck, cases, findings, seen)
        other = chosen[1:]
        if other:
            versus = running.settle(duck, *other[0])
            duck.execute("alter table priced rename to versus")
            duck.execute("alter table left_out rename to versus_left_out")
        settled = running.settle(duck, *chosen[0])
        reports.write_run(duck, settled, out)
        document = _document(chosen[0][0], settled, findings.torn_rows)
        if other:
            rows = reports.compare(duck)
            reports.write_comparison(duck, rows, out)
            document["versus"] = other[0][0].name
            document["versus_left_out"] = versus.left_out
            document["comparison"] = rows
    document["faults"] = findings.total
    document["findings"] = findings_of(findings.first, language)
    return document


def _document(scenario: Scenario, settled: Settled, torn: int) -> dict[str, Any]:
    from yiyang.analytics.settlement import reports  # noqa: PLC0415 -- an extra

    return {
        "scenario": scenario.name,
        "source": scenario.source,
        "mark": scenario.mark,
        "rows": settled.total("cases") + sum(settled.left_out.values()) + torn,
        "torn": torn,
        "cases": settled.total("cases"),
        "left_out": settled.left_out,
        "cost": yuan_from_fen(settled.total("cost_fen")),
        "fee": yuan_from_fen(settled.total("fee_fen")),
        "fund": yuan_from_fen(settled.total("fund_fen")),
        "statements": [reports.statement(row) for row in settled.statements],
    }


def _told(document: dict[str, Any], language: str) -> str:
    lines = [f"{document['scenario'][language]}  [{document['mark']}]"]
    lines.append(
        f"{document['cases']:,}  {document['cost']}  {document['fee']}  {document['fund']}"
    )
    lines += _reasons(document["left_out"], language)
    if "comparison" not in document:
        return "\n".join(lines)
    lines.append(document["versus"][language])
    lines += _reasons(document["versus_left_out"], language)
    for row in document["comparison"][:SHOWN]:
        why = ", ".join(
            f"{each['drg']} {yuan_from_fen(each['difference_fen'])}" for each in row["why"]
        )
        lines.append(
            f"  {row['institution']:<20} {yuan_from_fen(row['difference_fen']):>16}  {why}"
        )
    return "\n".join(lines)


def _reasons(left_out: dict[str, int], language: str) -> list[str]:
    return [f"  {count:,}  {label_in(reason, language)}" for reason, count in left_out.items()]
