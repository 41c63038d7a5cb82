"""The chart of a series: a bar a day, the bound of the alarm's day; its table stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from yiyang.faces.web.charts import LINE, word

WIDTH, HIGH, SIDE, TOP = 640, 220, 44, 16
BAR, RED, BOUND = "#1f7a69", "#b3261e", "#a4590b"
WORDS = 7  # days between two days that are named
LEVELS = 4  # lines of the grid, about: each a whole number of people


def counts_chart(
    days: Sequence[tuple[date, int]], upper: Decimal, expected: Decimal | None, name: str
) -> str:
    """Return a chart of counts by day; the last is the alarm's, with its bound across."""
    most = max([people for _, people in days] + [float(upper), 1])
    step = (WIDTH - SIDE) / max(len(days), 1)
    apart = max(1, round(most / LEVELS))
    body = "".join(_level(value, most) for value in range(0, int(most) + 1, apart))
    for n, (day, people) in enumerate(days):
        x, high = SIDE + n * step, people / most * HIGH
        colour = RED if n == len(days) - 1 else BAR
        body += (
            f'<rect x="{x + 1:.1f}" y="{TOP + HIGH - high:.1f}" width="{max(step - 2, 1):.1f}" '
            f'height="{high:.1f}" fill="{colour}"><title>{day}: {people}</title></rect>'
        )
        if (len(days) - 1 - n) % WORDS == 0:
            body += word(x + step, TOP + HIGH + 20, f"{day:%m-%d}", "end")
    body += _across(float(upper), most, BOUND, "7 4")
    if expected is not None:
        body += _across(float(expected), most, BAR, "2 4")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {WIDTH} {TOP + HIGH + 32}" font-family="sans-serif">'
        f"<title>{escape(name)}</title>{body}</svg>"
    )


def _y(value: float, most: float) -> float:
    return TOP + HIGH - value / most * HIGH


def _level(value: int, most: float) -> str:
    y = _y(value, most)
    return _line(y, LINE, "") + word(SIDE - 6, y + 5, f"{value}", "end")


def _across(value: float, most: float, colour: str, dash: str) -> str:
    return _line(_y(value, most), colour, f' stroke-dasharray="{dash}" stroke-width="2.5"')


def _line(y: float, colour: str, more: str) -> str:
    return f'<path d="M{SIDE} {y:.1f}H{WIDTH}" fill="none" stroke="{colour}"{more}/>'
