"""Institutions: the list, one of them, its form, and where medical care is missing."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.agreements.selectors import agreements_of
from yiyang.agreements.services import change_registered_institution, register_in_network
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.linked import open_institutions
from yiyang.faces.web.mending import once_filled
from yiyang.faces.web.registry.forms import InstitutionForm, SearchForm
from yiyang.network import selectors
from yiyang.network.selectors import RegistrySearch

PAGE_SIZE = 50


@needs(Power.SEE_BOARD)
@require_GET
def institutions(request: HttpRequest) -> HttpResponse:
    """List the institutions of the network that fit a search."""
    places = selectors.sub_districts(request.assignment)
    known = selectors.capabilities_known()
    form = SearchForm(request.GET or None, places=places, capabilities=known)
    search = RegistrySearch(**form.cleaned_data) if form.is_valid() else RegistrySearch()
    found = selectors.search_institutions(request.assignment, search)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    shown = {"form": form, "page": page, "asked": asked.urlencode(), "care_kinds": _care_kinds()}
    return render(request, "registry/institutions.html", shown)


@needs(Power.SEE_BOARD)
@require_GET
def institution(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an institution: what it offers, its beds, with whom it works, who is there."""
    found = selectors.institution_for(request.assignment, pk)
    now = timezone.now()
    day = timezone.localdate(now)
    shown = {
        "institution": found,
        "care_kinds": _care_kinds(),
        "beds": selectors.bed_counts(pk),
        "wards": found.wards.order_by("code"),
        "internal": found.internal_medical.select_related("operator").order_by("name_zh"),
        "operates": found.operates.order_by("name_zh"),
        "capabilities": found.capabilities.order_by("code"),
        "designations": selectors.designations_of(pk),
        "agreements": agreements_of(pk, day),
        "posts": selectors.posts_on(pk, day),
        "teams": selectors.teams_of(pk),
        "duties": selectors.roster_of(pk, now),
        "open_institutions": open_institutions(request.assignment),
    }
    return render(request, "registry/institution.html", shown)


@needs(Power.EDIT_NETWORK)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register an institution; its way of medical care is decided with it."""
    now = timezone.now()
    form = InstitutionForm(
        request.POST or None,
        places=selectors.sub_districts(request.assignment),
        institutions=selectors.institutions_for(request.assignment).order_by("name_zh"),
        at=now,
        initial={"is_open": True},
    )

    def register() -> HttpResponse:
        made = register_in_network(
            fields=form.institution(),
            capabilities=form.cleaned_data["capabilities"],
            by=request.actor,
            at=now,
        )
        return redirect("institution", pk=made.pk)

    return once_filled(request, form, "registry/institution_form.html", {}, register)


@needs(Power.EDIT_NETWORK)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an institution; its way of medical care is decided anew."""
    found = selectors.institution_for(request.assignment, pk)
    now = timezone.now()
    form = InstitutionForm(
        request.POST or None,
        places=selectors.sub_districts(request.assignment),
        institutions=selectors.institutions_for(request.assignment).exclude(pk=pk),
        at=now,
        initial=InstitutionForm.initial_of(found),
    )

    def change() -> HttpResponse:
        change_registered_institution(
            institution_id=pk,
            fields=form.institution(),
            capabilities=form.cleaned_data["capabilities"],
            by=request.actor,
            at=now,
        )
        return redirect("institution", pk=pk)

    shown = {"institution": found}
    return once_filled(request, form, "registry/institution_form.html", shown, change)


@needs(Power.SEE_BOARD)
@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """List the care institutions to which medical care comes by no way yet."""
    reading = read_book(timezone.localdate())
    kinds = reading.codes("network.care_kinds")
    shown = {
        "gaps": selectors.gaps_for(request.assignment, kinds),
        "line": reading.used["network.care_kinds"],
    }
    return render(request, "registry/gaps.html", shown)


def _care_kinds() -> tuple[str, ...]:
    """The kinds of institutions that need medical care; of others the way is not asked."""
    return read_book(timezone.localdate()).codes("network.care_kinds")
