"""What ``yiyang settle`` does between its files: reckon, write, keep, tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yiyang.analytics.settlement.scenario import Scenario, Weight
from yiyang.faces.cli.group import findings_of, progress
from yiyang.faces.cli.keeping_runs import Asked, Reckoning, keep_here
from yiyang.faces.cli.shell import BadInput
from yiyang.faces.wording import label_in
from yiyang.kernel.money import yuan_from_fen

if TYPE_CHECKING:
    from yiyang.analytics.settlement.running import Settled

SHOWN = 10
Chosen = list[tuple[Scenario, tuple[Weight, ...]]]


@dataclass(frozen=True)
class Job:
    """One run: the scenario and perhaps another, the discharges, how it is to be kept."""

    chosen: Chosen
    digests: dict[str, str]
    cases: Path
    language: str
    asked: Asked | None


def settled_into(job: Job, out: Path) -> dict[str, Any]:
    """Settle into a folder, and keep the run where that is asked; return what was done."""
    from yiyang.analytics.grouping.cases import Findings  # noqa: PLC0415 -- an extra
    from yiyang.analytics.settlement import consortia, reports, running  # noqa: PLC0415

    findings, chosen = Findings(), job.chosen
    with running.desk() as duck:
        with progress(job.cases) as seen:
            running.load_cases(duck, job.cases, findings, seen)
        other = chosen[1:]
        if other:
            versus = running.settle(duck, *other[0])
            duck.execute("alter table priced rename to versus")
            duck.execute("alter table left_out rename to versus_left_out")
        settled = running.settle(duck, *chosen[0])
        reports.write_run(duck, settled, out)
        document = _document(chosen[0][0], settled, findings.torn_rows)
        years = consortia.consortium_years(duck, chosen[0][0], "")
        document["consortia"] = reports.write_consortia(years, out)
        if other:
            rows = reports.compare(duck)
            reports.write_comparison(duck, rows, out)
            document["versus"] = other[0][0].name
            document["versus_left_out"] = versus.left_out
            document["comparison"] = rows
        if job.asked is not None:
            whole = Reckoning(
                chosen[0][0], job.digests["scenario"], settled, job.cases, findings.torn_rows
            )
            document["kept"] = keep_here(duck, whole, job.asked)
    document["faults"] = findings.total
    document["digests"] = job.digests
    document["findings"] = findings_of(findings.first, job.language)
    return document


def explained_of(job: Job, wanted: str) -> dict[str, Any]:
    """Return the working of one discharge under the scenario, as a whole run reckons it.

    Raises:
        BadInput: the file has no such id.
    """
    from yiyang.analytics.grouping.cases import Findings  # noqa: PLC0415 -- an extra
    from yiyang.analytics.settlement import running, working  # noqa: PLC0415

    scenario, weights = job.chosen[0]
    with running.desk() as duck:
        with progress(job.cases) as seen:
            running.load_cases(duck, job.cases, Findings(), seen)
        running.settle(duck, scenario, weights)
        found = working.working(duck, scenario, wanted)
    if not found:
        raise BadInput(f"{job.cases.name}: there is no id {wanted}")
    return {
        "scenario": scenario.name,
        "source": scenario.source,
        "mark": scenario.mark,
        "digests": job.digests,
        "working": found,
    }


def told_working(document: dict[str, Any], language: str) -> str:
    """Return a working as a person reads it."""
    lines = [f"{document['scenario'][language]}  [{document['mark']}]  {document['source']}"]
    for row in document["working"]:
        head = row["reason"] or row.get("way", "")
        lines.append(f"{row['id']}  {label_in(head, language)}")
        lines += [
            f"  {name}\t{value}"
            for name, value in row.items()
            if value not in ("", None) and name not in ("id", "reason", "way")
        ]
    return "\n".join(lines)


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


def told(document: dict[str, Any], language: str) -> str:
    """Return a run as a person reads it."""
    lines = [f"{document['scenario'][language]}  [{document['mark']}]"]
    lines.append(
        f"{document['cases']:,}  {document['cost']}  {document['fee']}  {document['fund']}"
    )
    lines += _reasons(document["left_out"], language)
    if "kept" in document:
        lines.append(f"#{document['kept']['run']}")
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
