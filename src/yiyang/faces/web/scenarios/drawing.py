"""Charts of simulations as SVG made here; the same numbers stand in a table beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from yiyang.faces.web.charts import INK, LINE, word

WIDTH, LEFT, ROW = 640, 170, 26
SIDE = 196  # of the diagram of moves: room for a name beside it, in English too
OLD, NEW, NONE = "#8aa39d", "#1f7a69", "#f0f0f0"
# From empty to overfull: each step darker than the last, so that it reads without colour too.
STEPS = ((0.5, "#eef4f2"), (0.7, "#cfe4de"), (0.8, "#9ccabd"), (0.9, "#5fa897"), (0.95, "#2f8673"))
FULL, OVER = "#a4590b", 0.99
RIBBONS = ("#1f7a69", "#2f6fa3", "#6a3fa0", "#a4590b", "#7c2d4a", "#4d6b2f", "#5f6f6b")
NODE, GAP, HIGH, SMALLEST = 14, 14, 420, 2.0
WIDE_FROM = 0x2E80  # characters from here on are as wide as high
MOST_WEEKS = 60  # columns; more weeks are drawn together


@dataclass(frozen=True)
class Span:
    """A figure of two runs: mean and half interval of each."""

    name: str
    old: float
    old_half: float
    new: float
    new_half: float


@dataclass(frozen=True)
class Heat:
    """How full something is, week by week; None where there is no bed."""

    name: str
    shares: Sequence[float | None]


@dataclass(frozen=True)
class Move:
    """So many people a year from somewhere to somewhere."""

    origin: str
    end: str
    people: float


def spans(rows: Sequence[Span], old: str, new: str) -> str:
    """Return two lines for each figure: its mean as a dot, its interval as a bar."""
    most = max((max(r.old + r.old_half, r.new + r.new_half) for r in rows), default=0) or 1.0
    scale = (WIDTH - LEFT - 70) / most
    body = _key(old, OLD, LEFT) + _key(new, NEW, LEFT + 180)
    for at, row in enumerate(rows):
        y = 40 + at * 44
        body += word(LEFT - 10, y + 17, row.name, "end")
        body += _whisker(y + 6, row.old, row.old_half, scale, OLD)
        body += _whisker(y + 22, row.new, row.new_half, scale, NEW)
        body += f'<path d="M0 {y + 36}H{WIDTH}" stroke="{LINE}"/>'
    return _svg(44 * len(rows) + 40, body)


def _key(name: str, colour: str, x: float) -> str:
    return f'<circle cx="{x}" cy="14" r="6" fill="{colour}"/>' + word(x + 12, 19, name, "start")


def _whisker(y: float, mean: float, half: float, scale: float, colour: str) -> str:
    low, high = LEFT + max(0.0, mean - half) * scale, LEFT + (mean + half) * scale
    middle = LEFT + mean * scale
    return (
        f'<path d="M{low:.1f} {y}H{high:.1f}M{low:.1f} {y - 4}v8M{high:.1f} {y - 4}v8" '
        f'stroke="{colour}" stroke-width="2" fill="none"/>'
        f'<circle cx="{middle:.1f}" cy="{y}" r="5" fill="{colour}"/>'
        + word(high + 8, y + 5, f"{mean:.2f}", "start")
    )


def heat_map(rows: Sequence[Heat], week: str) -> str:
    """Return a map of rows by weeks: the fuller, the darker; full ones in another colour."""
    weeks = max((len(row.shares) for row in rows), default=0)
    if not weeks:
        return ""
    each = -(-weeks // MOST_WEEKS)  # weeks of one column
    columns = -(-weeks // each)
    left = max(LEFT, *(_long(row.name) + 12 for row in rows))
    wide = (WIDTH - left) / columns
    body = ""
    for at, row in enumerate(rows):
        body += word(left - 8, at * ROW + 18, row.name, "end")
        for column in range(columns):
            part = [s for s in row.shares[column * each : (column + 1) * each] if s is not None]
            told = f"{row.name} · {column * each + 1}"
            body += _cell(
                told, (left + column * wide, at), wide, sum(part) / len(part) if part else None
            )
    step = max(1, columns // 8)
    for column in range(0, columns, step):
        text = str(column * each + 1)
        body += word(left + (column + 0.5) * wide, len(rows) * ROW + 18, text, "middle")
    body += word(left - 8, len(rows) * ROW + 18, week, "end")
    return _svg(len(rows) * ROW + 54, body + _scale(len(rows) * ROW + 30))


def _long(name: str) -> int:
    """Return about how long a word of a chart is: a Chinese character is twice a letter."""
    return sum(14 if ord(each) >= WIDE_FROM else 8 for each in name)


def _cell(name: str, at: tuple[float, int], wide: float, share: float | None) -> str:
    x, row = at
    told = "—" if share is None else f"{share * 100:.0f}%"
    return (
        f'<rect x="{x:.1f}" y="{row * ROW}" width="{max(1.0, wide - 0.6):.1f}" '
        f'height="{ROW - 2}" fill="{shade(share)}"><title>{escape(name)} · '
        f"{told}</title></rect>"
    )


def shade(share: float | None) -> str:
    """Return the colour of a share of beds that are taken."""
    if share is None:
        return NONE
    if share >= OVER:
        return FULL
    return next((colour for limit, colour in STEPS if share < limit), "#0f4f43")


def _scale(y: float) -> str:
    marks = [(0.0, "0%"), *((limit, f"{limit * 100:.0f}%") for limit, _ in STEPS), (OVER, "99%")]
    body = ""
    for at, (limit, told) in enumerate(marks):
        x = LEFT + at * 64
        body += f'<rect x="{x}" y="{y}" width="16" height="14" fill="{shade(limit)}"/>'
        body += word(x + 20, y + 12, f"≥{told}", "start")
    return body


def moves(rows: Sequence[Move]) -> str:
    """Return ribbons from where people were, left, to where they went, right; by people a year."""
    if not rows:
        return ""
    origins, ends = _totals([(r.origin, r.people) for r in rows]), _totals(
        [(r.end, r.people) for r in rows]
    )  # fmt: skip
    room = HIGH - GAP * (max(len(origins), len(ends)) - 1)
    scale = room / max(sum(origins.values()), sum(ends.values()))
    left, right = _places(origins, scale), _places(ends, scale)
    x1, x2 = float(SIDE), float(WIDTH - SIDE)
    colours = {name: RIBBONS[n % len(RIBBONS)] for n, name in enumerate(origins)}
    body, out, into = "", dict(left), dict(right)
    for row in sorted(rows, key=lambda r: (list(origins).index(r.origin), list(ends).index(r.end))):
        thick = row.people * scale
        heights = (out[row.origin], into[row.end])
        body += _ribbon(row, heights, thick, (x1, x2), colours[row.origin])
        out[row.origin] += thick
        into[row.end] += thick
    for name, people in origins.items():
        body += _node(x1 - NODE, left[name], people * scale, colours[name])
        body += word(x1 - NODE - 6, left[name] + people * scale / 2 + 5, name, "end")
    for name, people in ends.items():
        body += _node(x2, right[name], people * scale, INK)
        body += word(x2 + NODE + 6, right[name] + people * scale / 2 + 5, name, "start")
    return _svg(HIGH + 24, body)


def _totals(parts: Sequence[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, people in parts:
        found[name] = found.get(name, 0.0) + people
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def _places(nodes: dict[str, float], scale: float) -> dict[str, float]:
    """Return where each node begins, from the top."""
    y, found = 8.0, {}
    for name, people in nodes.items():
        found[name] = y
        y += max(people * scale, SMALLEST) + GAP
    return found


def _ribbon(
    row: Move, heights: tuple[float, float], thick: float, ends: tuple[float, float], colour: str
) -> str:
    (y1, y2), (x1, x2) = heights, ends
    middle, half = (x1 + x2) / 2, thick / 2
    return (
        f'<path d="M{x1:.1f} {y1 + half:.1f}C{middle:.1f} {y1 + half:.1f} {middle:.1f} '
        f'{y2 + half:.1f} {x2:.1f} {y2 + half:.1f}" fill="none" stroke="{colour}" '
        f'stroke-opacity="0.45" stroke-width="{max(thick, 1.0):.1f}"><title>'
        f"{escape(row.origin)} → {escape(row.end)} · {row.people:.1f}</title></path>"
    )


def _node(x: float, y: float, high: float, colour: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{NODE}" height="{max(high, SMALLEST):.1f}" '
        f'fill="{colour}"/>'
    )


def _svg(height: float, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'aria-hidden="true" font-family="sans-serif">{body}</svg>'
    )
