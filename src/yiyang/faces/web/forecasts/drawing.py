"""The fan of a forecast as SVG made here; the same numbers stand in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log10

from yiyang.faces.web.charts import INK, LINE, word

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 12, 34
PAST, FAN, BASELINE, BAND = INK, "#1f7a69", "#a4590b", "#bfe0d8"
LINES = 4  # of the grid
LABELS = 5  # of days
NICE = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Drawn:
    """What a fan shows: days counted, then days ahead with the interval and the baseline."""

    since: date
    counted: tuple[float | None, ...]
    mean: tuple[float, ...]
    low: tuple[float, ...] | None
    high: tuple[float, ...] | None
    baseline: tuple[float, ...]

    @property
    def most(self) -> float:
        """The highest value of the chart."""
        ends = (*(self.high or ()), *self.mean, *self.baseline)
        return max([v for v in self.counted if v is not None] + list(ends) + [1.0])

    @property
    def days(self) -> int:
        """How many days the chart shows."""
        return len(self.counted) + len(self.mean)


def fan_of(drawn: Drawn) -> str:
    """Return the chart: what was counted, the mean ahead in its interval, the baseline dashed."""
    top = _nice(drawn.most)
    body = _grid(top) + _days(drawn)
    step, first = len(drawn.counted), _x(len(drawn.counted) - 0.5, drawn)
    if drawn.low is not None and drawn.high is not None:
        there = [_point(step + n, v, drawn, top) for n, v in enumerate(drawn.high)]
        back = [_point(step + n, v, drawn, top) for n, v in enumerate(drawn.low)][::-1]
        body += f'<path d="M{"L".join([*there, *back])}Z" fill="{BAND}"/>'
    body += (
        f'<path d="M{first:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{INK}" stroke-dasharray="2 4"/>'
    )
    body += _line(drawn.counted, 0, drawn, top, colour=PAST)
    body += _line(drawn.baseline, step, drawn, top, colour=BASELINE, dash="6 5")
    body += _line(drawn.mean, step, drawn, top, colour=FAN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true" font-family="sans-serif">{body}</svg>'
    )


def _line(
    values: Sequence[float | None],
    start: int,
    drawn: Drawn,
    top: float,
    *,
    colour: str,
    dash: str = "",
) -> str:
    """Return a line through values, broken where nobody counted."""
    path, is_open = "", False
    for n, value in enumerate(values):
        if value is not None:
            path += ("L" if is_open else "M") + _point(start + n, value, drawn, top)
        is_open = value is not None
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.2"{dashed}/>'


def _point(step: float, value: float, drawn: Drawn, top: float) -> str:
    return f"{_x(step, drawn):.1f} {_y(value, top):.1f}"


def _x(step: float, drawn: Drawn) -> float:
    return LEFT + step / max(1, drawn.days - 1) * (WIDTH - LEFT - RIGHT)


def _y(value: float, top: float) -> float:
    return TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM)


def _nice(most: float) -> float:
    """Return a round number at or above a value."""
    size = 10.0 ** (ceil(log10(most)) - 1)
    return next(size * part for part in NICE if size * part >= most)


def _grid(top: float) -> str:
    body = ""
    for n in range(LINES + 1):
        value = top * n / LINES
        y = _y(value, top)
        body += f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{LINE}"/>'
        body += word(LEFT - 6, y + 5, f"{value:g}", "end")
    return body


def _days(drawn: Drawn) -> str:
    body = ""
    for n in range(LABELS):
        step = round((drawn.days - 1) * n / (LABELS - 1))
        day = drawn.since + timedelta(days=step)
        anchor = "start" if n == 0 else "end" if n == LABELS - 1 else "middle"
        body += word(_x(step, drawn), HEIGHT - 10, day.isoformat(), anchor)
    return body
