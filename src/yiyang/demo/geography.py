"""The places of the synthetic district: a tiling of our own, and homes scattered over it.

The outline and the centres are drawn by hand to look like the district; each sub-district is
the part of the outline nearest to its centre (a Voronoi cell), so the parts tile the whole.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import NamedTuple

from yiyang.demo.rows import PlaceRow
from yiyang.kernel.geo import Point

NATION, CITY, DISTRICT = "CN", "310000", "310106"
ROUNDED = 5  # decimals of a degree kept, about a metre
OUTLINE = (
    (121.428, 31.222), (121.452, 31.218), (121.474, 31.224), (121.478, 31.240),
    (121.492, 31.252), (121.486, 31.266), (121.474, 31.282), (121.472, 31.306),
    (121.474, 31.326), (121.452, 31.330), (121.438, 31.316), (121.436, 31.288),
    (121.442, 31.264), (121.438, 31.250), (121.427, 31.236),
)  # fmt: skip


class Unit(NamedTuple):
    """A sub-district: its code and names, and a centre drawn by hand."""

    code: str
    name_zh: str
    name_en: str
    lon: float
    lat: float


UNITS = (
    Unit("310106006", "江宁路街道", "Jiangning Road Sub-district", 121.445, 31.241),
    Unit("310106011", "石门二路街道", "Shimen Second Road Sub-district", 121.459, 31.236),
    Unit("310106012", "南京西路街道", "Nanjing West Road Sub-district", 121.463, 31.227),
    Unit("310106013", "静安寺街道", "Jing'an Temple Sub-district", 121.446, 31.225),
    Unit("310106014", "曹家渡街道", "Caojiadu Sub-district", 121.434, 31.232),
    Unit("310106015", "天目西路街道", "Tianmu West Road Sub-district", 121.453, 31.248),
    Unit("310106016", "北站街道", "Beizhan Sub-district", 121.470, 31.246),
    Unit("310106017", "宝山路街道", "Baoshan Road Sub-district", 121.481, 31.257),
    Unit("310106018", "共和新路街道", "Gonghexin Road Sub-district", 121.456, 31.266),
    Unit("310106019", "大宁路街道", "Daning Road Sub-district", 121.459, 31.280),
    Unit("310106020", "彭浦新村街道", "Pengpu Xincun Sub-district", 121.449, 31.307),
    Unit("310106021", "临汾路街道", "Linfen Road Sub-district", 121.463, 31.318),
    Unit("310106022", "芷江西路街道", "Zhijiang West Road Sub-district", 121.467, 31.259),
    Unit("310106100", "彭浦镇", "Pengpu Town", 121.452, 31.293),
)
BY_CODE = {unit.code: unit for unit in UNITS}
Ring = tuple[tuple[float, float], ...]


def places() -> list[PlaceRow]:
    """Return the nation, the city, the district and its fourteen sub-districts."""
    upper = [
        PlaceRow(1, NATION, "中国", "China", None, None, None, None),
        PlaceRow(2, CITY, "上海市", "Shanghai", 1, 121.4737, 31.2304, None),
        PlaceRow(3, DISTRICT, "静安区", "Jing'an District", 2, 121.455, 31.268, _polygon(OUTLINE)),
    ]
    first = len(upper) + 1
    return upper + [
        PlaceRow(key, u.code, u.name_zh, u.name_en, 3, u.lon, u.lat, _polygon(cell(u)))
        for key, u in enumerate(UNITS, first)
    ]


def district_key(rows: list[PlaceRow]) -> int:
    """Return the key of the district among the places."""
    return next(row.id for row in rows if row.code == DISTRICT)


def cell(unit: Unit) -> Ring:
    """Return the part of the outline that is nearer to ``unit`` than to any other centre."""
    ring: Ring = OUTLINE
    for other in UNITS:
        if other.code != unit.code:
            ring = _nearer(ring, unit, other)
    return ring


def scattered(ring: Ring, random: Random) -> Point:
    """Return a point somewhere inside a convex ring, each part as likely as it is large."""
    anchor = ring[0]
    triangles = [(anchor, b, c) for b, c in pairwise(ring[1:])]
    weights = [abs(_doubled_area(*triangle)) for triangle in triangles]
    a, b, c = random.choices(triangles, weights)[0]
    u, v = random.random(), random.random()
    if u + v > 1:
        u, v = 1 - u, 1 - v
    lon = a[0] + u * (b[0] - a[0]) + v * (c[0] - a[0])
    lat = a[1] + u * (b[1] - a[1]) + v * (c[1] - a[1])
    return Point(round(lon, ROUNDED), round(lat, ROUNDED))


def _nearer(ring: Ring, own: Unit, other: Unit) -> Ring:
    """Cut away what is nearer to ``other`` (Sutherland and Hodgman, one half-plane)."""

    def side(point: tuple[float, float]) -> float:
        to_own = (point[0] - own.lon) ** 2 + (point[1] - own.lat) ** 2
        to_other = (point[0] - other.lon) ** 2 + (point[1] - other.lat) ** 2
        return to_other - to_own

    kept: list[tuple[float, float]] = []
    for here, after in zip(ring, (*ring[1:], ring[0]), strict=True):
        a, b = side(here), side(after)
        if a >= 0:
            kept.append(here)
        if a * b < 0:
            part = a / (a - b)
            kept.append(tuple(p + part * (q - p) for p, q in zip(here, after, strict=True)))
    return tuple(kept)


def _doubled_area(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])


def _polygon(ring: Ring) -> dict[str, object]:
    corners = [[round(lon, ROUNDED), round(lat, ROUNDED)] for lon, lat in (*ring, ring[0])]
    return {"type": "Polygon", "coordinates": [corners]}
