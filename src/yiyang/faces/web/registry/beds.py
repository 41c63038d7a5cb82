"""Beds as things: what they are like and whether they are in service."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.faces.web.registry.forms import BedForm
from yiyang.network import services
from yiyang.network.models import Bed, Institution
from yiyang.network.selectors import bed_for, institution_for, own_institution

PAGE_SIZE = 100
SERVICE_STATES = ("FREE", "CLEANING", "OUT_OF_SERVICE")


@needs(Power.EDIT_NETWORK)
@require_GET
def beds(request: HttpRequest, pk: int) -> HttpResponse:
    """List an institution's beds."""
    return _list(request, institution_for(request.assignment, pk), "bed_edit")


@needs(Power.EDIT_OWN_BEDS)
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """List the beds of the institution one works for."""
    return _list(request, own_institution(request.assignment), "own_bed")


@needs(Power.EDIT_NETWORK)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a bed to an institution."""
    home = institution_for(request.assignment, pk)
    form = BedForm(request.POST or None, wards=home.wards.order_by("code"))

    def add() -> HttpResponse:
        services.add_bed(
            institution_id=home.pk, fields=form.bed(), by=request.actor, at=timezone.now()
        )
        return redirect("institution_beds", pk=home.pk)

    return once_filled(request, form, "registry/bed_form.html", {"institution": home}, add)


@needs(Power.EDIT_NETWORK)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a bed is like, as whoever plans the network."""
    bed = bed_for(request.assignment, pk)
    return _changed(request, bed, redirect("institution_beds", pk=bed.institution_id))


@needs(Power.EDIT_OWN_BEDS)
@require_http_methods(["GET", "POST"])
def own_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a bed of one's own institution is like."""
    return _changed(request, bed_for(request.assignment, pk), redirect("own_beds"))


@needs(Power.EDIT_OWN_BEDS)
@require_POST
def own_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a bed of one's own institution free, being cleaned, or out of service."""
    bed = bed_for(request.assignment, pk)
    services.set_service_state(
        bed_id=bed.pk,
        state=request.POST.get("state", ""),
        by=request.actor,
        at=timezone.now(),
    )
    return redirect("own_beds")


def _list(request: HttpRequest, home: Institution, edit_url: str) -> HttpResponse:
    rows = home.beds.select_related("ward").order_by("kind", "ward__code", "room", "code")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {
        "institution": home,
        "page": page,
        "edit_url": edit_url,
        "states": SERVICE_STATES,
        "is_own": edit_url == "own_bed",
    }
    return render(request, "registry/beds.html", shown)


def _changed(request: HttpRequest, bed: Bed, then: HttpResponse) -> HttpResponse:
    """Change a bed from the form, or return the form when it is not (well) filled in."""
    wards = bed.institution.wards.order_by("code")
    form = BedForm(request.POST or None, wards=wards, initial=BedForm.initial_of(bed))

    def change() -> HttpResponse:
        services.change_bed(bed_id=bed.pk, fields=form.bed(), by=request.actor, at=timezone.now())
        return then

    shown = {"institution": bed.institution, "bed": bed}
    return once_filled(request, form, "registry/bed_form.html", shown, change)
