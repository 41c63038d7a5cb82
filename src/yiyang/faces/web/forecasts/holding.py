"""A simulation beside what happened, as SVG made here; the same numbers stand in a table beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from yiyang.faces.web.charts import INK, LINE, word
from yiyang.planning.simulation.backtest import Week

WIDTH, LEFT, RIGHT, TOP, ROW = 640, 170, 24, 40, 96
SIMULATED, HAPPENED = "#1f7a69", "#a4590b"
NAMED = 8  # weeks at most that are named below


def held_chart(weeks: Sequence[Week], names: Mapping[str, str], key: tuple[str, str, str]) -> str:
    """Return a line of weeks for each kind of bed: simulated in its interval, as it happened.

    Args:
        names: of the kinds.
        key: the words for what was simulated, for what happened, for a week.
    """
    simulated, happened, week = key
    body = _key(LEFT, simulated, SIMULATED) + _key(LEFT + 200, happened, HAPPENED)
    kinds = list(dict.fromkeys(each.kind for each in weeks))
    last = max((each.number for each in weeks), default=0)
    for at, kind in enumerate(kinds):
        own = [each for each in weeks if each.kind == kind]
        body += _row(own, names[kind], TOP + at * ROW, last)
    foot = TOP + len(kinds) * ROW + 18
    for number in range(0, last + 1, -(-(last + 1) // NAMED)):
        body += word(_x(number, last), foot, str(number + 1), "middle")
    body += word(LEFT - 44, foot, week, "end")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {foot + 10}" '
        f'aria-hidden="true" font-family="sans-serif">{body}</svg>'
    )


def _key(x: float, name: str, colour: str) -> str:
    return f'<circle cx="{x}" cy="14" r="6" fill="{colour}"/>' + word(x + 12, 19, name, "start")


def _row(weeks: Sequence[Week], name: str, top: float, last: int) -> str:
    """Draw one kind, between its lowest and its highest value."""
    values = [v for each in weeks for v in (each.low, each.high, each.happened)]
    low, high = min(values), max(*values, min(values) + 1.0)

    def y(value: float) -> float:
        return top + 14 + (high - value) / (high - low) * (ROW - 32)

    body = f'<path d="M0 {top + ROW}H{WIDTH}" stroke="{LINE}"/>'
    body += word(0, top + ROW / 2 + 5, name, "start")
    body += word(LEFT - 12, y(high) + 5, f"{high:.1f}", "end")
    body += word(LEFT - 12, y(low) + 5, f"{low:.1f}", "end")
    for each in weeks:
        x = _x(each.number, last)
        told = f"{name} · {each.number + 1}: {each.mean:.1f} ({each.low:.1f}–{each.high:.1f}), "
        body += (
            f"<g><title>{escape(told)}{each.happened:.1f}</title>"
            f'<path d="M{x:.1f} {y(each.low):.1f}V{y(each.high):.1f}" stroke="{SIMULATED}" '
            'stroke-width="8" stroke-opacity="0.35"/>'
            f'<circle cx="{x:.1f}" cy="{y(each.mean):.1f}" r="5" fill="{SIMULATED}"/>'
            f'<circle cx="{x:.1f}" cy="{y(each.happened):.1f}" r="5" fill="{HAPPENED}" '
            f'stroke="{INK}"/></g>'
        )
    return body


def _x(number: int, last: int) -> float:
    return LEFT + 20 + number / max(1, last) * (WIDTH - LEFT - RIGHT - 20)
