"""Pages about people.  Each look at a person is written down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.agreements.selectors import own_institutions
from yiyang.faces.web.doors import needs
from yiyang.faces.web.linked import open_institutions
from yiyang.faces.web.mending import once_filled
from yiyang.faces.web.people.forms import NewPersonForm, PersonForm, RelativeForm, WishesForm
from yiyang.network.models import Institution
from yiyang.network.selectors import institutions_for, sub_districts
from yiyang.people import services
from yiyang.people.facts import age_on
from yiyang.people.models import Person
from yiyang.people.selectors import (
    Scope,
    Search,
    listed,
    people_for,
    person_for,
    shown_name,
    visible_people,
)

PANELS = (
    "key_groups/_panel.html",
    "care/_panel.html",
    "signing/_panel.html",
    "transfers/_person_panel.html",
    "assessments/_panel.html",
    "record/_panels.html",
)


@needs(Power.SEE_PERSON)
@never_cache
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Find people.  A search is posted, so that no name stands in an address."""
    asked = request.POST
    search = Search(asked.get("text", ""), asked.get("place", ""), asked.get("household", ""))
    number = asked.get("page", "1")
    page = people_for(request.assignment, search, int(number) if number.isdecimal() else 1)
    shown = {
        "page": page,
        "people": listed(request.assignment, list(page)),
        "search": search,
        "places": sub_districts(request.assignment),
        "households": Person.Household.values,
    }
    return render(request, "people/list.html", shown)


@needs(Power.SEE_PERSON)
@never_cache
@require_GET
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show a person: who they are, how they live, whom they have, what they wish."""
    found = person_for(request.assignment, person_id)
    now = timezone.now()
    note_access(by=request.actor, at=now, person_id=found.pk, what="person")
    shown = _identity(request, found)
    if shown["in_full"]:
        shown |= {"open_institutions": open_institutions(request.assignment)}
        shown |= _surroundings(found) | {"panels": [name for name in PANELS if _exists(name)]}
    return render(request, "people/person.html", shown)


@needs(Power.EDIT_PERSON)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a person; whoever registers them works for the district they live in."""
    now = timezone.now()
    places = sub_districts(request.assignment)
    form = NewPersonForm(request.POST or None, places=places, day=timezone.localdate(now))

    def register() -> HttpResponse:
        made = services.register_person(
            identity=form.identity(),
            living=form.living(),
            resident_id=form.cleaned_data["resident_id"],
            seen_by=request.assignment.institution_id,
            by=request.actor,
            at=now,
        )
        messages.success(request, _("The person is registered."), extra_tags="good")
        return redirect("person", person_id=made.pk)

    return once_filled(request, form, "people/form.html", {}, register)


@needs(Power.EDIT_PERSON)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, person_id: int) -> HttpResponse:
    """Change who a person is and how they live."""
    found = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    now = timezone.now()
    form = PersonForm(
        request.POST or None,
        places=sub_districts(request.assignment),
        day=timezone.localdate(now),
        initial=PersonForm.initial_of(found),
    )
    if not form.is_valid():
        note_access(by=request.actor, at=now, person_id=found.pk, what="person")
        return render(request, "people/form.html", {"form": form, "person": found})
    services.change_person(
        person_id=found.pk,
        identity=form.identity(found),
        living=form.living(),
        by=request.actor,
        at=now,
    )
    return redirect("person", person_id=found.pk)


@needs(Power.EDIT_PERSON)
@require_http_methods(["GET", "POST"])
def wishes(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose up to five institutions, first choice first."""
    found = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    open_ones = institutions_for(request.assignment).filter(is_open=True, beds__isnull=False)
    chosen = found.preferences.order_by("rank").values_list("institution_id", flat=True)
    form = WishesForm(
        request.POST or None,
        institutions=open_ones.distinct().order_by("name_zh"),
        chosen=list(chosen),
    )

    def wish() -> HttpResponse:
        services.set_preferences(
            person_id=found.pk,
            institution_ids=form.institution_ids(),
            by=request.actor,
            at=timezone.now(),
        )
        return redirect("person", person_id=found.pk)

    return once_filled(request, form, "people/wishes.html", {"person": found}, wish)


@needs(Power.EDIT_PERSON)
@require_http_methods(["GET", "POST"])
def relative_add(request: HttpRequest, person_id: int) -> HttpResponse:
    """Add a relative or representative."""
    found = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    form = RelativeForm(request.POST or None)
    if not form.is_valid():
        return render(request, "people/relative.html", {"form": form, "person": found})
    services.add_relative(
        person_id=found.pk, by=request.actor, at=timezone.now(), **form.cleaned_data
    )
    return redirect("person", person_id=found.pk)


@needs(Power.EDIT_PERSON)
@require_POST
def relative_remove(request: HttpRequest, person_id: int, pk: int) -> HttpResponse:
    """Remove a relative."""
    found = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    services.remove_relative(
        person_id=found.pk, relative_id=pk, by=request.actor, at=timezone.now()
    )
    return redirect("person", person_id=found.pk)


def _identity(request: HttpRequest, person: Person) -> dict[str, Any]:
    name = shown_name(request.assignment, person)
    today = timezone.localdate()
    return {
        "person": person,
        "name": name,
        "in_full": name == person.name,
        "in_record": visible_people(request.assignment, Scope.RECORD).filter(pk=person.pk).exists(),
        "age": age_on(person.born_on, today) if person.born_on else None,
        "identifiers": person.identifiers.order_by("system", "issuer"),
    }


def _surroundings(person: Person) -> dict[str, Any]:
    signed = own_institutions(person.pk, timezone.localdate())
    return {
        "relatives": person.relatives.order_by("pk"),
        "preferences": person.preferences.select_related("institution").order_by("rank"),
        "signed": Institution.objects.filter(pk__in=signed).order_by("kind"),
    }


def _exists(template: str) -> bool:
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return True
