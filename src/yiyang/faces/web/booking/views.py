"""Booking a slot: the resident for themselves, the family doctor ahead of others."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yiyang.access.powers import Power, has_power
from yiyang.access.services import note_access
from yiyang.booking import selectors, services
from yiyang.booking.models import Booking
from yiyang.faces.web.booking.forms import SlotForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import as_refusal
from yiyang.kernel.errors import Refused
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.people.models import Person
from yiyang.people.selectors import Scope, person_for, shown_name
from yiyang.referrals.selectors import referrals_of
from yiyang.rules.booking.terms import Via

BAD_FORM = 400
SHOWN = 20


@needs(Power.BOOK_OWN)
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, person_id: int) -> HttpResponse:
    """Book for oneself or a relative: the own family doctor first, then the hospitals."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    return _choose(request, person, services.Wanted(Via.SELF))


@needs(Power.BOOK_RESERVED)
@require_http_methods(["GET", "POST"])
def for_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Book for a person of one's own from the slots reserved for family doctors."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    here = request.assignment.institution_id
    return _choose(request, person, services.Wanted(Via.FAMILY_DOCTOR, booked_by=here))


def _choose(request: HttpRequest, person: Person, wanted: services.Wanted) -> HttpResponse:
    now = timezone.now()
    form = SlotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session = selectors.session_to_book(form.cleaned_data["session"], settings.PLACE)
        try:
            services.book(session=session, person=person, wanted=wanted, by=request.actor, at=now)
        except Refused as refused:
            return _shown(request, person, wanted, refused)
        return redirect(request.path)
    return _shown(request, person, wanted)


def _shown(
    request: HttpRequest, person: Person, wanted: services.Wanted, refused: Refused | None = None
) -> HttpResponse:
    """Show what may be booked; where a slot was declined, why, above the others."""
    note_access(by=request.actor, at=timezone.now(), person_id=person.pk, what="booking")
    page = _page(request, person, by_doctor=wanted.via == Via.FAMILY_DOCTOR)
    if refused is not None:
        page["refused"] = refused.message
        return as_refusal(render(request, "booking/choose.html", page), refused)
    status = BAD_FORM if request.method == "POST" else 200
    return render(request, "booking/choose.html", page, status=status)


def _page(request: HttpRequest, person: Person, *, by_doctor: bool) -> dict[str, Any]:
    bookings = excerpt(selectors.bookings_of(request.assignment, person.pk), SHOWN)
    return {
        "person": person,
        "name": shown_name(request.assignment, person),
        "by_doctor": by_doctor,
        "clinics": selectors.choices_for(
            person, timezone.now(), by_doctor=by_doctor, district=settings.PLACE
        ),
        "open_bookings": [b for b in bookings if b.state == Booking.State.BOOKED],
        "referrals": excerpt(
            referrals_of(request.assignment, person.pk).select_related("shared"), SHOWN
        ),
        "past_bookings": Excerpt(
            (b for b in bookings if b.state != Booking.State.BOOKED), more=bookings.more
        ),
    }


@needs(Power.BOOK_OWN, Power.BOOK_RESERVED)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a slot back."""
    booking = selectors.booking_for(request.assignment, pk)
    own_page = has_power(request.assignment, Power.BOOK_OWN)
    try:
        services.cancel(booking=booking, by=request.actor, at=timezone.now())
    except Refused as refused:
        wanted = services.Wanted(Via.SELF if own_page else Via.FAMILY_DOCTOR)
        return _shown(request, booking.person, wanted, refused)
    return redirect("own_booking" if own_page else "person_booking", person_id=booking.person_id)
