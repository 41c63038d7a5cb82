"""Settlement runs at the insurer's desk, an institution's, a consortium's; budgets burnt down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.agreements.models import Party
from yiyang.analytics.settlement.differing import NOTHING, Effects, Part, effects
from yiyang.budgets.burning import Burn, burn_of
from yiyang.budgets.models import ConsortiumBalance, GroupSum, SettlementRun, Statement
from yiyang.kernel.identifiers import lies_in
from yiyang.network.models import Institution

USUAL, GROUPED = "USUAL", ("USUAL", "LOW", "HIGH", "SPECIAL")
State, Kind = SettlementRun.State, SettlementRun.Kind


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


def runs_for(assignment: Assignment) -> QuerySet[SettlementRun]:
    """Return the runs of the insurer's place, the latest first."""
    rows = SettlementRun.objects.order_by("-pk")
    if assignment.place is not None and has_power(assignment, Power.SEE_CLAIMS):
        return rows.filter(place__within=assignment.place.code)
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
    if place is None or not is_insurer or not lies_in(settings.PLACE, place.code):
        return None
    return burn_of(fund, today, runs_for(assignment))


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
