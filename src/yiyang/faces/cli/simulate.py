"""``yiyang simulate``: what a scenario does to the five-bed network, beside another one."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.progress import Progress

from yiyang.faces.cli.group import refuse
from yiyang.faces.cli.policy import AsJson, Language, book_here
from yiyang.faces.cli.shell import BadInput, answer, say
from yiyang.faces.cli.spoken import language_asked
from yiyang.faces.wording import label_in
from yiyang.policy.book import Book, Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.planning import Compared, compare

if TYPE_CHECKING:
    from yiyang.planning.simulation.scenario import Scenario
    from yiyang.planning.simulation.summary import Estimate

LESS_IS_BETTER = ("WAIT", "WORST_PLACE_WAIT", "DIED_WAITING", "BLOCKED", "GAVE_UP")
STEP = Decimal("0.000001")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(simulate)


def simulate(
    scenario: Annotated[Path, typer.Argument(help="A scenario: TOML.")],
    *,
    versus: Annotated[
        Path | None, typer.Option("--versus", help="Another, with the same random numbers.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="The folder to write; a stopped run goes on there.")
    ] = None,
    trace: Annotated[
        Path | None,
        typer.Option("--trace", help="Write what happens to whom in the first replication."),
    ] = None,
    here: Annotated[
        bool, typer.Option("--here", help="With the values adopted here, from the database.")
    ] = False,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Simulate a scenario: waits, occupancy and deaths with intervals; two side by side.

    The values are those that ship with the program, unless ``--here`` is said.  ``yiyang demo
    --replay`` plays a trace in a demonstration, so that the bed board shows what was simulated.
    """
    from yiyang.planning.simulation.scenario_files import BadScenario  # noqa: PLC0415 -- slow

    try:
        book = book_here() if here else shipped_book()
        # First what may be refused soon: nobody waits for figures that are then not told.
        traced = {} if trace is None else {"trace": _traced(scenario, trace, book)}
        document = _document(scenario, versus, out, book) | traced
    except BadScenario as bad:
        raise refuse(bad.findings) from bad
    except OSError as fault:
        raise BadInput(f"{fault.filename}: {fault.strerror}") from fault
    answer(document, as_json=as_json, text=_told(document, language))


def _document(scenario: Path, versus: Path | None, out: Path | None, book: Book) -> dict[str, Any]:
    from yiyang.planning.simulation.scenario_files import read_scenario  # noqa: PLC0415 -- slow
    from yiyang.planning.simulation.summary import differences, summary_of  # noqa: PLC0415

    plan, digest = read_scenario(scenario)
    percent = book.on("simulation.confidence_percent", plan.on, plan.place).integer
    results = _replications(plan, digest, book, _file(out, "replications.jsonl"))
    document = {
        "scenario": plan.name,
        "mark": plan.mark,
        "digest": digest,
        "book": book.digest,
        "seed": plan.seed,
        "replications": len(results),
        "confidence_percent": percent,
        "events": sum(each["events"] for each in results),
        "figures": _plain(summary_of(results, percent / 100)),
    }
    if versus is not None:
        other, other_digest = read_scenario(versus)
        if other.seed != plan.seed:
            raise BadInput("the two scenarios have other seeds: their runs share no random numbers")
        others = _replications(other, other_digest, book, _file(out, "versus.jsonl"))
        document |= {
            "versus": other.name,
            "versus_digest": other_digest,
            "versus_figures": _plain(summary_of(others, percent / 100)),
            "differences": _judged(
                differences(results, others, percent / 100), percent,
                Reading(book, plan.on, plan.place),
            ),
        }  # fmt: skip
    if out is not None:
        _write(document, out)
    return document


def _traced(scenario: Path, file: Path, book: Book) -> dict[str, Any]:
    """Write the trace of the first replication; return where, and how many lines."""
    from yiyang.planning.simulation.building import build  # noqa: PLC0415 -- compiles
    from yiyang.planning.simulation.running import replicate  # noqa: PLC0415
    from yiyang.planning.simulation.scenario_files import read_scenario  # noqa: PLC0415
    from yiyang.planning.simulation.tracing import (  # noqa: PLC0415
        FORMAT,
        Head,
        TraceTooLong,
        lines_of,
        write_trace,
    )

    plan, digest = read_scenario(scenario)
    network = build(plan, book)
    most = int(network.limits["most_lines"])
    head = Head(
        trace=FORMAT, program=version("yiyang"), digest=digest, book=book.digest, number=0,
        scenario=plan,
    )  # fmt: skip
    try:
        lines = write_trace(file, head, lines_of(network, replicate(network, 0, trace=most + 1)))
    except TraceTooLong as long:
        raise BadInput(
            "more than {most} lines by day {day:.0f} of {days}: shorten the days or the rates",
            most=most,
            day=long.day,
            days=plan.warm_up + plan.days,
        ) from None
    return {"file": str(file), "lines": lines}


