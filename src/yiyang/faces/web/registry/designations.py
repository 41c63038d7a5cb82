"""From when until when an institution is designated for the insurances."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.registry.forms import DaysForm, DesignationForm
from yiyang.network import services
from yiyang.network.selectors import designation_for, institution_for

# Whoever keeps the registry, and the insurer, whose word it is (JA-2.3.4).
KEEPERS = (Power.EDIT_NETWORK, Power.SUPERVISE_FUND)


@needs(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Say from when until when an institution is designated for an insurance."""
    house = institution_for(request.assignment, pk)
    form = DesignationForm(request.POST or None)
    if not form.is_valid():
        shown = {"form": form, "institution": house}
        return render(request, "registry/designation.html", shown)
    services.add_designation(
        institution_id=pk, by=request.actor, at=timezone.now(), **form.cleaned_data
    )
    return redirect("institution", pk=pk)


@needs(*KEEPERS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend the days of a designation."""
    row = designation_for(request.assignment, pk)
    days = {"since": row.span.lower, "until": row.span.upper}
    form = DaysForm(request.POST or None, initial=days)
    if not form.is_valid():
        shown = {"form": form, "institution": row.institution, "designation": row}
        return render(request, "registry/designation.html", shown)
    services.change_designation(
        designation_id=pk, by=request.actor, at=timezone.now(), **form.cleaned_data
    )
    return redirect("institution", pk=row.institution_id)


@needs(*KEEPERS)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a designation that never was."""
    row = designation_for(request.assignment, pk)
    services.remove_designation(designation_id=pk, by=request.actor, at=timezone.now())
    return redirect("institution", pk=row.institution_id)
