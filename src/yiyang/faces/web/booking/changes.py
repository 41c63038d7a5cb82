"""Moving and closing a published session."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from yiyang.access.powers import Power
from yiyang.booking import selectors, services
from yiyang.booking.services import Changed
from yiyang.faces.web.booking.forms import CloseForm, MoveForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.referrals.services import close_clinic_session

BAD_FORM = 400


@needs(Power.OFFER_SLOTS)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a session begin at another time; everybody booked is told."""
    session = selectors.session_for(request.assignment, pk)
    form = MoveForm(request.POST or None)

    def move_it() -> HttpResponse:
        now, since = timezone.now(), form.moment()
        done = services.move_session(session=session, since=since, by=request.actor, at=now)
        _say(request, done)
        return redirect("queue", pk=pk)

    page = {"session": session, "title": _("Move the session")}
    return once_filled(request, form, "booking/change_form.html", page, move_it)


@needs(Power.OFFER_SLOTS)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a session back; everybody booked is told, referrals get slots elsewhere."""
    session = selectors.session_for(request.assignment, pk)
    others = selectors.sessions_ahead(request.assignment, timezone.now()).exclude(pk=pk)
    form = CloseForm(request.POST if request.method == "POST" else None, others=others)

    def close_it() -> HttpResponse:
        to = form.cleaned_data["referrals_to"]
        done = close_clinic_session(
            session=session, referrals_to=to, by=request.actor, at=timezone.now()
        )
        _say(request, done)
        return redirect("queue", pk=pk)

    page = {"session": session, "title": _("Close the session")}
    return once_filled(request, form, "booking/change_form.html", page, close_it)


def _say(request: HttpRequest, done: Changed) -> None:
    """Say how many are to be called because they have no account."""
    if done.to_call:
        words = ngettext(
            "%(count)d person without an account is to be called.",
            "%(count)d people without an account are to be called.",
            done.to_call,
        )
        messages.warning(request, words % {"count": done.to_call})
    else:
        messages.success(request, _("Everybody booked has been told."), extra_tags="good")