def _file(out: Path | None, name: str) -> Path | None:
    return None if out is None else out / name


def _replications(
    plan: Scenario, digest: str, book: Book, kept: Path | None
) -> list[dict[str, Any]]:
    from yiyang.planning.simulation.building import build  # noqa: PLC0415 -- compiles
    from yiyang.planning.simulation.keeping import OtherRun, go_on, missing  # noqa: PLC0415
    from yiyang.planning.simulation.running import TooManyPeople  # noqa: PLC0415

    network, stamp = build(plan, book), f"{version('yiyang')} {digest} {book.digest}"
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(plan.name[language_asked()], total=plan.replications)
        try:
            if kept is None:
                return [_seen(bar, task, each) for each in missing(network, set())]
            kept.parent.mkdir(parents=True, exist_ok=True)
            return go_on(network, kept, stamp, lambda done: bar.update(task, completed=done))
        except KeyboardInterrupt:
            if kept is not None:
                bar.stop()
                say(
                    "Stopped. {folder} keeps what is done; the same command goes on there.",
                    folder=kept.parent,
                )
            raise
        except OtherRun:
            raise BadInput(
                "{folder}: holds another run; choose another with --out",
                folder=kept and kept.parent,
            ) from None
        except TooManyPeople:
            raise BadInput(
                "far more people come than the network takes: look at the rates"
            ) from None


def _seen(bar: Progress, task: Any, each: dict[str, Any]) -> dict[str, Any]:
    bar.advance(task)
    return each


def _judged(
    estimates: Mapping[str, Estimate], percent: int, reading: Reading
) -> dict[str, dict[str, Any]]:
    """Return the differences, with what the rule lets be said of those where less is better."""
    told = _plain(estimates)
    for name, each in estimates.items():
        if each.half is None or not name.startswith(LESS_IS_BETTER):
            continue
        difference, half = (Decimal(x).quantize(STEP) for x in (each.mean, each.half))
        facts = Compared(name, "plan", "against", difference, half, each.number, percent)
        told[name]["verdict"] = compare(facts, reading).verdict
    return told


def _plain(estimates: Mapping[str, Estimate]) -> dict[str, dict[str, Any]]:
    return {
        name: {"mean": each.mean, "half": each.half, "number": each.number}
        for name, each in estimates.items()
    }


def _write(document: dict[str, Any], out: Path) -> None:
    """Write the summary, and the figures as a table."""
    (out / "summary.json").write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    with (out / "figures.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["of", "figure", "mean", "half", "number"])
        for part in ("figures", "versus_figures", "differences"):
            for name, each in document.get(part, {}).items():
                writer.writerow([part, name, each["mean"], each["half"], each["number"]])


def _told(document: dict[str, Any], language: str) -> str:
    lines = [f"{document['scenario'][language]}  [{document['mark']}]"]
    lines += _lines(document["figures"], language)
    if "versus" in document:
        lines += [document["versus"][language], *_lines(document["versus_figures"], language)]
        lines += [label_in("PLAN_DIFFERENCE", language), *_lines(document["differences"], language)]
    return "\n".join(lines)


def _lines(figures: dict[str, Any], language: str) -> list[str]:
    return [
        f"  {figure_name(name, language):<44} {each['mean']:>10.3f} ± {each['half']:.3f}"
        + (f"  {label_in(each['verdict'], language)}" if "verdict" in each else "")
        for name, each in figures.items()
        if each["half"] is not None
    ]


def figure_name(name: str, language: str) -> str:
    """Return a figure's name for people: what it is, and of which kind of bed or class."""
    what, _, of = name.partition(":")
    told = label_in(f"PLAN_{what}", language)
    return f"{told} · {label_in(of, language)}" if of else told
