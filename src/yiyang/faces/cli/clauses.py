"""``yiyang clauses``: the mission clause by clause, and the test that shows each."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from yiyang.faces import coverage
from yiyang.faces.cli.shell import BAD_INPUT, BadInput, answer
from yiyang.rules import registry

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Check = Annotated[bool, typer.Option("--check", help="Run the tests, with their rules on and off.")]


def clauses(*, check: Check = False, as_json: AsJson = False) -> None:
    """Print the table of clauses; with --check, only what a test really shows counts as shown."""
    try:
        marked = coverage.marked_tests()
    except coverage.NoTests as missing:
        raise BadInput(f"no tests stand in {missing}: run this in a checkout") from missing
    _refuse_unknown(marked)
    faults = coverage.check(marked) if check else None
    rows = coverage.table(marked, coverage.clause_ids(), faults)
    answer([asdict(row) for row in rows], as_json=as_json, text=_text(rows))
    if any(row.faults for row in rows):
        raise typer.Exit(BAD_INPUT)


def _refuse_unknown(marked: tuple[coverage.MarkedTest, ...]) -> None:
    known, rules = set(coverage.clause_ids()), set(registry.names())
    wrong = [f"{m.test}: no clause {m.clause}" for m in marked if m.clause not in known]
    wrong += [f"{m.test}: no rule {m.rule}" for m in marked if m.rule not in rules]
    if wrong:
        raise BadInput("\n".join(wrong))


def _text(rows: list[coverage.Row]) -> str:
    lines = []
    for row in rows:
        lines.append(f"{row.clause:<9} {row.status:<9} {row.title['en']}")
        lines += [f"{'':<19} {mark.rule:<28} {mark.test}" for mark in row.tests]
        lines += [f"{'':<19} FAULT {fault}" for fault in row.faults]
    counts = {
        status: sum(r.status == status for r in rows)
        for status in (coverage.SHOWN, coverage.MARKED)
    }
    lines.append(
        f"{counts[coverage.SHOWN]} shown, {counts[coverage.MARKED]} marked, {len(rows)} clauses"
    )
    return "\n".join(lines)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(clauses)
