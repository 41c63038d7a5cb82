"""The desk of a centre, or a family doctor's: the panel, drafts, signing with who is present."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.pickers import DayPicker
from yiyang.faces.web.signing.forms import PresentForm, WishForm
from yiyang.faces.web.signing.own import about, reading_for
from yiyang.kernel.excerpt import excerpt
from yiyang.network.selectors import own_institution
from yiyang.people.models import Person
from yiyang.people.selectors import Scope, shown_names, visible_people
from yiyang.rules.agreements.facts import DESK
from yiyang.signing import selectors
from yiyang.signing.finding import doctors_at
from yiyang.signing.services.drafting import draft_agreement
from yiyang.signing.services.staff import find_present

PRESENT = "signing_present"  # who showed an identity card at this desk, in this session
PAGE = 50
VIEWS = ("ALL", "EXPIRING", "AHEAD", "SUSPENDED", "EXPIRED")


class DeskWishForm(WishForm):
    """The wish of people present, with a first day that may lie ahead."""

    first_day = forms.DateField(
        label=_("First day"),
        required=False,
        widget=DayPicker(),
        help_text=_("Empty: today. The agreement is to be signed by that day."),
    )


@needs(Power.SIGN_PEOPLE)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show the people signed here with the end of their term, the places left, and drafts."""
    home = own_institution(request.assignment)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    doctor = selectors.own_practitioner(request.assignment)
    reading = reading_for(home)
    rows = selectors.panel_of(home.pk, view, reading=reading, practitioner=doctor)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    names = shown_names(request.assignment, [row.person for row in page])
    shown = {
        "home": home,
        "view": view,
        "views": VIEWS,
        "page": page,
        "rows": [(row, names.get(row.person_id, "")) for row in page],
        "panels": selectors.panels_of(home.pk, reading, practitioner=doctor),
        "drafts": excerpt(selectors.drafts_for(request.assignment).filter(state="WAITING"), PAGE),
    }
    return render(request, "signing/desk.html", shown)


@needs(Power.SIGN_PEOPLE)
@require_http_methods(["GET", "POST"])
def present(request: HttpRequest) -> HttpResponse:
    """Find who stands before the desk by their identity card; nothing is told of others."""
    form = PresentForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        found = find_present(given["name"], given["resident_id"])
        if found is not None:
            here = request.session.get(PRESENT, [])
            request.session[PRESENT] = [*dict.fromkeys([*here, found])]
            return redirect("signing_desk_new", person_id=found)
        form.add_error(None, _("Nobody is registered with this name and number."))
    return render(request, "signing/present.html", {"form": form})


@needs(Power.SIGN_PEOPLE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, person_id: int) -> HttpResponse:
    """Draw up an agreement of this institution with somebody present, alone or with family."""
    people = {person.pk: person for person in _here(request, person_id)}
    if person_id not in people:
        raise Http404
    person, home = people[person_id], own_institution(request.assignment)
    others = [one for key, one in people.items() if key != person_id]
    reading = reading_for(person)
    doctors = doctors_at(home, person, reading)
    form = DeskWishForm(
        request.POST or None, person=person, doctors=doctors, others=others, reading=reading
    )
    if not form.is_valid():
        shown = {"form": form, "back": "signing_desk", **about(form, person)}
        return render(request, "signing/new.html", shown)
    wish = form.wish(first_day=form.cleaned_data["first_day"])
    draft = draft_agreement(wish=wish, asker=DESK, by=request.actor, at=timezone.now())
    request.session[PRESENT] = []
    return redirect("signing_draft", pk=draft.pk)


def _here(request: HttpRequest, person_id: int) -> list[Person]:
    """The one asked for, if the desk may see them or they showed their card, and who came along."""
    present = request.session.get(PRESENT, [])
    rows = Person.objects.filter(pk__in=present).select_related("place")
    seen = visible_people(request.assignment, Scope.SUMMARY).filter(pk=person_id)
    return list(rows.order_by("pk")) + [
        one for one in seen.select_related("place") if one.pk not in present
    ]
