"""What may be a risk in a place: late tasks, overspent budgets, unusual coding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from yiyang.agreements.models import Party
from yiyang.agreements.services.telling import desk_at
from yiyang.budgets.burning import burn_of
from yiyang.budgets.models import ConsortiumBalance, GroupSum, SettlementRun
from yiyang.cases.models import Task
from yiyang.network.models import Place
from yiyang.policy.book import Reading
from yiyang.risks.flows import RISK
from yiyang.rules.risks import CODING, GRACE, LATE, OVERSPENT, Sign
from yiyang.rules.supervision.coding import SCALE, GroupCases, severity

INSURER, LEAD = "INSURER", "LEAD"
SEVERE, PLAIN = "risks.coding_severe", "risks.coding_plain"


@dataclass(frozen=True)
class Seen:
    """A sign with the rows behind it."""

    sign: Sign
    institution_id: int | None
    subject_kind: str
    subject_id: int | None
    params: dict[str, Any] = field(default_factory=dict)


def signs_of(place: Place, at: datetime, reading: Reading) -> list[Seen]:
    """Return everything in a place that may be a risk now."""
    return [
        *_late(place, at, reading),
        *_consortia(place),
        *_funds(place, at),
        *_coding(place, reading),
    ]


def _late(place: Place, at: datetime, reading: Reading) -> Iterator[Seen]:
    here = Q(case__place__code__within=place.code)
    here |= Q(institution__place__code__within=place.code)
    here |= Q(place__code__within=place.code)
    rows = Task.objects.filter(
        here, state=Task.State.OPEN, due_at__lt=at, case__kind__in=list(reading.table(GRACE))
    ).exclude(case__kind=RISK)
    for task in rows.select_related("case", "institution").order_by("pk"):
        sign = Sign(
            key=f"task:{task.pk}", kind=LATE, role=task.role,
            at_institution=task.institution_id is not None, case=task.case.kind,
            due_at=task.due_at, desk=desk_at(task.institution.kind) if task.institution else "",
        )  # fmt: skip
        told = {"case": task.case.kind, "task": task.code, "case_id": task.case_id}
        yield Seen(sign, task.institution_id, "task", task.pk, told)


def _consortia(place: Place) -> Iterator[Seen]:
    rows = ConsortiumBalance.objects.filter(
        run__state=SettlementRun.State.POSTED, run__place__within=place.code
    ).select_related("run", "consortium")
    for one in rows.order_by("pk"):
        lead = Party.objects.filter(agreement=one.consortium, role=LEAD, institution__isnull=False)
        institution = lead.select_related("institution").order_by("pk").first()
        sign = Sign(
            key=f"balance:{one.pk}", kind=OVERSPENT, role=INSURER, at_institution=False,
            fen=one.actual_fen, budget_fen=one.budget_fen,
        )  # fmt: skip
        told = {
            "of": "BALANCE", "name": one.consortium.number, "period": one.run.period,
            "run": one.run_id,
        }  # fmt: skip
        yield Seen(
            sign, institution.institution_id if institution else None, "balance", one.pk, told
        )


def _funds(place: Place, at: datetime) -> Iterator[Seen]:
    today = timezone.localdate(at)
    runs = SettlementRun.objects.filter(place__within=place.code)
    for fund in sorted(set(runs.order_by().values_list("fund", flat=True))):
        burn = burn_of(fund, today, runs.order_by("-pk"))
        if burn.budget_fen is None or burn.run is None:
            continue
        sign = Sign(
            key=f"fund:{fund}:{burn.year}", kind=OVERSPENT, role=INSURER, at_institution=False,
            fen=max(burn.months[-1].altogether_fen, 0), budget_fen=burn.budget_fen,
        )  # fmt: skip
        told = {"of": "FUND", "name": fund, "period": str(burn.year), "run": burn.run.pk}
        yield Seen(sign, None, "settlement_run", burn.run.pk, told)


def _coding(place: Place, reading: Reading) -> Iterator[Seen]:
    """Yield each institution's severe cases in the latest posted run of a fund's groups."""
    runs = SettlementRun.objects.filter(
        state=SettlementRun.State.POSTED, method="DRG", place__within=place.code
    )
    severe, plain = reading.codes(SEVERE), reading.codes(PLAIN)
    for run in runs.order_by("fund", "-period", "-pk").distinct("fund"):
        asked = {one.institution_id: one for one in run.statements.select_related("institution")}
        rows = GroupSum.objects.filter(statement__run=run, method="DRG").exclude(group="")
        cases = [
            GroupCases(str(institution), group, count)
            for institution, group, count in rows.values_list(
                "statement__institution_id", "group", "cases"
            )
        ]
        for name, one in severity(cases, severe, plain).items():
            statement = asked[int(name)]
            sign = Sign(
                key=f"coding:{statement.pk}", kind=CODING, at_institution=True,
                role=desk_at(statement.institution.kind), cases=one.cases, severe=one.severe,
                expected=one.expected,
            )  # fmt: skip
            told = {
                "period": run.period, "name": run.fund, "run": run.pk, "cases": one.cases,
                "severe": one.severe, "expected": round(one.expected / SCALE),
            }  # fmt: skip
            yield Seen(sign, int(name), "statement", statement.pk, told)
