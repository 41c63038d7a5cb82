"""The funnel of a report: which parts differ from the whole by more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yiyang.analytics.small_numbers import funnel_limits
from yiyang.decisions.services import read_book
from yiyang.measures.report import Report
from yiyang.measures.selectors import Count
from yiyang.measures.shape import Unit

LEVELS = "measures.funnel_levels"
STEPS = 24
FEWEST = 2
Limits = tuple[float, float]


@dataclass(frozen=True)
class Placed:
    """A part, and whether it is further from the whole than chance alone explains."""

    count: Count
    outside: bool


@dataclass(frozen=True)
class FunnelPlot:
    """The common rate, limits at some sizes, and the parts; all rates between 0 and 1."""

    common: float
    sizes: tuple[int, ...]
    inner: tuple[Limits, ...]
    outer: tuple[Limits, ...]
    parts: tuple[Placed, ...]


def funnel(report: Report) -> FunnelPlot | None:
    """Return the funnel plot of a report; None where its figures are no rates of at least two.

    Source: Spiegelhalter 2005; the levels stand in the policy book.
    """
    common = report.total.count.rate
    if report.measure.unit is not Unit.PERCENT or common is None:
        return None
    parts = [line.count for line in report.lines if line.keys[0] is not None]
    return funnel_around(common, parts, report.question.point)


def funnel_around(common: float, counts: Sequence[Count], day: date) -> FunnelPlot | None:
    """Return the funnel plot of rates around a common one; None for fewer than two.

    Args:
        common: between 0 and 1.
        day: of the levels.
    """
    parts = [count for count in counts if count.denominator]
    if len(parts) < FEWEST or any(part.counted != part.denominator for part in parts):
        return None  # points, of which each person gives many, have no binomial chance
    levels = read_book(day, strict=False).table(LEVELS)
    inner, outer = float(levels["inner"]), float(levels["outer"])
    most = max(part.denominator for part in parts)
    sizes = tuple(sorted({max(1, most * n // STEPS) for n in range(STEPS + 1)}))
    return FunnelPlot(
        common,
        sizes,
        tuple(funnel_limits(common, size, inner) for size in sizes),
        tuple(funnel_limits(common, size, outer) for size in sizes),
        tuple(Placed(part, _outside(part, common, outer)) for part in parts),
    )


def _outside(part: Count, common: float, level: float) -> bool:
    low, high = funnel_limits(common, part.denominator, level)
    return part.rate is not None and not low <= part.rate <= high
