"""What ``yiyang settle`` does between its files: reckon, write, keep, tell."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yiyang.analytics.settlement.scenario import Scenario, Weight
from yiyang.faces.cli.group import findings_of, progress
from yiyang.faces.cli.keeping_runs import Asked, Reckoning, keep_here
from yiyang.faces.cli.packs_of_cases import GroupedBy
from yiyang.faces.cli.shell import BadInput, say
from yiyang.faces.cli.stopping import Bar, in_database, steps
from yiyang.faces.wording import label_in
from yiyang.kernel.money import yuan_from_fen

if TYPE_CHECKING:
    from yiyang.analytics.grouping.faults import Findings
    from yiyang.analytics.keeping import Kept
    from yiyang.analytics.settlement.running import Settled

SHOWN = 10
OWN, VERSUS = ("priced", "left_out"), ("versus", "versus_left_out")
Chosen = list[tuple[Scenario, tuple[Weight, ...]]]


@dataclass(frozen=True)
class _Desk:
    """Where a run is reckoned: the database, what shows how far it is, what stands of it."""

    duck: Any
    bar: Bar
    kept: Kept
    findings: Findings


@dataclass(frozen=True)
class Job:
    """One run: the scenario and perhaps another, the discharges, how it is to be kept."""

    chosen: Chosen
    digests: dict[str, str]
    cases: Path
    language: str
    asked: Asked | None
    memory: str = ""  # the most that the database holds; its own measure unless told
    grouped_by: GroupedBy | None = None  # where it is to be kept


def settled_into(job: Job, kept: Kept, out: Path) -> dict[str, Any]:
    """Settle into a folder, and keep the run where that is asked; return what was done."""
    from yiyang.analytics.grouping.faults import Findings  # noqa: PLC0415 -- an extra
    from yiyang.analytics.settlement import (  # noqa: PLC0415 -- an extra
        comparing,
        consortia,
        reports,
        running,
    )

    with steps() as bar, running.desk(job.memory, beside=kept.folder) as duck:
        desk = _Desk(duck, bar, kept, Findings())
        _load(desk, job)
        scenario = job.chosen[0][0]
        versus = _reckoned(desk, VERSUS, job.chosen[1]) if job.chosen[1:] else None
        settled = _reckoned(desk, OWN, job.chosen[0])
        reports.write_run(duck, settled, out)
        document = _document(scenario, settled, desk.findings.torn_rows)
        years = consortia.consortium_years(duck, scenario, "")
        document["consortia"] = reports.write_consortia(years, out)
        if versus is not None:
            rows = in_database(duck, bar, "versus", lambda: comparing.compare(duck))
            reports.write_comparison(duck, rows, out)
            document["versus"] = job.chosen[1][0].name
            document["versus_left_out"] = versus.left_out
            document["comparison"] = rows
        if job.asked is not None:
            document["kept"] = _kept_here(desk, job, settled)
    (kept.folder / OWN[0]).rename(out / "priced.parquet")
    document["faults"] = desk.findings.total
    document["digests"] = job.digests
    document["findings"] = findings_of(desk.findings.first, job.language)
    return document


def _kept_here(desk: _Desk, job: Job, settled: Settled) -> dict[str, Any]:
    """Keep a run in the database; where that fails the reckoning stays on disk, and is told of."""
    assert job.asked is not None and job.grouped_by is not None  # whoever asks says by what
    whole = Reckoning(
        job.chosen[0][0],
        job.digests["scenario"],
        settled,
        job.cases,
        desk.findings.torn_rows,
        job.grouped_by,
    )
    desk.kept.is_done = True
    try:
        return keep_here(desk.duck, whole, job.asked)
    except BaseException:
        stands = f"{desk.kept.folder}: what was reckoned stands there, it is not kept"
        say(f"{stands}; the same command goes on after it" if desk.kept.goes_on else stands)
        raise


def _load(desk: _Desk, job: Job) -> None:
    """Make the discharges the relation ``parsed``; their faults are found again each time."""
    from yiyang.analytics.settlement import running  # noqa: PLC0415 -- an extra

    desk.bar.step(job.cases.name, job.cases.stat().st_size if job.cases.is_file() else None)
    running.load_cases(desk.duck, job.cases, desk.findings, desk.bar.seen, desk.kept)


def _reckoned(
    desk: _Desk, names: tuple[str, str], chosen: tuple[Scenario, tuple[Weight, ...]]
) -> Settled:
    """Reckon a scenario into two files, unless they stand; leave them as relations."""
    from yiyang.analytics.settlement import reports, running  # noqa: PLC0415 -- an extra

    duck, bar, kept = desk.duck, desk.bar, desk.kept
    priced, left_out = names
    if priced not in kept.parts or left_out not in kept.parts:
        scenario, weights = chosen
        settled = in_database(duck, bar, priced, lambda: running.settle(duck, scenario, weights))
        for name, query in ((left_out, reports.LEFT_OUT), (priced, reports.PRICED)):
            place = kept.place(name)
            in_database(duck, bar, name, lambda q=query, p=place: reports.store(duck, q, p))  # type: ignore[misc]
            kept.add(name, asdict(settled))
    for name in names:
        reports.show(duck, name, kept.folder / name)
    state = kept.parts[priced]["state"]
    return running.Settled(state["statements"], state["left_out"])


def explained_of(job: Job, wanted: str) -> dict[str, Any]:
    """Return the working of one discharge under the scenario, as a whole run reckons it.

    Raises:
        BadInput: the file has no such id.
    """
    from yiyang.analytics.grouping.faults import Findings  # noqa: PLC0415 -- an extra
    from yiyang.analytics.settlement import running, working  # noqa: PLC0415

    scenario, weights = job.chosen[0]
    with running.desk(job.memory) as duck:
        with progress(job.cases) as seen:
            running.load_cases(duck, job.cases, Findings(), seen)
        running.settle(duck, scenario, weights)
        found = working.working(duck, scenario, wanted)
    if not found:
        raise BadInput("{cases}: there is no id {wanted}", cases=job.cases.name, wanted=wanted)
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
    if document["torn"]:
        lines.append(f"  {document['torn']:,}  {label_in('TORN', language)}")
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
