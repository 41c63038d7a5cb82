"""A settlement run on its way from the reckoning into the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yiyang.analytics.digest import digest_of_file
from yiyang.analytics.settlement.scenario import FACTOR_SCALE, Scenario
from yiyang.faces.cli.group import refuse
from yiyang.faces.cli.packs_of_cases import GroupedBy, pack_of
from yiyang.faces.cli.shell import BadInput, program
from yiyang.kernel.money import fen_from_yuan

if TYPE_CHECKING:
    from yiyang.analytics.settlement.running import Settled
    from yiyang.budgets.facts import GivenPackage, GivenRun

FUNDS = ("EMPLOYEE_POOL", "RESIDENT_POOL")


@dataclass(frozen=True)
class Asked:
    """How a run is to be kept."""

    period: str
    kind: str
    fund: str
    eligible_fen: int | None
    ledger_is_posted: bool
    pack: Path | None


def kept_as(
    period: str,
    fund: str,
    *,
    trial: bool,
    eligible: str,
    ledger_posted: bool,
    pack: Path | None = None,
) -> Asked | None:
    """Return how a run is to be kept, None where it is not.

    Raises:
        BadInput: options of keeping without a period, no such fund, no amount.
    """
    if not period:
        if fund or trial or eligible or ledger_posted or pack:
            raise BadInput(
                "--fund, --trial, --eligible, --ledger-posted and --pack go with --keep PERIOD"
            )
        return None
    if fund not in FUNDS:
        raise BadInput("--fund: one of {known}", known=", ".join(FUNDS))
    try:
        fen = fen_from_yuan(eligible) if eligible else None
    except ValueError as fault:
        raise BadInput("--eligible: {fault}", fault=fault) from fault
    kind = "MONTH" if "-" in period else "YEAR"
    return Asked(period, "TRIAL" if trial else kind, fund, fen, ledger_posted, pack)


@dataclass(frozen=True)
class Reckoning:
    """A run as it was reckoned: by which scenario, of which file of discharges, grouped by what."""

    scenario: Scenario
    scenario_digest: str
    settled: Settled
    cases: Path
    torn: int
    grouped_by: GroupedBy


def grouped_by(scenario: Scenario, cases: Path, asked: Asked) -> GroupedBy:
    """Return what grouped the discharges of a run that is to be kept.

    Raises:
        BadInput: the scenario does not say which groups it pays by, or the pack is another.
    """
    if scenario.groups is None:
        raise BadInput('the scenario does not say groups = "DRG" or "DIP"')
    return pack_of(cases, asked.pack)


def keep_here(duck: Any, reckoning: Reckoning, asked: Asked) -> dict[str, Any]:
    """Keep a run in the program's database; return its number and whether it may be posted.

    Raises:
        BadInput: what is to be kept has faults; nothing has been written.
    """
    cases_digest = digest_of_file(reckoning.cases)
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.budgets.errors import RunHasFaults  # noqa: PLC0415
        from yiyang.budgets.services import keep_run  # noqa: PLC0415

        given = _given(duck, reckoning, asked, cases_digest)
        try:
            run = keep_run(given=given, by=PROGRAM, at=timezone.now())
        except RunHasFaults as bad:
            raise refuse(bad.findings) from bad
        assert run.decision is not None  # it is kept with its decision
        return {"run": run.pk, "decision": run.decision.pk} | run.decision.result


def _given(duck: Any, reckoning: Reckoning, asked: Asked, cases_digest: str) -> GivenRun:
    from yiyang.analytics.exact import DUCKDB  # noqa: PLC0415 -- beside an extra
    from yiyang.analytics.settlement import pricing  # noqa: PLC0415
    from yiyang.analytics.settlement.consortia import consortium_years  # noqa: PLC0415
    from yiyang.analytics.settlement.rows import Rows  # noqa: PLC0415
    from yiyang.budgets.facts import GivenRun, Pinned  # noqa: PLC0415 -- Django is set up

    scenario = reckoning.scenario
    pinned = Pinned(
        kind=asked.kind,
        period=asked.period,
        fund=asked.fund,
        method=str(scenario.groups),
        name=dict(scenario.name),
        source=scenario.source,
        mark=scenario.mark,
        scenario_digest=reckoning.scenario_digest,
        cases_digest=cases_digest,
        pack=reckoning.grouped_by.pack,
        pack_digest=reckoning.grouped_by.digest,
        held_back=FACTOR_SCALE - scenario.clearing.prepay,
        budget_fen=scenario.points.whole_budget if scenario.points else None,
        eligible_fen=asked.eligible_fen,
        ledger_is_posted=asked.ledger_is_posted,
    )
    return GivenRun(
        pinned,
        reckoning.torn,
        reckoning.settled.statements,
        Rows(duck, pricing.group_sums(DUCKDB, scenario, source="priced")),
        Rows(duck, "select line, id, institution, drg, reason from left_out order by line"),
        consortium_years(duck, scenario, asked.period),
        _packages(duck, scenario),
    )


def _packages(duck: Any, scenario: Scenario) -> Iterator[GivenPackage]:
    """Yield the packages of a run, their stays in the order of their cases."""
    from yiyang.analytics.settlement.rows import Rows  # noqa: PLC0415 -- beside an extra
    from yiyang.budgets.facts import GivenPackage  # noqa: PLC0415 -- Django is set up
    from yiyang.rules.payment import Episode, Stay  # noqa: PLC0415

    if scenario.package is None:
        return
    share = "fee_fen" if scenario.points is None else "points"
    rows = Rows(
        duck,
        f"select episode, id, institution, drg, cost_fen, alone, {share} as share, fee_fen, "
        "fund_fen from priced where is_packaged order by episode, id",
    )
    for episode, stays in groupby(rows, key=lambda row: str(row["episode"])):
        own = list(stays)
        yield GivenPackage(
            Episode(
                episode,
                scenario.package.split,
                tuple(
                    Stay(row["id"], row["institution"], row["drg"], row["cost_fen"], row["alone"])
                    for row in own
                ),
            ),
            tuple((row["id"], row["share"]) for row in own),
            tuple(row["fee_fen"] for row in own),
            tuple(row["fund_fen"] for row in own),
        )
