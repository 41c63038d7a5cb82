"""A run as it comes from the reckoning, and as the rule of runs asks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yiyang.budgets.models import SettlementRun
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.models import Institution
from yiyang.rules.payment import ConsortiumYear, Episode, Reckoned

MONTH, YEAR = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])"), re.compile(r"[1-9][0-9]{3}")
PERIODS = {SettlementRun.Kind.MONTH: MONTH, SettlementRun.Kind.YEAR: YEAR}
GROUPED = ("USUAL", "LOW", "HIGH", "SPECIAL")


@dataclass(frozen=True)
class Pinned:
    """What a run is of and what it was reckoned with; digests of files as they stood."""

    kind: str
    period: str
    fund: str
    method: str
    name: Mapping[str, str]
    source: str
    mark: str
    scenario_digest: str
    cases_digest: str
    pack: str = ""
    pack_digest: str = ""
    held_back: int = 0  # millionths of what the fund bears
    special_most: int | None = None
    budget_fen: int | None = None
    eligible_fen: int | None = None
    ledger_is_posted: bool = False


@dataclass(frozen=True)
class GivenPackage:
    """An episode as it was reckoned: each stay's share, its fee, and what the fund bears of it."""

    episode: Episode
    shares: tuple[tuple[str, int], ...]
    fees: tuple[int, ...]
    funds: tuple[int, ...]


@dataclass(frozen=True)
class GivenRun:
    """A whole run: rows of statements, groups, what was left out; keys are the columns' names.

    Rows of groups name their ``institution``, those left out ``line``, ``id``, ``institution``,
    ``drg`` and ``reason``.
    """

    pinned: Pinned
    torn: int
    statements: Sequence[Mapping[str, Any]]
    groups: Sequence[Mapping[str, Any]]
    left_out: Sequence[Mapping[str, Any]]
    consortia: Mapping[str, ConsortiumYear] = field(default_factory=dict)
    packages: Sequence[GivenPackage] = ()

    def total(self, column: str) -> int:
        """Return the sum of a column over all institutions."""
        return sum(row[column] for row in self.statements)


def day_of(period: str) -> date:
    """Return the last day of a month or a year: the date that the book is read at."""
    year, _, month = period.partition("-")
    if not month or month == "12":
        return date(int(year), 12, 31)
    return date.fromordinal(date(int(year), int(month) + 1, 1).toordinal() - 1)


def institutions_of(given: GivenRun) -> tuple[dict[str, Institution], list[Finding]]:
    """Return the institutions of a run by their codes, and those that nobody knows."""
    codes = {row["institution"] for row in given.statements}
    known = {one.code: one for one in Institution.objects.filter(code__in=codes)}
    return known, [
        Finding(
            "RUN_UNKNOWN_INSTITUTION",
            f"institution {code}",
            Message("RUN_UNKNOWN_INSTITUTION", {"code": code}),
        )
        for code in sorted(codes - set(known))
    ]


def reckoned(given: GivenRun) -> Reckoned:
    """Return what the rule of runs asks for."""
    by_method: dict[str, int] = {}
    shared = 0
    for row in given.groups:
        by_method[row["method"]] = by_method.get(row["method"], 0) + row["fund_fen"]
        shared += row["fee_fen"] if row["branch"] in GROUPED else 0
    pinned = given.pinned
    floats = pinned.budget_fen is not None
    return Reckoned(
        kind=pinned.kind,
        period=pinned.period,
        method=pinned.method,
        by_method=tuple(sorted(by_method.items())),
        cases=sum(row["cases"] for row in given.groups if row["branch"] in GROUPED),
        special=given.total("special"),
        held_back=pinned.held_back,
        special_most=pinned.special_most,
        eligible_fen=pinned.eligible_fen,
        floating_fen=pinned.budget_fen if floats else None,
        shared_fen=shared if floats else None,
    )
