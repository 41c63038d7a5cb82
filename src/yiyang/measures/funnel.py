"""The funnel of a report: which parts differ from the whole by more than chance."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.analytics.small_numbers import funnel_limits
from yiyang.decisions.services import read_book
from yiyang.measures.report import Line, Report
from yiyang.measures.shape import Unit

LEVELS = "measures.funnel_levels"
STEPS = 24
FEWEST = 2
Limits = tuple[float, float]


@dataclass(frozen=True)
class Placed:
    """A part of a report and whether chance alone explains how far it is from the whole."""

    line: Line
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
    parts = [line for line in report.lines if line.count.denominator and line.keys[0] is not None]
    common = report.total.count.rate
    if report.measure.unit is not Unit.PERCENT or common is None or len(parts) < FEWEST:
        return None
    if any(part.count.counted != part.count.denominator for part in parts):
        return None  # points, of which each person gives many: no binomial chance
    levels = read_book(report.question.point, strict=False).table(LEVELS)
    inner, outer = float(levels["inner"]), float(levels["outer"])
    most = max(line.count.denominator for line in parts)
    sizes = tuple(sorted({max(1, most * n // STEPS) for n in range(STEPS + 1)}))
    return FunnelPlot(
        common,
        sizes,
        tuple(funnel_limits(common, size, inner) for size in sizes),
        tuple(funnel_limits(common, size, outer) for size in sizes),
        tuple(Placed(line, _outside(line, common, outer)) for line in parts),
    )


def _outside(line: Line, common: float, level: float) -> bool:
    low, high = funnel_limits(common, line.count.denominator, level)
    rate = line.count.rate
    return rate is not None and not low <= rate <= high
