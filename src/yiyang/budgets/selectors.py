"""Settlement runs as the insurer's desk and an institution's desk may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, F, QuerySet, Sum

from yiyang.budgets.models import GroupSum, SettlementRun, Statement

State, Kind = SettlementRun.State, SettlementRun.Kind
REASONS = 3


@dataclass(frozen=True)
class Difference:
    """What one institution gains in a run against another; ``why`` the groups that make most."""

    institution_id: int
    code: str
    cases: int
    other_cases: int
    fee_fen: int
    other_fee_fen: int
    why: tuple[tuple[str, int], ...]

    @property
    def difference_fen(self) -> int:
        """Above zero the institution gains."""
        return self.fee_fen - self.other_fee_fen


def runs() -> QuerySet[SettlementRun]:
    """Return the runs of this place, the latest first."""
    return SettlementRun.objects.filter(place=settings.PLACE).order_by("-pk")


def statements_of(institution_id: int) -> QuerySet[Statement]:
    """Return one institution's statements of runs that are posted, the latest first."""
    rows = Statement.objects.filter(institution=institution_id, run__state=State.POSTED)
    return rows.select_related("run").order_by("-run")


def reasons_of(run: SettlementRun) -> list[tuple[str, int]]:
    """Return why discharges were left out, and how many."""
    rows = run.left_out.values_list("reason").annotate(count=Count("pk"))
    return list(rows.order_by("-count", "reason"))


def methods_of(run: SettlementRun) -> list[tuple[str, int, int, int]]:
    """Return each method of a run: cases, fee and what the fund bears."""
    rows = GroupSum.objects.filter(statement__run=run).values_list("method")
    summed = rows.annotate(n=Sum("cases"), fee=Sum("fee_fen"), fund=Sum("fund_fen"))
    return list(summed.order_by("method"))


def differences(run: SettlementRun, other: SettlementRun) -> list[Difference]:
    """Return what each institution gains in ``run`` against ``other``, the greatest loser first."""
    here, there = _by_institution(run), _by_institution(other)
    groups = _by_group(run, 1)
    for key, fen in _by_group(other, -1).items():
        groups[key] = groups.get(key, 0) + fen
    why: dict[int, list[tuple[str, int]]] = {}
    for (institution, name), fen in groups.items():
        if fen:
            why.setdefault(institution, []).append((name, fen))
    found = []
    for key in here.keys() | there.keys():
        one = here.get(key) or there[key]
        reasons = sorted(why.get(key, ()), key=lambda each: (-abs(each[1]), each[0]))
        found.append(
            Difference(
                key,
                one["code"],
                here.get(key, {}).get("cases", 0),
                there.get(key, {}).get("cases", 0),
                here.get(key, {}).get("fee_fen", 0),
                there.get(key, {}).get("fee_fen", 0),
                tuple(reasons[:REASONS]),
            )
        )
    return sorted(found, key=lambda each: (each.difference_fen, each.code))


def _by_institution(run: SettlementRun) -> dict[int, Mapping[str, Any]]:
    rows = run.statements.annotate(code=F("institution__code"))
    columns = rows.values("institution_id", "code", "cases", "fee_fen")
    return {row["institution_id"]: row for row in columns}


def _by_group(run: SettlementRun, sign: int) -> dict[tuple[int, str], int]:
    rows = GroupSum.objects.filter(statement__run=run).values_list(
        "statement__institution_id", "group", "branch", "fee_fen"
    )
    found: dict[tuple[int, str], int] = {}
    for institution, group, branch, fen in rows:
        key = (institution, group or branch)
        found[key] = found.get(key, 0) + sign * fen
    return found
