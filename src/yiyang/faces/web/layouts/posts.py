"""The posts that recorded work needs, beside those there are."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.layouts.sites import BAD_FORM, place_of
from yiyang.faces.web.measures.drawing import Bar, bars_of
from yiyang.faces.web.sheets import as_sheet
from yiyang.faces.web.templatetags.yiyang_text import label_or_code, named
from yiyang.layouts import selectors
from yiyang.layouts.models import StaffingNeed
from yiyang.layouts.services import reckon_staffing

LONGEST = 9


class PeriodForm(forms.Form):
    """Which period's work is reckoned."""

    period = forms.CharField(
        label=gettext_lazy("Period (2026, 2026-Q1 or 2026-03)"), max_length=LONGEST
    )


@needs(Power.PLAN_NETWORK)
@require_http_methods(["GET", "POST"])
def posts(request: HttpRequest) -> HttpResponse:
    """Show the need of each profession by institution; reckon it anew from the ledger."""
    place, period = place_of(request), _period(request)
    form = PeriodForm(request.POST or None, initial={"period": period})
    if request.method == "POST" and form.is_valid():
        period = form.cleaned_data["period"]
        reckon_staffing(period=period, place=place.code, by=request.actor, at=timezone.now())
        return redirect(f"{reverse('staffing')}?period={period}")
    rows = selectors.needs_for(request.assignment, period)
    page = {
        "rows": rows, "form": form, "period": period, "totals": _totals(rows),
        "chart": mark_safe(_chart(rows)) if rows else "",
        "uncounted": [f"ACT_KIND_{kind}" for kind in selectors.without_minutes(rows)],
    }  # fmt: skip
    status = BAD_FORM if request.method == "POST" else 200
    return render(request, "layouts/posts.html", page, status=status)


@needs(Power.PLAN_NETWORK)
@require_GET
def needs_csv(request: HttpRequest) -> HttpResponse:
    """Hand out the needs of a period as a table."""
    period = _period(request)
    heads = [
        _("Institution"), _("Profession"), _("Acts"), _("Minutes"), _("Posts needed"),
        _("Posts there are"), _("Standing"),
    ]  # fmt: skip
    cells = (
        [
            named(row.institution), label_or_code(row.profession), row.acts, row.minutes,
            row.posts, row.have, label_or_code(row.standing),
        ]
        for row in selectors.needs_for(request.assignment, period)
    )  # fmt: skip
    return as_sheet("posts.csv", heads, cells)


def _period(request: HttpRequest) -> str:
    return request.GET.get("period", "")[:LONGEST] or f"{timezone.localdate():%Y}"


def _totals(rows: list[StaffingNeed]) -> list[tuple[str, Decimal, int]]:
    """Return the posts needed and there by profession, over all institutions."""
    found: dict[str, tuple[Decimal, int]] = {}
    for row in rows:
        posts_, have = found.get(row.profession, (Decimal(0), 0))
        found[row.profession] = (posts_ + row.posts, have + row.have)
    return [(name, *both) for name, both in sorted(found.items())]


def _chart(rows: list[StaffingNeed]) -> str:
    bars = []
    for name, posts_, have in _totals(rows):
        bars.append(Bar(f"{label_or_code(name)} {_('needed')}", posts_, str(posts_)))
        bars.append(Bar(f"{label_or_code(name)} {_('there are')}", Decimal(have), str(have)))
    return bars_of(bars, None)
