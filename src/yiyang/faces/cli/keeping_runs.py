"""A settlement run on its way from the reckoning into the database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yiyang.analytics.settlement.scenario import FACTOR_SCALE, Scenario
from yiyang.faces.cli.shell import BadInput, program
from yiyang.faces.wording import say_in
from yiyang.kernel.money import fen_from_yuan

if TYPE_CHECKING:
    from yiyang.analytics.settlement.running import Settled
    from yiyang.budgets.facts import GivenPackage

FUNDS = ("EMPLOYEE_POOL", "RESIDENT_POOL")
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Asked:
    """How a run is to be kept."""

    period: str
    kind: str
    fund: str
    eligible_fen: int | None
    ledger_is_posted: bool


def kept_as(
    period: str, fund: str, *, trial: bool, eligible: str, ledger_posted: bool
) -> Asked | None:
    """Return how a run is to be kept, None where it is not.

    Raises:
        BadInput: options of keeping without a period, no such fund, no amount.
    """
    if not period:
        if fund or trial or eligible or ledger_posted:
            raise BadInput("--fund, --trial, --eligible and --ledger-posted go with --keep PERIOD")
        return None
    if fund not in FUNDS:
        raise BadInput(f"--fund: one of {', '.join(FUNDS)}")
    try:
        fen = fen_from_yuan(eligible) if eligible else None
    except ValueError as fault:
        raise BadInput(f"--eligible: {fault}") from fault
    kind = "MONTH" if "-" in period else "YEAR"
    return Asked(period, "TRIAL" if trial else kind, fund, fen, ledger_posted)


@dataclass(frozen=True)
class Reckoning:
    """A run as it was reckoned: by which scenario, of which file of discharges."""

    scenario: Scenario
    scenario_digest: str
    settled: Settled
    cases: Path
    torn: int


def keep_here(duck: Any, reckoning: Reckoning, asked: Asked) -> dict[str, Any]:
    """Keep a run in the program's database; return its number and whether it may be posted.

    Raises:
        BadInput: what is to be kept has faults; nothing has been written.
    """
    from yiyang.analytics.settlement.consortia import consortium_years  # noqa: PLC0415 -- extra

    scenario = reckoning.scenario
    if scenario.groups is None:
        raise BadInput('the scenario does not say groups = "DRG" or "DIP"')
    cases_digest = digest_of_file(reckoning.cases)
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.budgets.errors import RunHasFaults  # noqa: PLC0415
        from yiyang.budgets.facts import GivenRun, Pinned  # noqa: PLC0415
        from yiyang.budgets.services import keep_run  # noqa: PLC0415

        points, special = scenario.points, scenario.special
        pinned = Pinned(
            kind=asked.kind,
            period=asked.period,
            fund=asked.fund,
            method=scenario.groups,
            name=dict(scenario.name),
            source=scenario.source,
            mark=scenario.mark,
            scenario_digest=reckoning.scenario_digest,
            cases_digest=cases_digest,
            held_back=FACTOR_SCALE - scenario.clearing.prepay,
            special_most=special.most if special else None,
            budget_fen=points.whole_budget if points else None,
            eligible_fen=asked.eligible_fen,
            ledger_is_posted=asked.ledger_is_posted,
        )
        given = GivenRun(
            pinned,
            reckoning.torn,
            reckoning.settled.statements,
            *_rows(duck, scenario),
            consortium_years(duck, scenario, asked.period),
            _packages(duck, scenario),
        )
        try:
            run = keep_run(given=given, by=PROGRAM, at=timezone.now())
        except RunHasFaults as bad:
            told = [f"{each.where}: {say_in(each.message, 'en')}" for each in bad.findings]
            raise BadInput("\n".join(told)) from bad
        assert run.decision is not None  # it is kept with its decision
        return {"run": run.pk, "decision": run.decision.pk} | run.decision.result


def _packages(duck: Any, scenario: Scenario) -> list[GivenPackage]:
    """Return the packages of a run, their stays in the order of their cases."""
    from yiyang.budgets.facts import GivenPackage  # noqa: PLC0415 -- Django is set up
    from yiyang.rules.payment import Episode, Stay  # noqa: PLC0415

    if scenario.package is None:
        return []
    share = "fee_fen" if scenario.points is None else "points"
    rows = _fetched(
        duck,
        f"select episode, id, institution, drg, cost_fen, alone, {share} as share, fee_fen, "
        "fund_fen from priced where is_packaged order by episode, id",
    )
    made = []
    for episode, stays in groupby(rows, key=lambda row: str(row["episode"])):
        own = list(stays)
        made.append(
            GivenPackage(
                Episode(
                    episode,
                    scenario.package.split,
                    tuple(
                        Stay(
                            row["id"], row["institution"], row["drg"], row["cost_fen"],
                            row["alone"],
                        )
                        for row in own
                    ),
                ),
                tuple((row["id"], row["share"]) for row in own),
                tuple(row["fee_fen"] for row in own),
                tuple(row["fund_fen"] for row in own),
            )
        )  # fmt: skip
    return made


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as opened:
        while some := opened.read(CHUNK):
            found.update(some)
    return found.hexdigest()


def _rows(duck: Any, scenario: Scenario) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the sums of groups and the rows left out."""
    from yiyang.analytics.exact import DUCKDB  # noqa: PLC0415 -- beside an extra
    from yiyang.analytics.settlement import pricing  # noqa: PLC0415

    groups = pricing.group_sums(DUCKDB, scenario, source="priced")
    left_out = "select line, id, institution, drg, reason from left_out order by line"
    return _fetched(duck, groups), _fetched(duck, left_out)


def _fetched(duck: Any, query: str) -> list[dict[str, Any]]:
    answer = duck.execute(query)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
