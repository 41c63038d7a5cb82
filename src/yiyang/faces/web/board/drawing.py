"""A map of sub-districts shaded by their free beds, drawn as SVG from stored boundaries."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians
from xml.sax.saxutils import escape

from yiyang.beds.board import Board
from yiyang.network.models import Place

WIDTH = 640
SHADES = ("#eef4f2", "#cfe4de", "#9ccabd", "#5fa897", "#1f7a69")
STEPS = (1, 5, 15, 40)
Ring = list[tuple[float, float]]


def map_of(board: Board, places: Iterable[Place], language: str) -> str:
    """Return an SVG map: each sub-district with a boundary, its name, its free beds."""
    free = {line.key: line.total.by_state["FREE"] for line in board.places}
    shapes = [(place, _ring(place)) for place in places if place.boundary]
    points = [point for _place, ring in shapes for point in ring]
    if not points:
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    scale = WIDTH / ((east - west) * squeeze)
    height = round((north - south) * scale)

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - west) * squeeze * scale, (north - point[1]) * scale

    body = "".join(
        _shape(_short(place, language), [at(p) for p in ring], free.get(place.code, 0))
        for place, ring in shapes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {WIDTH + 8} {height + 8}" '
        f'role="img" font-family="sans-serif">{body}</svg>'
    )


def _short(place: Place, language: str) -> str:
    if language.startswith("zh"):
        return place.name_zh.removesuffix("街道")
    return place.name_en.removesuffix(" Sub-district")


def _shape(name: str, ring: Ring, free: int) -> str:
    shade = SHADES[sum(free >= step for step in STEPS)]
    outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in ring)
    x = sum(p[0] for p in ring) / len(ring)
    y = sum(p[1] for p in ring) / len(ring)
    name = escape(name)
    ink = "#ffffff" if shade == SHADES[-1] else "#12302a"
    words = f'text-anchor="middle" fill="{ink}"'
    return (
        f"<g><title>{name}: {free}</title>"
        f'<polygon points="{outline}" fill="{shade}" stroke="#ffffff" stroke-width="2"/>'
        f'<text x="{x:.0f}" y="{y:.0f}" {words} font-size="13">{name}</text>'
        f'<text x="{x:.0f}" y="{y + 18:.0f}" {words} font-size="15">{free}</text></g>'
    )


def _ring(place: Place) -> Ring:
    """Return the outer ring of a place's boundary (GeoJSON polygon)."""
    boundary = place.boundary
    coordinates = boundary.get("coordinates") or boundary["geometry"]["coordinates"]
    return [(float(lon), float(lat)) for lon, lat in coordinates[0]]
