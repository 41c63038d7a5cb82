"""Plans as a page shows them: maps before and after, places with what they gain."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yiyang.faces.web.layouts.drawing import Flag, Mark, plan_map
from yiyang.faces.web.mapping import Region, drawn, short_name
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.kernel.geo import Point
from yiyang.layouts.models import Layout, LayoutPoint, LayoutSite
from yiyang.layouts.selectors import parts_of
from yiyang.network.models import Place

SHADES = 5


@dataclass(frozen=True)
class PlaceLine:
    """A sub-district: shares within the limit and access, before and after; whether it is weak."""

    place: Place
    people: int
    before: Decimal | None
    after: Decimal | None
    meets: bool
    access_before: Decimal
    access_after: Decimal
    is_weak: bool

    @property
    def gain(self) -> Decimal:
        """By how much access rises."""
        return self.access_after - self.access_before


def lines_of(layout: Layout) -> list[PlaceLine]:
    """Return the sub-districts of a plan from its two decisions, who gains most first."""
    access = {each["place"]: each for each in layout.access.facts["places"]}
    people = {each["place"]: each["people"] for each in layout.decision.facts["places"]}
    judged = layout.decision.result["places"]
    rows = {row.code: row for row in Place.objects.filter(code__in=list(people))}
    weak = set(layout.access.result["weak_after"])
    found = [
        PlaceLine(
            rows[each["place"]], people[each["place"]], _number(each["before"]),
            _number(each["after"]), each["meets"], Decimal(access[each["place"]]["before"]),
            Decimal(access[each["place"]]["after"]), each["place"] in weak,
        )
        for each in judged
        if each["place"] in rows
    ]  # fmt: skip
    return sorted(found, key=lambda line: (-line.gain, line.place.code))


def _number(plain: Any) -> Decimal | None:
    return None if plain is None else Decimal(plain)


def maps_of(layout: Layout, lines: list[PlaceLine], language: str) -> dict[str, SafeString]:
    """Return the maps of a plan: people and sites before and after, access before and after."""
    parts = parts_of(layout.place)
    points = list(layout.points.order_by("code"))
    sites = list(layout.sites.select_related("institution", "place").order_by("code"))
    kept = [_flag(site) for site in sites if site.is_kept]
    every = kept + [_flag(site) for site in sites if not site.is_kept]
    today, after = _("Today"), _("With the plan")
    return {
        "before": mark_safe(plan_map(parts, _marks(points, "metres_before"), kept, today)),
        "after": mark_safe(plan_map(parts, _marks(points, "metres_after"), every, after)),
        "access_before": mark_safe(_access(lines, "access_before", language)),
        "access_after": mark_safe(_access(lines, "access_after", language)),
    }


def _marks(points: list[LayoutPoint], which: str) -> list[Mark]:
    found = []
    for each in points:
        metres = getattr(each, which)
        told = f"{each.people} · " + (_("nobody near") if metres is None else f"{metres} m")
        found.append(Mark(Point(each.lon, each.lat), each.people, metres is not None, told))
    return found


def _flag(site: LayoutSite) -> Flag:
    name = named(site.institution) if site.institution else named(site.place)
    return Flag(Point(site.lon, site.lat), not site.is_kept, f"{name} · {site.people}")


def _access(lines: list[PlaceLine], which: str, language: str) -> str:
    """Return the sub-districts shaded by access, on the same steps before and after."""
    most = max((line.access_after for line in lines), default=Decimal(0)) or Decimal(1)
    regions = []
    for line in lines:
        value = getattr(line, which)
        shade = min(SHADES - 1, int(value * SHADES / most))
        name = short_name(line.place, language)
        if line.place.boundary:
            regions.append(Region(line.place, name, f"{value:.1f}", shade))
    return drawn(regions)
