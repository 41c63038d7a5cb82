"""A reckoned run is kept: statements, groups, what was left out, and the decision on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from yiyang.audit.services import Actor, record
from yiyang.budgets.errors import RunHasFaults, RunKeptAlready
from yiyang.budgets.facts import (
    PERIODS,
    GivenRun,
    day_of,
    institutions_of,
    long_groups,
    reckoned,
)
from yiyang.budgets.models import LONGEST_GROUP, GroupSum, LeftOut, SettlementRun, Statement
from yiyang.budgets.services.holding import hold_year
from yiyang.budgets.services.sharing import consortia_of, keep_consortia, keep_packages
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.models import Institution
from yiyang.rules.payment import judge_run

State, Kind = SettlementRun.State, SettlementRun.Kind
CHUNK = 5_000
COLUMNS = (
    "cases", "usual", "low", "high", "special", "bed_day", "rw", "points", "expected_fen",
    "cost_fen", "patient_fen", "other_fen", "fee_fen", "fund_fen", "ledger_fen", "assessed_fen",
    "due_fen",
)  # fmt: skip
GROUP_COLUMNS = ("branch", "method", "cases", "rw", "points", "cost_fen", "fee_fen", "fund_fen")


@transaction.atomic
def keep_run(*, given: GivenRun, by: Actor, at: datetime) -> SettlementRun:
    """Keep a run with the decision whether the law lets it be posted.

    A year's prepayments are those posted month by month, whatever the scenario would have paid.

    Raises:
        RunHasFaults: an unknown institution, a period that is none, a group's code too long.
        RunKeptAlready: the same scenario and discharges stand kept or posted.
        Nothing has been written.
    """
    known, findings = institutions_of(given)
    consortia, unknown = consortia_of(given)
    findings += unknown + _period_faults(given) + long_groups(given)
    if findings:
        raise RunHasFaults(findings)
    run = _run(given, at)
    hold_year(run)
    _refuse_same(run)
    run.save(force_insert=True)
    _statements(run, given, known)
    _left_out(run, given.left_out)
    keep_consortia(run, given, consortia, at)
    keep_packages(run, given, known, at)
    subject = Subject("settlement_run", run.pk)
    reading = read_book(day_of(run.period), place=run.place)
    decided = decide(judge_run, reckoned(given), reading=reading, subject=subject, at=at)
    run.decision = decided.decision
    run.save(update_fields=["decision"])
    record(
        by=by,
        at=at,
        action="budgets.keep",
        subject_kind="settlement_run",
        subject_id=run.pk,
        payload={
            "kind": run.kind, "period": run.period, "fund": run.fund,
            "scenario": run.scenario_digest, "cases": run.cases_digest,
        },
    )  # fmt: skip
    return run


def _period_faults(given: GivenRun) -> list[Finding]:
    kind, period = given.pinned.kind, given.pinned.period
    forms = [PERIODS[Kind(kind)]] if kind in PERIODS else list(PERIODS.values())
    if any(form.fullmatch(period) for form in forms):
        return []
    return [Finding("RUN_BAD_PERIOD", "period", Message("RUN_BAD_PERIOD", {}))]


def _run(given: GivenRun, at: datetime) -> SettlementRun:
    pinned = given.pinned
    cases = given.total("cases")
    return SettlementRun(
        kind=pinned.kind,
        period=pinned.period,
        place=settings.PLACE,
        fund=pinned.fund,
        method=pinned.method,
        name_zh=pinned.name["zh"],
        name_en=pinned.name["en"],
        source=pinned.source,
        mark=pinned.mark,
        scenario_digest=pinned.scenario_digest,
        cases_digest=pinned.cases_digest,
        pack=pinned.pack,
        pack_digest=pinned.pack_digest,
        rows=cases + len(given.left_out) + given.torn,
        cases=cases,
        torn=given.torn,
        cost_fen=given.total("cost_fen"),
        fee_fen=given.total("fee_fen"),
        fund_fen=given.total("fund_fen"),
        eligible_fen=pinned.eligible_fen,
        budget_fen=pinned.budget_fen,
        ledger_is_posted=pinned.ledger_is_posted,
        kept_at=at,
    )


def _refuse_same(run: SettlementRun) -> None:
    same = SettlementRun.objects.filter(
        kind=run.kind, period=run.period, place=run.place, fund=run.fund,
        scenario_digest=run.scenario_digest, cases_digest=run.cases_digest,
    )  # fmt: skip
    if same.exclude(state=State.WITHDRAWN).exists():
        raise RunKeptAlready()


def _statements(run: SettlementRun, given: GivenRun, known: Mapping[str, Institution]) -> None:
    paid_ahead = _paid_ahead(run) if run.kind == Kind.YEAR else None
    made: dict[str, Statement] = {}
    for row in given.statements:
        key = known[row["institution"]].pk
        prepaid = row["prepaid_fen"] if paid_ahead is None else paid_ahead.pop(key, 0)
        working = row.get("working_fen", 0)
        made[row["institution"]] = Statement(
            run=run,
            institution_id=key,
            by_item=row.get("by_item", 0),
            deducted_fen=row.get("deducted_fen", 0),
            prepaid_fen=prepaid,
            working_fen=working,
            rest_fen=row["due_fen"] - prepaid - working,
            **{name: row[name] for name in COLUMNS},
        )
    _add(Statement, made.values())
    _add(Statement, _without_discharges(run, paid_ahead or {}))
    groups = (
        GroupSum(
            statement=made[row["institution"]],
            group=row["drg"],
            **{name: row[name] for name in GROUP_COLUMNS},
        )
        for row in given.groups
    )
    _add(GroupSum, groups)


def _without_discharges(run: SettlementRun, paid_ahead: Mapping[int, int]) -> Iterator[Statement]:
    """Yield a statement for who was paid ahead and has no discharge in the year: it goes back."""
    for key, fen in sorted(paid_ahead.items()):
        yield Statement(
            run=run,
            institution_id=key,
            prepaid_fen=fen,
            rest_fen=-fen,
            **dict.fromkeys(COLUMNS, 0),
        )


def _paid_ahead(run: SettlementRun) -> dict[int, int]:
    """Return what stands posted as prepaid in the year, by institution."""
    rows = Statement.objects.filter(
        run__kind=Kind.MONTH, run__state=State.POSTED, run__place=run.place, run__fund=run.fund,
        run__period__startswith=f"{run.period}-",
    )  # fmt: skip
    return dict(rows.values_list("institution").annotate(fen=Sum("prepaid_fen")).order_by())


def _left_out(run: SettlementRun, rows: Iterable[Mapping[str, Any]]) -> None:
    _add(
        LeftOut,
        (
            LeftOut(
                run=run,
                line=row["line"],
                case=row["id"][:80],
                institution=row["institution"][:32],
                group=row["drg"][:LONGEST_GROUP],
                reason=row["reason"],
            )
            for row in rows
        ),
    )


def _add(model: Any, rows: Iterable[Any]) -> None:
    waiting = iter(rows)
    while some := list(islice(waiting, CHUNK)):
        model.objects.bulk_create(some)
