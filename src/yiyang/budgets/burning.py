"""What left a fund by the books, month by month, and what is left of its budget."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractMonth

from yiyang.accounts.models import Account
from yiyang.accounts.owners import Owner
from yiyang.accounts.selectors import postings
from yiyang.budgets.models import SettlementRun
from yiyang.kernel.money import mul_div_round

State, Kind = SettlementRun.State, SettlementRun.Kind


@dataclass(frozen=True)
class BurnMonth:
    """A month of a fund: what left it, altogether this year, what is left of the budget."""

    month: int
    spent_fen: int
    altogether_fen: int
    left_fen: int | None


@dataclass(frozen=True)
class Burn:
    """A fund's year month by month; ``run`` told the budget, None where nobody has.

    ``budget_fen`` is the fund's part of it: points share out the whole cost, patients' part too.
    """

    fund: str
    year: int
    run: SettlementRun | None
    budget_fen: int | None
    months: tuple[BurnMonth, ...]


def burn_of(fund: str, today: date, runs: QuerySet[SettlementRun]) -> Burn:
    """Return what left a fund this year; ``runs``, the latest first, tell its budget.

    Whoever calls has checked who may see it.
    """
    told = _telling(runs.filter(fund=fund, period=str(today.year)))
    budget = _of_the_fund(told) if told else None
    spent: dict[int, int] = defaultdict(int)
    code = Owner(Account.Kind.PAYER, fund).code
    for side, sign in (("debit", 1), ("credit", -1)):
        moved = postings().filter(**{f"{side}__code": code}, entry__day__year=today.year)
        months = moved.annotate(month=ExtractMonth("entry__day")).values_list("month")
        for month, fen in months.annotate(fen=Sum("fen")).order_by():
            spent[month] += sign * fen
    last = max([today.month, *spent])
    found, altogether = [], 0
    for month in range(1, last + 1):
        altogether += spent[month]
        left = None if budget is None else budget - altogether
        found.append(BurnMonth(month, spent[month], altogether, left))
    return Burn(fund, today.year, told, budget, tuple(found))


def _telling(rows: QuerySet[SettlementRun]) -> SettlementRun | None:
    """Return the latest run that tells a year's budget; a trial only where no other does."""
    found = rows.filter(budget_fen__isnull=False).exclude(state=State.WITHDRAWN)
    return found.exclude(kind=Kind.TRIAL).first() or found.first()


def _of_the_fund(run: SettlementRun) -> int | None:
    """Return a budget's part that the fund bears, by what it bears of the run's fees."""
    if run.budget_fen is None or not run.fee_fen:
        return run.budget_fen
    return mul_div_round(run.budget_fen, run.fund_fen, run.fee_fen)
