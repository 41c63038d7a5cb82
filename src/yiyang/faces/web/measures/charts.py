"""The charts of one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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


def funnel_chart(plot: FunnelPlot, names: Mapping[Any, str]) -> str:
    """Return a funnel plot.

    Args:
        names: of its parts, by their keys.
    """
    dots = tuple(
        Dot(
            names[part.count.key],
            part.count.denominator,
            (part.count.rate or 0) * FULL,
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
