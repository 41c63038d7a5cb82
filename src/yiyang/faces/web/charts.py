"""What every chart is drawn with."""

from __future__ import annotations

from xml.sax.saxutils import escape

INK, LINE = "#24413a", "#cfd8d6"


def word(x: float, y: float, text: str, anchor: str) -> str:
    """Return a word of a chart at a point; ``anchor`` is the end of it that stands there."""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" font-size="14" '
        f'fill="{INK}">{escape(text)}</text>'
    )
