"""The coverage page of a district: how many have a family doctor, where, and who is missing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mapping import Region, drawn, short_name
from yiyang.faces.web.measures.asking import asking
from yiyang.faces.web.measures.drawing import trend_of
from yiyang.measures.coverage import EVERYONE, KEY_GROUPS, Coverage, coverage_of, trend_of_coverage

STEPS = (40, 55, 70, 85)  # percent, where a shade of the map begins


@needs(Power.SEE_MEASURES)
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Show coverage against its targets, by sub-district and key group, with who is missing."""
    found = coverage_of(**asking(request))
    page = {"found": found, "map": mark_safe(_map(found))}
    return render(request, "measures/coverage.html", page | _names())


@needs(Power.SEE_MEASURES)
@require_GET
def trend(request: HttpRequest) -> HttpResponse:
    """Show the coverage of the last twelve months; asked for once the page stands."""
    asked = asking(request)
    months = trend_of_coverage(asked["question"], timezone.localdate())
    page = {"months": months, "chart": mark_safe(trend_of(months))}
    return render(request, "measures/_trend.html", page | _names())


def _names() -> dict[str, str]:
    return {"everyone_name": EVERYONE, "key_groups_name": KEY_GROUPS}


def _map(found: Coverage) -> str:
    regions = []
    for line in found.places:
        value = line.everyone.value if line.everyone else None
        shade = 0 if value is None else sum(value >= step for step in STEPS)
        told = "—" if value is None else f"{value:.0f}%"
        name = short_name(line.place, get_language() or "zh")
        regions.append(Region(line.place, name, told, shade))
    return drawn(regions)
