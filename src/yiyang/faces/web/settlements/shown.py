"""Figures of settlement runs as pages and files tell them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpResponse

from yiyang.budgets.desk_selectors import Burn, Changed
from yiyang.budgets.models import ConsortiumBalance, GroupSum, SettlementRun, Statement
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.kernel.money import yuan_from_fen

WEIGHT, POINT = 10**9, 10**4
AMOUNTS = ("cost", "patient", "other", "fee", "fund", "ledger", "assessed", "deducted", "due",
           "prepaid", "working", "rest")  # fmt: skip
BRANCHES = ("usual", "low", "high", "special", "bed_day", "by_item")
EFFECTS = ("rate", "weight", "coefficient", "outliers", "others")
BALANCE = ("budget", "actual", "outside", "primary", "kept", "fund", "own")


def weight(billionths: int) -> str:
    """Return a weight with four decimals."""
    return f"{Decimal(billionths) / WEIGHT:.4f}"


def case_mix(row: Statement) -> str:
    """Return the mean weight of what is paid by its group; a dash where nothing is."""
    cases = row.cases - row.bed_day - row.by_item
    return f"{Decimal(row.rw) / WEIGHT / cases:.4f}" if cases else "—"


def statements_sheet(name: str, rows: Iterable[Statement]) -> HttpResponse:
    """Return statements as a table file: amounts in yuan, weights as they are."""
    head = ("period", "institution", "name", "cases", *BRANCHES, "rw", "points",
            *(f"{one}_yuan" for one in AMOUNTS))  # fmt: skip
    return as_sheet(name, head, [
        (
            row.run.period, row.institution.code, named(row.institution), row.cases,
            *(getattr(row, one) for one in BRANCHES), weight(row.rw), Decimal(row.points) / POINT,
            *(yuan_from_fen(getattr(row, f"{one}_fen")) for one in AMOUNTS),
        )
        for row in rows
    ])  # fmt: skip


def groups_sheet(name: str, rows: Iterable[GroupSum]) -> HttpResponse:
    """Return the groups of a statement as a table file."""
    head = ("group", "branch", "method", "cases", "rw", "points", "cost_yuan", "fee_yuan",
            "fund_yuan")  # fmt: skip
    return as_sheet(name, head, [
        (
            row.group, row.branch, row.method, row.cases, weight(row.rw),
            Decimal(row.points) / POINT, yuan_from_fen(row.cost_fen), yuan_from_fen(row.fee_fen),
            yuan_from_fen(row.fund_fen),
        )
        for row in rows
    ])  # fmt: skip


def burn_sheet(burn: Burn) -> HttpResponse:
    """Return a fund's year as a table file."""
    head = ("fund", "year", "month", "spent_yuan", "altogether_yuan", "budget_yuan", "left_yuan")
    budget = "" if burn.budget_fen is None else yuan_from_fen(burn.budget_fen)
    return as_sheet(f"budget-{burn.fund}-{burn.year}.csv", head, [
        (
            burn.fund, burn.year, one.month, yuan_from_fen(one.spent_fen),
            yuan_from_fen(one.altogether_fen), budget,
            "" if one.left_fen is None else yuan_from_fen(one.left_fen),
        )
        for one in burn.months
    ])  # fmt: skip


def changes_sheet(
    run: SettlementRun, other: SettlementRun, rows: Iterable[Changed]
) -> HttpResponse:
    """Return who gains and loses, and why, as a table file; the greatest loser first."""
    head = ("institution", "name", "cases", "other_cases", "fee_yuan", "other_fee_yuan",
            "difference_yuan", *(f"{one}_yuan" for one in EFFECTS))  # fmt: skip
    return as_sheet(f"compare-{run.pk}-{other.pk}.csv", head, [
        (
            row.institution.code, named(row.institution), row.cases, row.other_cases,
            yuan_from_fen(row.fee_fen), yuan_from_fen(row.other_fee_fen),
            yuan_from_fen(row.difference_fen),
            *(yuan_from_fen(getattr(row.effects, one)) for one in EFFECTS),
        )
        for row in rows
    ])  # fmt: skip


def balances_sheet(rows: Iterable[ConsortiumBalance]) -> HttpResponse:
    """Return consortia's budgets as a table file."""
    head = ("period", "consortium", "insured", *(f"{one}_yuan" for one in BALANCE))
    return as_sheet("consortia.csv", head, [
        (
            row.run.period, row.consortium.number, row.insured,
            *(yuan_from_fen(getattr(row, f"{one}_fen")) for one in BALANCE),
        )
        for row in rows
    ])  # fmt: skip
