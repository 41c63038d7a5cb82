"""How often an institution codes a case as severe, beside what its own mix lets expect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

SCALE = 10_000  # expected cases are kept in ten-thousandths


@dataclass(frozen=True)
class GroupCases:
    """How many cases one institution has in one group of a run."""

    institution: str
    group: str
    cases: int


@dataclass(frozen=True)
class Severity:
    """An institution's cases of groups told apart by severity: the severe ones, and as many as
    it would have with the region's share of each base group (in ten-thousandths).
    """

    cases: int
    severe: int
    expected: int


def severity(
    rows: Iterable[GroupCases], severe: Collection[str], plain: Collection[str]
) -> Mapping[str, Severity]:
    """Return each institution's severity; a group's last character tells how severe it is.

    Groups that are not told apart by severity, and base groups that the region has of one
    severity only, say nothing.  The order of rows does not matter.

    Args:
        severe: last characters of groups with complications; ``plain``: of those without.

    Source: JA-4.2; indices of up-coding (编码高套指数), oversight.md 5.2.
    """
    told = [row for row in rows if row.group[-1:] in severe or row.group[-1:] in plain]
    region: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    own: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in told:
        for sums in (region[row.group[:-1]], own[row.institution, row.group[:-1]]):
            sums[0] += row.cases
            sums[1] += row.cases if row.group[-1] in severe else 0
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (institution, base), (cases, hard) in own.items():
        whole, all_hard = region[base]
        if 0 < all_hard < whole:
            sums = found[institution]
            sums[0] += cases
            sums[1] += hard
            sums[2] += cases * all_hard * SCALE // whole
    return {name: Severity(*sums) for name, sums in sorted(found.items())}
