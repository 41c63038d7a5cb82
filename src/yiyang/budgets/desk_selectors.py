"""Settlement runs at the insurer's desk, an institution's, a consortium's; budgets burnt down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractMonth
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.accounts.models import Account
from yiyang.accounts.owners import Owner
from yiyang.accounts.selectors import postings
from yiyang.agreements.models import Party
from yiyang.analytics.settlement.differing import NOTHING, Effects, Part, effects
from yiyang.budgets.models import ConsortiumBalance, GroupSum, SettlementRun, Statement
from yiyang.kernel.money import mul_div_round
from yiyang.network.models import Institution

USUAL, GROUPED = "USUAL", ("USUAL", "LOW", "HIGH", "SPECIAL")
State, Kind = SettlementRun.State, SettlementRun.Kind
MONTHS = 12


@dataclass(frozen=True)
class Changed:
    """What one institution is paid in a run and in another, and why it differs."""

    institution: Institution
    cases: int
    other_cases: int
    fee_fen: int
    other_fee_fen: int
    effects: Effects

    @property
    def difference_fen(self) -> int:
        """Above zero the institution gains."""
        return self.fee_fen - self.other_fee_fen


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


def runs_for(assignment: Assignment) -> QuerySet[SettlementRun]:
    """Return the runs of the insurer's place, the latest first."""
    rows = SettlementRun.objects.order_by("-pk")
    if assignment.place is not None and has_power(assignment, Power.SEE_CLAIMS):
        return rows.filter(place__startswith=assignment.place.code)
    return rows.none()


def run_for(assignment: Assignment, pk: int) -> SettlementRun:
    """Return a run that an assignment may see.  Raises Http404."""
    return get_object_or_404(runs_for(assignment), pk=pk)


def statements_for(assignment: Assignment) -> QuerySet[Statement]:
    """Return an institution's own statements of posted runs, or those of the insurer's runs."""
    rows = Statement.objects.select_related("run", "institution")
    if assignment.institution_id is not None and has_power(assignment, Power.SETTLE):
        rows = rows.filter(institution=assignment.institution_id, run__state=State.POSTED)
    else:
        rows = rows.filter(run__in=runs_for(assignment).order_by().values("pk"))
    return rows.order_by("-run", "institution__code")


def statement_for(assignment: Assignment, pk: int) -> Statement:
    """Return a statement that an assignment may see.  Raises Http404."""
    return get_object_or_404(statements_for(assignment), pk=pk)


def balances_for(assignment: Assignment) -> QuerySet[ConsortiumBalance]:
    """Return consortia's balances: of the insurer's runs, or of consortia one belongs to."""
    rows = ConsortiumBalance.objects.select_related("run", "consortium", "decision")
    if assignment.institution_id is not None and has_power(assignment, Power.SETTLE):
        own = Party.objects.filter(institution=assignment.institution_id).values("agreement")
        rows = rows.filter(consortium__in=own, run__state=State.POSTED)
    else:
        rows = rows.filter(run__in=runs_for(assignment).order_by().values("pk"))
    return rows.order_by("-run", "consortium")


def funds_for(assignment: Assignment) -> list[str]:
    """Return the funds that runs of a desk are of."""
    return sorted(set(runs_for(assignment).order_by().values_list("fund", flat=True)))


def burn_down(assignment: Assignment, fund: str, today: date) -> Burn | None:
    """Return what left a fund by the books this year, and what is left of its budget.

    Claims, prepayments and clearings take from it; recoveries and what is posted back give to it.
    None for who is not the insurer of this node's place.
    """
    place, is_insurer = assignment.place, has_power(assignment, Power.SEE_CLAIMS)
    if place is None or not is_insurer or not settings.PLACE.startswith(place.code):
        return None
    told = _telling(runs_for(assignment).filter(fund=fund, period=str(today.year)))
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


def changes(run: SettlementRun, other: SettlementRun) -> list[Changed]:
    """Return what each institution is paid in ``run`` beside ``other``, the greatest loser first.

    Whoever calls has checked who may see both.
    """
    by_weight = _has_weight(run) and _has_weight(other)
    here, there = _parts(run, by_weight), _parts(other, by_weight)
    region, other_region = sum(here.values(), NOTHING), sum(there.values(), NOTHING)
    cases, other_cases = _cases(run), _cases(other)
    institutions = Institution.objects.filter(pk__in={*here, *there})
    found = [
        Changed(
            institution=one,
            cases=cases.get(one.pk, 0),
            other_cases=other_cases.get(one.pk, 0),
            fee_fen=here.get(one.pk, NOTHING).fee_fen,
            other_fee_fen=there.get(one.pk, NOTHING).fee_fen,
            effects=effects(
                here.get(one.pk, NOTHING),
                there.get(one.pk, NOTHING),
                region=region,
                other_region=other_region,
            ),
        )
        for one in institutions
    ]
    return sorted(found, key=lambda each: (each.difference_fen, each.institution.code))


def _has_weight(run: SettlementRun) -> bool:
    return run.statements.filter(rw__gt=0).exists()


def _cases(run: SettlementRun) -> dict[int, int]:
    return dict(run.statements.values_list("institution_id", "cases"))


def _parts(run: SettlementRun, by_weight: bool) -> dict[int, Part]:
    """Sum the groups of each institution; by weight, or by points where runs have no weight."""
    rows = GroupSum.objects.filter(statement__run=run).values_list(
        "statement__institution_id", "branch", "rw", "points", "fee_fen"
    )
    found: dict[int, Part] = defaultdict(lambda: NOTHING)
    for institution, branch, rw, points, fee in rows:
        volume = (rw if by_weight else points) if branch in GROUPED else 0
        is_usual = branch == USUAL
        found[institution] += Part(
            fee_fen=fee,
            other_fen=0 if branch in GROUPED else fee,
            volume=volume,
            usual_volume=volume if is_usual else 0,
            usual_fen=fee if is_usual else 0,
        )
    return dict(found)
