"""Figures as a page shows them: with a name, a value in words, and the address of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from yiyang.faces.web.templatetags.yiyang_text import label_or_code, yuan
from yiyang.measures.report import Line, Report
from yiyang.measures.shape import By, Unit


@dataclass(frozen=True)
class Shown:
    """A line with its name, its value in words, and the query of the rows behind it."""

    line: Line
    name: str
    told: str
    query: str


def shown(report: Report, language: str) -> list[Shown]:
    """Return the lines of a report as a page shows them."""
    return [
        Shown(
            line, _name(line, language), told(line.value, report.measure.unit), query(report, line)
        )
        for line in report.lines
    ]


def told(value: Decimal | None, unit: Unit) -> str:
    """Return a value with its unit; a dash where there is none."""
    if value is None:
        return "—"
    if unit is Unit.PERCENT:
        return f"{value:.1f}%"
    if unit is Unit.FEN_EACH:
        return yuan(int(value))
    return f"{value:.2f}" if unit is Unit.EACH else f"{value:.0f}"


def query(report: Report, line: Line) -> str:
    """Return what the address of the rows behind a figure asks; "" where a key is missing."""
    if None in line.keys:
        return ""
    keys = {f"key_{by}": key for by, key in zip(report.by, line.keys, strict=True)}
    period = report.question.period.code
    month = keys.pop(f"key_{By.MONTH}", None) if report.measure.at_point else None
    return urlencode({"period": month or period} | keys)


def _name(line: Line, language: str) -> str:
    parts: Sequence[str] = [
        text.in_language(language) if text else "—" if key is None else label_or_code(str(key))
        for text, key in zip(line.names, line.keys, strict=True)
    ]
    return " · ".join(parts)
