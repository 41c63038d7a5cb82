"""Hospitals' costs of a run adjusted for their case-mix, decided by the book."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, Sum

from yiyang.audit.services import Actor, record
from yiyang.budgets.facts import GROUPED, day_of
from yiyang.budgets.models import SettlementRun, Statement
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.rules.payment import Hospital, MixYear, adjust_for_case_mix


@transaction.atomic
def judge_case_mix(
    *, run: SettlementRun, before: SettlementRun | None, by: Actor, at: datetime
) -> Decision:
    """Tell each hospital's cost for a weight of 1 in a run, and its growth since another."""
    earlier = {} if before is None else {each[0]: each[1:] for each in _sums(before)}
    hospitals = []
    for code, cases, rw, cost in _sums(run):
        _, before_rw, before_cost = earlier.get(code, (None, None, None))
        hospitals.append(Hospital(code, cases, rw, cost, before_rw, before_cost))
    decided = decide(
        adjust_for_case_mix,
        MixYear(run.period, tuple(hospitals)),
        reading=read_book(day_of(run.period), place=run.place),
        subject=Subject("settlement_run", run.pk),
        at=at,
    )
    record(
        by=by,
        at=at,
        action="budgets.case_mix",
        subject_kind="settlement_run",
        subject_id=run.pk,
        payload={"before": before.pk if before else None, "hospitals": len(hospitals)},
    )
    return decided.decision


def _sums(run: SettlementRun) -> list[tuple[str, int, int, int]]:
    grouped = Q(groups__branch__in=GROUPED)
    rows = Statement.objects.filter(run=run).values_list("institution__code")
    summed = rows.annotate(
        n=Sum("groups__cases", filter=grouped, default=0),
        weight=Sum("groups__rw", filter=grouped, default=0),
        cost=Sum("groups__cost_fen", filter=grouped, default=0),
    )
    ordered = summed.order_by("institution__code")
    return [(code, int(n), int(rw), int(cost)) for code, n, rw, cost in ordered]
