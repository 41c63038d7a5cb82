"""The hospital's and the centre's desk: clinics, sessions, the queue of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.models import Assignment
from yiyang.access.powers import Power
from yiyang.booking import selectors, services
from yiyang.booking.models import UNSETTLED, Booking, Session
from yiyang.faces.web.booking.forms import ClinicForm, SessionForm, VisitForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.kernel.excerpt import excerpt
from yiyang.people.selectors import shown_names
from yiyang.referrals import services as referrals

BAD_FORM = 400
DAYS_SHOWN = 15
DAYS_MEASURED = 28
SETTLED_AT_ONCE = 20


@needs(Power.OFFER_SLOTS)
@require_GET
def clinics(request: HttpRequest) -> HttpResponse:
    """Show the own clinics with the sessions of the coming days and the use of the quota."""
    return render(request, "booking/clinics.html", _desk(request.assignment))


@needs(Power.OFFER_SLOTS)
@require_http_methods(["GET", "POST"])
def new_clinic(request: HttpRequest) -> HttpResponse:
    """Add a clinic, an examination or a doctor's hours."""
    here = request.assignment.institution_id
    form = ClinicForm(request.POST or None, institution_id=here)

    def add() -> HttpResponse:
        given = dict(form.cleaned_data)
        doctor = given.pop("practitioner")
        services.add_clinic(
            institution_id=here,
            practitioner_id=doctor.pk if doctor else None,
            by=request.actor,
            at=timezone.now(),
            **given,
        )
        return redirect("clinics")

    return once_filled(request, form, "booking/clinic_form.html", {}, add)


@needs(Power.OFFER_SLOTS)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a session of a clinic."""
    clinic = selectors.clinic_for(request.assignment, pk)
    form = SessionForm(request.POST or None)

    def publish_it() -> HttpResponse:
        since, until = form.span()
        services.publish_session(
            clinic=clinic,
            since=since,
            until=until,
            total=form.cleaned_data["total"],
            by=request.actor,
            at=timezone.now(),
        )
        return redirect("clinics")

    return once_filled(request, form, "booking/session_form.html", {"clinic": clinic}, publish_it)


@needs(Power.OFFER_SLOTS)
@require_GET
def queue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the queue of a session in the order of the day."""
    session = selectors.session_for(request.assignment, pk)
    rows = selectors.queue_of(session)
    names = shown_names(request.assignment, [row.person for row in rows])
    page = {
        "session": session,
        "left": selectors.left(session, timezone.now()),
        "rows": [(row, names[row.person_id]) for row in rows],
        "waiting": any(row.state == Booking.State.CHECKED_IN for row in rows),
        "changeable": session.span.lower > timezone.now(),
        "unsettled": UNSETTLED,
        "is_over": _day(session.span.lower) < timezone.localdate(),
    }
    return render(request, "booking/queue.html", page)


@needs(Power.OFFER_SLOTS)
@require_POST
def call_next(request: HttpRequest, pk: int) -> HttpResponse:
    """Call in who is first of those who have come."""
    session = selectors.session_for(request.assignment, pk)
    services.call_next(session=session, by=request.actor, at=timezone.now())
    return redirect("queue", pk=pk)


def step(service: Callable[..., Booking]) -> Callable[..., HttpResponse]:
    """Return the view of one step with one booking at the desk."""

    @needs(Power.OFFER_SLOTS)
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        booking = selectors.booking_at_desk(request.assignment, pk)
        service(booking=booking, by=request.actor, at=timezone.now())
        return redirect("queue", pk=booking.session_id)

    return view


@needs(Power.OFFER_SLOTS)
@require_POST
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """End a visit, with what the person was seen for where the desk says so."""
    booking = selectors.booking_at_desk(request.assignment, pk)
    problem = request.POST.get("problem", "")
    services.finish(booking=booking, problem=problem, by=request.actor, at=timezone.now())
    return redirect("queue", pk=booking.session_id)


@needs(Power.OFFER_SLOTS)
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a visit of an earlier day, with its times: nobody ended it then."""
    booking = selectors.booking_at_desk(request.assignment, pk)
    slot = booking.slot_at
    form = VisitForm(request.POST or None, initial={"since": timezone.localtime(slot).time()})

    def record_it() -> HttpResponse:
        visit = form.visit(_day(slot))
        referrals.record_visit(booking=booking, visit=visit, by=request.actor, at=timezone.now())
        return redirect("queue", pk=booking.session_id)

    name = shown_names(request.assignment, [booking.person])[booking.person_id]
    page = {"booking": booking, "name": name}
    return once_filled(request, form, "booking/settle.html", page, record_it)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _desk(assignment: Assignment) -> dict[str, Any]:
    today = timezone.localdate()
    ahead = selectors.days_ahead(today, DAYS_SHOWN)
    now = timezone.now()
    by_clinic: dict[int, list[Any]] = {}
    sessions: list[Session] = list(selectors.sessions_of(assignment, today, ahead))
    for session in sessions:
        by_clinic.setdefault(session.clinic_id, []).append(selectors.left(session, now))
    since = selectors.days_ahead(today, -DAYS_MEASURED)
    use = selectors.quota_use_by_clinic(assignment, since, today)
    return {
        "clinics": [
            (clinic, by_clinic.get(clinic.pk, []), use.get(clinic.pk))
            for clinic in selectors.own_clinics(assignment)
        ],
        "to_settle": excerpt(selectors.sessions_to_settle(assignment, today), SETTLED_AT_ONCE),
        "today": [s for s in sessions if timezone.localdate(s.span.lower) == today],
        "use": selectors.quota_use(selectors.sessions_of(assignment, since, today)),
        "days": DAYS_MEASURED,
    }
