"""Maps of plans and grids as SVG: the same rows stand in a table beside each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from xml.sax.saxutils import escape

from yiyang.kernel.geo import Point
from yiyang.network.models import Place
from yiyang.planning.siting.areas import rings_of

WIDTH = 640
GROUND, EDGE, INK = "#f4f7f6", "#b9c7c3", "#12302a"
SERVED, MISSED, KEPT, NEW = "#1f7a69", "#c2571a", "#24413a", "#6a3fa0"
GRIDS = ("#cfe4de", "#f3dcc3", "#d9d5ee", "#dbe8c8", "#f0d3d8", "#cfdff0", "#efe6b8", "#dcdcdc")
LEAST, MOST = 3.0, 15.0  # radius of the fewest and of the most people
Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Mark:
    """People at a point: how many, whether they are served, and what is told on pointing."""

    point: Point
    people: int
    is_served: bool
    told: str


@dataclass(frozen=True)
class Flag:
    """A site: an open one, or one that a plan would open."""

    point: Point
    is_new: bool
    told: str


@dataclass(frozen=True)
class Patch:
    """A grid: its rings, its name and what is written under it; its centre and hospital."""

    rings: list[Ring]
    name: str
    told: str
    sites: tuple[Flag, ...]


class _Paper:
    """What lies where on the drawing."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        self.west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, self.north = min(p[1] for p in points), max(p[1] for p in points)
        self.squeeze = cos(radians((south + self.north) / 2))
        self.scale = WIDTH / max((east - self.west) * self.squeeze, 1e-6)
        self.height = max(1, round((self.north - south) * self.scale))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale

    def path(self, rings: Iterable[Ring]) -> str:
        parts = []
        for ring in rings:
            places = (self.at(*p) for p in ring)
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places) + "Z")
        return "".join(parts)

    def page(self, body: str, name: str) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="img" '
            f'viewBox="-16 -16 {WIDTH + 32} {self.height + 32}" font-family="sans-serif">'
            f"<title>{escape(name)}</title>{body}</svg>"
        )


def plan_map(
    parts: Sequence[Place], marks: Sequence[Mark], flags: Sequence[Flag], name: str
) -> str:
    """Return a map of people and sites over the parts of a district."""
    rings = [ring for part in parts for ring in rings_of(part.boundary)]
    corners = [point for ring in rings for point in ring]
    corners += [(mark.point.lon, mark.point.lat) for mark in marks]
    corners += [(flag.point.lon, flag.point.lat) for flag in flags]
    if not corners:
        return ""
    paper = _Paper(corners)
    body = f'<path d="{paper.path(rings)}" fill="{GROUND}" stroke="{EDGE}"/>'
    most = max((mark.people for mark in marks), default=1)
    for mark in sorted(marks, key=lambda each: -each.people):
        body += _mark(paper, mark, most)
    return paper.page(body + "".join(_flag(paper, flag) for flag in flags), name)


def grid_map(parts: Sequence[Place], patches: Sequence[Patch], name: str) -> str:
    """Return a map of grids with their centres (squares) and hospitals (crosses)."""
    corners = [p for patch in patches for ring in patch.rings for p in ring]
    if not corners:
        return ""
    paper = _Paper(corners)
    body = ""
    for n, patch in enumerate(patches):
        colour = GRIDS[n % len(GRIDS)]
        body += (
            f"<g><title>{escape(patch.name)}: {escape(patch.told)}</title>"
            f'<path d="{paper.path(patch.rings)}" fill="{colour}" stroke="{colour}"/></g>'
        )
    edges = paper.path(ring for part in parts for ring in rings_of(part.boundary))
    body += f'<path d="{edges}" fill="none" stroke="{EDGE}" stroke-width="1.5"/>'
    for patch in patches:
        body += "".join(_flag(paper, flag) for flag in patch.sites)
    for patch in patches:
        x, y = _middle(paper, patch)
        body += _word(x, y, patch.told)
    return paper.page(body, name)


def _middle(paper: _Paper, patch: Patch) -> tuple[float, float]:
    if patch.sites:
        x, y = paper.at(patch.sites[0].point.lon, patch.sites[0].point.lat)
        return x, y + 24
    points = [p for ring in patch.rings for p in ring]
    lon = sum(p[0] for p in points) / len(points)
    return paper.at(lon, sum(p[1] for p in points) / len(points))


def _mark(paper: _Paper, mark: Mark, most: int) -> str:
    x, y = paper.at(mark.point.lon, mark.point.lat)
    size = LEAST + (MOST - LEAST) * sqrt(mark.people / most)
    colour = SERVED if mark.is_served else MISSED
    dashed = "" if mark.is_served else ' stroke-dasharray="3 2"'
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{colour}" fill-opacity="0.45" '
        f'stroke="{colour}"{dashed}><title>{escape(mark.told)}</title></circle>'
    )


def _flag(paper: _Paper, flag: Flag) -> str:
    x, y = paper.at(flag.point.lon, flag.point.lat)
    told = f"<title>{escape(flag.told)}</title>"
    if flag.is_new:
        return (
            f'<path d="M{x - 11:.1f} {y:.1f}L{x:.1f} {y - 11:.1f}L{x + 11:.1f} {y:.1f}'
            f'L{x:.1f} {y + 11:.1f}Z" fill="{NEW}" stroke="#ffffff" stroke-width="2">{told}</path>'
        )
    return (
        f'<rect x="{x - 7:.1f}" y="{y - 7:.1f}" width="14" height="14" fill="{KEPT}" '
        f'stroke="#ffffff" stroke-width="2">{told}</rect>'
    )


def _word(x: float, y: float, text: str) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" font-size="16" fill="{INK}" '
        f'stroke="#ffffff" stroke-width="3" paint-order="stroke">{escape(text)}</text>'
    )
