"""A map of places drawn as SVG from their stored boundaries, each with a shade and a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from xml.sax.saxutils import escape

from yiyang.network.models import Place

WIDTH = 640
SHADES = ("#eef4f2", "#cfe4de", "#9ccabd", "#5fa897", "#1f7a69")
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Region:
    """A place on the map: its name, what is written under it, and which shade it has."""

    place: Place
    name: str
    told: str
    shade: int


def short_name(place: Place, language: str) -> str:
    """Return a sub-district's name without the word for sub-district."""
    if language.startswith("zh"):
        return place.name_zh.removesuffix("街道")
    return place.name_en.removesuffix(" Sub-district")


def drawn(regions: Sequence[Region]) -> str:
    """Return the SVG map of the regions that have a boundary."""
    shapes = [(region, _ring(region.place)) for region in regions if region.place.boundary]
    points = [point for _region, ring in shapes for point in ring]
    if not points:
        return EMPTY
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    scale = WIDTH / ((east - west) * squeeze)
    height = round((north - south) * scale)

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - west) * squeeze * scale, (north - point[1]) * scale

    body = "".join(_shape(region, [at(p) for p in ring]) for region, ring in shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {WIDTH + 8} {height + 8}" '
        f'role="img" font-family="sans-serif">{body}</svg>'
    )


def _shape(region: Region, ring: Ring) -> str:
    shade = SHADES[region.shade]
    outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in ring)
    x = sum(p[0] for p in ring) / len(ring)
    y = sum(p[1] for p in ring) / len(ring)
    name, told = escape(region.name), escape(region.told)
    ink = "#ffffff" if shade == SHADES[-1] else "#12302a"
    words = f'text-anchor="middle" fill="{ink}"'
    return (
        f"<g><title>{name}: {told}</title>"
        f'<polygon points="{outline}" fill="{shade}" stroke="#ffffff" stroke-width="2"/>'
        f'<text x="{x:.0f}" y="{y:.0f}" {words} font-size="13">{name}</text>'
        f'<text x="{x:.0f}" y="{y + 18:.0f}" {words} font-size="15">{told}</text></g>'
    )


def _ring(place: Place) -> Ring:
    """Return the outer ring of a place's boundary (GeoJSON polygon)."""
    boundary = place.boundary
    coordinates = boundary.get("coordinates") or boundary["geometry"]["coordinates"]
    return [(float(lon), float(lat)) for lon, lat in coordinates[0]]
