"""Charts of figures as SVG made here; the same numbers stand in a table beside each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Protocol
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

WIDTH, ROW, LEFT = 640, 30, 170
HIGH, TOP, SIDE = 260, 16, 44
FULL, FULL_YEAR = 100, 12
BESIDE = 90  # room for a number beside a bar
_ANCHOR = {True: "end", False: "start"}
BAR, GREY, LINE, TARGET, ALARM = "#1f7a69", "#8aa39d", "#cfd8d6", "#a4590b", "#b3261e"
MOST_BARS = 40
LONGEST_NAME = 24  # in half widths: a Chinese character takes two


class MonthOfCoverage(Protocol):
    """What a line of the trend shows of a month."""

    code: str
    everyone: Decimal | None
    key_groups: Decimal | None


@dataclass(frozen=True)
class Bar:
    """One figure in a chart of bars, with what is written at its end."""

    name: str
    value: Decimal
    told: str


@dataclass(frozen=True)
class Dot:
    """One figure of a funnel plot: how many it counts, its rate in percent, its name."""

    name: str
    counted: int
    value: float
    alarm: bool


@dataclass(frozen=True)
class Funnel:
    """A funnel plot: the common rate, the limits at some sizes, the figures; in percent."""

    common: float
    sizes: tuple[int, ...]
    inner: tuple[tuple[float, float], ...]
    outer: tuple[tuple[float, float], ...]
    dots: tuple[Dot, ...]


def bars_of(bars: Sequence[Bar], target: Decimal | None) -> str:
    """Return a chart of bars, at most ``MOST_BARS``, with a line where the target is."""
    shown = bars[:MOST_BARS]
    most = max([bar.value for bar in shown] + ([target] if target else []) + [Decimal(1)])
    scale = (WIDTH - LEFT - 90) / float(most)
    height = ROW * len(shown) + 8
    body = "".join(_bar(bar, n, scale) for n, bar in enumerate(shown))
    if target is not None:
        x = LEFT + float(target) * scale
        body += _path(f"M{x:.1f} 0V{height}", TARGET, dash="5 4")
    return _svg(height, body)


def two_sided(bars: Sequence[Bar]) -> str:
    """Return bars to both sides of nothing, at most ``MOST_BARS``: losses left, gains right."""
    shown = bars[:MOST_BARS]
    most = max([abs(bar.value) for bar in shown] + [Decimal(1)])
    half = (WIDTH - LEFT - 2 * BESIDE) / 2
    middle, height = LEFT + BESIDE + half, ROW * len(shown) + 8
    body = _path(f"M{middle:.1f} 0V{height}", LINE)
    for n, bar in enumerate(shown):
        y, is_loss = n * ROW + 4, bar.value < 0
        wide = max(1.0, float(abs(bar.value) / most) * half)
        x = middle - wide if is_loss else middle
        body += (
            _word(LEFT - 8, y + 16, _shortened(bar.name), "end")
            + f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{ROW - 8}" '
            f'fill="{ALARM if is_loss else BAR}" rx="3"/>'
            + _word(x - 6 if is_loss else x + wide + 6, y + 16, bar.told, _ANCHOR[is_loss])
        )
    return _svg(height, body)


def burning(names: Sequence[str], spent: Sequence[int], budget: int | None) -> str:
    """Return a line of what is spent altogether, against an even use of the budget, dashed."""
    most = max([*spent, budget or 0, 1])
    step = (WIDTH - SIDE - 20) / FULL_YEAR

    def at(n: int, value: float) -> str:
        return f"{SIDE + n * step:.1f} {_y(max(value, 0) / most * FULL):.1f}"

    body = _grid()
    if budget is not None:
        body += _path(f"M{at(0, 0)}L{at(FULL_YEAR, budget)}", TARGET, dash="7 4")
    points = "L".join(at(n, value) for n, value in enumerate([0, *spent]))
    body += _path(f"M{points}", BAR, wide=3)
    body += "".join(
        _word(SIDE + (n + 1) * step, HIGH + 34, name, "middle") for n, name in enumerate(names)
    )
    return _svg(HIGH + 44, body)


def trend_of(months: Sequence[MonthOfCoverage]) -> str:
    """Return a chart of two lines over months, from 0 to 100 percent."""
    lines = [[m.everyone for m in months], [m.key_groups for m in months]]
    step = (WIDTH - SIDE - 20) / max(1, len(months) - 1)
    body = _grid()
    for values, colour, dash in zip(lines, (BAR, TARGET), ("", "7 4"), strict=True):
        points = [(SIDE + n * step, _y(float(v))) for n, v in enumerate(values) if v is not None]
        if points:
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
            body += _path(f"M{path}", colour, wide=3, dash=dash)
    for n, month in enumerate(months):
        if n % 2 == len(months) % 2:
            body += _word(SIDE + n * step, HIGH + 34, month.code[2:], "middle")
    return _svg(HIGH + 44, body)


def funnel_of(funnel: Funnel) -> str:
    """Return a funnel plot: rates against how many they count, with the limits of chance."""
    most = max(funnel.sizes)

    def x(counted: int) -> float:
        return SIDE + counted / most * (WIDTH - SIDE - 20)

    body = _grid() + _path(f"M{SIDE} {_y(funnel.common):.1f}H{WIDTH - 20}", GREY)
    for limits, dash in ((funnel.inner, "6 4"), (funnel.outer, "")):
        for side in (0, 1):
            points = "L".join(
                f"{x(size):.1f} {_y(both[side]):.1f}"
                for size, both in zip(funnel.sizes, limits, strict=True)
            )
            body += _path(f"M{points}", TARGET, dash=dash)
    body += "".join(
        f'<circle cx="{x(dot.counted):.1f}" cy="{_y(dot.value):.1f}" r="5" '
        f'fill="{ALARM if dot.alarm else BAR}"><title>{escape(dot.name)}: '
        f"{dot.value:.1f}% ({dot.counted})</title></circle>"
        for dot in funnel.dots
    )
    for part in (0, most // 2, most):
        body += _word(x(part), HIGH + 34, str(part), "middle")
    return _svg(HIGH + 44, body)


def _bar(bar: Bar, n: int, scale: float) -> str:
    y = n * ROW + 4
    wide = max(1.0, float(bar.value) * scale)
    return (
        _word(LEFT - 8, y + 16, _shortened(bar.name), "end")
        + f'<rect x="{LEFT}" y="{y}" width="{wide:.1f}" height="{ROW - 8}" fill="{BAR}" rx="3"/>'
        + _word(LEFT + wide + 6, y + 16, bar.told, "start")
    )


def _shortened(name: str) -> str:
    """The name, or as much of it as fits before the bars, with an ellipsis."""
    wide = list(accumulate(2 if east_asian_width(letter) in "WF" else 1 for letter in name))
    if not wide or wide[-1] <= LONGEST_NAME:
        return name
    return name[: bisect_right(wide, LONGEST_NAME - 1)] + "…"


def _grid() -> str:
    body = ""
    for percent in range(0, FULL + 1, 25):
        y = _y(percent)
        body += _path(f"M{SIDE} {y:.1f}H{WIDTH - 20}", LINE) + _word(
            SIDE - 6, y + 5, f"{percent}%", "end"
        )
    return body


def _y(percent: float) -> float:
    return TOP + (FULL - percent) / FULL * HIGH


def _path(d: str, colour: str, *, wide: float = 1.5, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{wide}"{dashed}/>'


def _word(x: float, y: float, text: str, anchor: str) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" font-size="14" '
        f'fill="#24413a">{escape(text)}</text>'
    )


def _svg(height: float, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'aria-hidden="true" font-family="sans-serif">{body}</svg>'
    )
