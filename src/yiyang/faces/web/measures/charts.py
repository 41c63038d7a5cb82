"""The charts of one report."""

from __future__ import annotations

from collections.abc import Sequence

from yiyang.faces.web.measures.drawing import Bar, Dot, Funnel, bars_of, funnel_of
from yiyang.faces.web.measures.shown import Shown
from yiyang.measures.funnel import FunnelPlot
from yiyang.measures.report import Report

FULL = 100


def chart_of(report: Report, lines: Sequence[Shown]) -> str:
    """Return the bars of a report's lines, with the target's line where it has one."""
    bars = [
        Bar(each.name, each.line.value, each.told)
        for each in lines
        if each.line.value is not None and each.line.value >= 0
    ]
    verdict = report.total.verdict
    return bars_of(bars, verdict.judged.target if verdict else None) if bars else ""


def funnel_chart(plot: FunnelPlot, lines: Sequence[Shown]) -> str:
    """Return a funnel plot with the names of its parts."""
    names = {each.line.keys: each.name for each in lines}
    dots = tuple(
        Dot(
            names[part.line.keys],
            part.line.count.denominator,
            (part.line.count.rate or 0) * FULL,
            part.outside,
        )
        for part in plot.parts
    )
    return funnel_of(
        Funnel(
            plot.common * FULL,
            plot.sizes,
            tuple((low * FULL, high * FULL) for low, high in plot.inner),
            tuple((low * FULL, high * FULL) for low, high in plot.outer),
            dots,
        )
    )
