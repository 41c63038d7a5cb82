"""Settlement runs of this place, and what one came to."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, QuerySet, Sum

from yiyang.budgets.models import GroupSum, SettlementRun


def runs() -> QuerySet[SettlementRun]:
    """Return the runs of this place, the latest first."""
    return SettlementRun.objects.filter(place=settings.PLACE).order_by("-pk")


def reasons_of(run: SettlementRun) -> list[tuple[str, int]]:
    """Return why discharges were left out, and how many."""
    rows = run.left_out.values_list("reason").annotate(count=Count("pk"))
    return list(rows.order_by("-count", "reason"))


def methods_of(run: SettlementRun) -> list[tuple[str, int, int, int]]:
    """Return each method of a run: cases, fee and what the fund bears."""
    rows = GroupSum.objects.filter(statement__run=run).values_list("method")
    summed = rows.annotate(n=Sum("cases"), fee=Sum("fee_fen"), fund=Sum("fund_fen"))
    return list(summed.order_by("method"))
