"""A resident's pages: find a doctor, sign with a code, see, print, renew, change, end."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.models import Grant
from yiyang.access.powers import Power
from yiyang.agreements.models import Member
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.signing.forms import WishForm
from yiyang.faces.web.signing.shown import offered
from yiyang.faces.web.signing.standing import AHEAD, standings
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.people.selectors import person_for, visible_people
from yiyang.policy.book import Reading
from yiyang.signing.facts import OWN
from yiyang.signing.finding import doctors_near
from yiyang.signing.models import Draft
from yiyang.signing.selectors import drafts_for, own_places
from yiyang.signing.services.drafting import draft_agreement

SHOWN = 20
SUMMARY = Grant.Scope.SUMMARY


@needs(Power.SIGN_OWN)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's agreements and those of the people one acts for, and what waits to be signed."""
    people = visible_people(request.assignment, SUMMARY).order_by("name_key", "pk")[:SHOWN]
    places = own_places(request.assignment, [person.pk for person in people])
    shown = [
        _shown(person, [place for place in places if place.person_id == person.pk])
        for person in people
    ]
    waiting = drafts_for(request.assignment).filter(state=Draft.State.WAITING)
    return render(request, "signing/mine.html", {"people": shown, "drafts": waiting})


def _shown(person: Person, places: list[Member]) -> dict[str, Any]:
    """Return a person with how each of their places stands and what they may do today."""
    reading = reading_for(person)
    window = reading.duration("agreements.renewal_window")
    found = standings(places, reading.day, window)
    return {
        "person": person,
        "places": found,
        "renews": next((one.place for one in found if one.may_renew), None),
        "changes": any(one.may_change for one in found),
        "ahead": any(one.state == AHEAD for one in found),
    }


@needs(Power.SIGN_OWN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose a doctor near home, packages and a term; draw up the agreement."""
    person = person_for(request.assignment, person_id, scope=SUMMARY)
    others = visible_people(request.assignment, SUMMARY).exclude(pk=person.pk).filter(died_at=None)
    form = wish_form(request, person, list(others.order_by("name_key")[:SHOWN]))
    if not form.is_valid():
        return render(request, "signing/new.html", {"form": form, **about(form, person)})
    now = timezone.now()
    draft = draft_agreement(wish=form.wish(), asker=OWN, by=request.actor, at=now)
    return redirect("signing_draft", pk=draft.pk)


def wish_form(request: HttpRequest, person: Person, others: list[Person]) -> WishForm:
    """Return the form of a wish: for a person, with the doctors near them."""
    reading = reading_for(person)
    text = request.GET.get("q", "").strip()
    doctors = doctors_near(person, reading, text)
    return WishForm(
        request.POST or None, person=person, doctors=doctors, others=others, reading=reading
    )


def about(form: WishForm, person: Person) -> dict[str, Any]:
    """Return what stands beside the form: the person and what each package holds."""
    return {"person": person, "packages": offered(form.reading)}


def reading_for(person: Person | Institution) -> Reading:
    """Open today's book where a person lives or an institution stands."""
    place = person.place.code if person.place else None
    return read_book(timezone.localdate(), place=place)
