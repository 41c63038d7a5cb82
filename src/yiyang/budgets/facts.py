"""A run as it comes from the reckoning, and as the rule of runs asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from yiyang.budgets.models import LONGEST_GROUP, SettlementRun
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


class Rows(Protocol):
    """Rows by the names of their columns, as many as there are: they may come as they are read."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Yield them from the first, each time."""


@dataclass(frozen=True)
class GivenRun:
    """A whole run: rows of statements, groups, what was left out; keys are the columns' names.

    Rows of groups name their ``institution``, those left out ``line``, ``id``, ``institution``,
    ``drg`` and ``reason``.
    """

    pinned: Pinned
    torn: int
    statements: Sequence[Mapping[str, Any]]
    groups: Rows
    left_out: Rows
    consortia: Mapping[str, ConsortiumYear] = field(default_factory=dict)
    packages: Iterable[GivenPackage] = ()

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


def long_groups(given: GivenRun) -> list[Finding]:
    """Return the groups whose code is longer than is kept, each where it is paid."""
    return [
        Finding(
            "RUN_LONG_GROUP",
            f"institution {row['institution']}, group {row['drg']}",
            Message("RUN_LONG_GROUP", {"most": LONGEST_GROUP}),
        )
        for row in given.groups
        if len(row["drg"]) > LONGEST_GROUP
    ]


def reckoned(given: GivenRun) -> Reckoned:
    """Return what the rule of runs asks for."""
    by_method: dict[str, int] = {}
    shared = cases = 0
    for row in given.groups:
        by_method[row["method"]] = by_method.get(row["method"], 0) + row["fund_fen"]
        if row["branch"] in GROUPED:
            shared += row["fee_fen"]
            cases += row["cases"]
    pinned = given.pinned
    floats = pinned.budget_fen is not None
    return Reckoned(
        kind=pinned.kind,
        period=pinned.period,
        method=pinned.method,
        by_method=tuple(sorted(by_method.items())),
        cases=cases,
        special=given.total("special"),
        held_back=pinned.held_back,
        eligible_fen=pinned.eligible_fen,
        floating_fen=pinned.budget_fen if floats else None,
        shared_fen=shared if floats else None,
    )
