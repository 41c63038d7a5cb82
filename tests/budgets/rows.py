"""Rows of settlement runs for tests: what a scenario came to, with sensible defaults."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.conftest import NOW
from tests.world import make_agreement
from yiyang.accounts.models import Entry
from yiyang.budgets.models import ConsortiumBalance, GroupSum, SettlementRun, Statement
from yiyang.decisions.models import Decision
from yiyang.network.models import Institution

ONE = 10**9  # weight 1
_number = count(1)


def make_run(**columns: Any) -> SettlementRun:
    """Return a new run of the home district; one that is posted has an empty entry."""
    number = next(_number)
    defaults: dict[str, Any] = {
        "kind": "YEAR", "period": "2025", "place": "310106", "fund": "EMPLOYEE_POOL",
        "method": "DRG", "name_zh": f"方案{number}", "name_en": f"Scenario {number}",
        "source": "test", "mark": "proposed", "scenario_digest": str(number),
        "cases_digest": "same", "rows": 0, "cases": 0, "torn": 0, "cost_fen": 0, "fee_fen": 0,
        "fund_fen": 0, "kept_at": NOW,
    }  # fmt: skip
    if columns.get("state") == "POSTED":
        entry = Entry.objects.create(
            kind="CLEARING", subject_kind="settlement_run", subject_id=number, day=NOW.date(),
            posted_at=NOW,
        )  # fmt: skip
        defaults |= {"entry": entry, "posted_at": NOW}
    return SettlementRun.objects.create(**(defaults | columns))


def make_statement(
    run: SettlementRun, institution: Institution, *groups: tuple[str, str, int, int, int]
) -> Statement:
    """Return a statement with its groups: (group, branch, cases, weight, fee in fen)."""
    by_branch = dict.fromkeys(("usual", "low", "high", "special", "bed_day", "by_item"), 0)
    for _, branch, cases, _, _ in groups:
        by_branch[branch.lower()] += cases
    fee, rw = sum(one[4] for one in groups), sum(one[3] for one in groups)
    made = Statement.objects.create(
        run=run, institution=institution, cases=sum(by_branch.values()), **by_branch, rw=rw,
        points=0, expected_fen=fee, cost_fen=fee, patient_fen=0, other_fen=0, fee_fen=fee,
        fund_fen=fee, ledger_fen=fee, assessed_fen=fee, due_fen=fee, prepaid_fen=0, rest_fen=fee,
    )  # fmt: skip
    GroupSum.objects.bulk_create(
        GroupSum(
            statement=made, group=group, branch=branch, cases=cases, rw=weight, points=0,
            cost_fen=fen, fee_fen=fen, fund_fen=fen,
            method="BED_DAY" if branch == "BED_DAY" else "DRG",
        )
        for group, branch, cases, weight, fen in groups
    )  # fmt: skip
    return made


def make_balance(run: SettlementRun, *, budget_fen: int, actual_fen: int) -> ConsortiumBalance:
    """Return the balance of a new consortium: what is over is its own, what is left it keeps."""
    over = max(actual_fen - budget_fen, 0)
    decision = Decision.objects.create(
        rule="payment.share_budget", rule_version="1", book_digest="", day=NOW.date(),
        place="310106", strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="settlement_run", subject_id=run.pk, made_at=NOW,
    )  # fmt: skip
    return ConsortiumBalance.objects.create(
        run=run, consortium=make_agreement("CONSORTIUM"), insured=1, budget_fen=budget_fen,
        actual_fen=actual_fen, outside_fen=0, primary_fen=0, own_fen=over, fund_fen=0,
        kept_fen=max(budget_fen - actual_fen, 0), decision=decision,
    )  # fmt: skip
