"""The steps of a referral as routes: each needs one power, takes one form, makes one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from yiyang.access.powers import Power
from yiyang.booking.selectors import session_for
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import as_refusal
from yiyang.faces.web.referrals import forms as fill
from yiyang.faces.web.referrals.views import BAD_FORM, referral_page, step_form
from yiyang.faces.web.templatetags.yiyang_text import say
from yiyang.referrals import selectors, services
from yiyang.referrals.errors import NotAcceptable
from yiyang.referrals.models import Referral


@dataclass(frozen=True)
class Step:
    """One route ``/referrals/<case>/<path>/`` for one action of the flow; see ``PATH_OF``."""

    action: str
    power: Power
    service: Callable[..., Referral]


STEPS = (
    Step("ADVISE", Power.ANSWER_REFERRAL, services.advise),
    Step("SUBMIT", Power.REFER, services.submit),
    Step("SETTLE", Power.REFER, services.settle),
    Step("ACCEPT", Power.ANSWER_REFERRAL, services.accept),
    Step("TURN_DOWN", Power.ANSWER_REFERRAL, services.turn_down),
    Step("ARRIVE", Power.ANSWER_REFERRAL, services.contact),
    Step("MISS", Power.ANSWER_REFERRAL, services.miss),
    Step("SEND_SUMMARY", Power.REFER, services.send_summary),
    Step("REPORT_BACK", Power.ANSWER_REFERRAL, services.report),
    Step("WITHDRAW", Power.REFER, services.withdraw),
)
SAYS_TEXT = ("ADVISE", "SEND_SUMMARY", "REPORT_BACK")


def _given(request: HttpRequest, action: str, form: Any) -> dict[str, Any]:
    """Return what the form says, by the names of the service."""
    kept = form.cleaned_data
    if isinstance(form, fill.AcceptForm):
        chosen = kept.get("session")
        session = session_for(request.assignment, int(chosen)) if chosen else None
        return {"session": session, "expected_version": kept["version"]}
    if isinstance(form, fill.ContactForm):
        return {"met": form.met()}
    if isinstance(form, fill.ReportForm):
        return {"text": kept["text"], "diagnosis": kept["diagnosis"]}
    if isinstance(form, fill.TextForm):
        return {"text" if action in SAYS_TEXT else "note": kept["text"]}
    return {}


def view_of(step: Step) -> Callable[..., HttpResponse]:
    """Return the view of one step: read the form, make the call, go back to the referral."""

    @needs(step.power)
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        found = selectors.referral_for(request.assignment, pk)
        form = step_form(request, found, step.action, request.POST)
        if not form.is_valid():
            return referral_page(request, found, {step.action: form}, status=BAD_FORM)
        try:
            step.service(
                referral=found,
                institution_id=request.assignment.institution_id,
                by=request.actor,
                at=timezone.now(),
                **_given(request, step.action, form),
            )
        except NotAcceptable as refused:  # what was typed stays, to be mended
            form.add_error(None, say(refused.message))
            return as_refusal(referral_page(request, found, {step.action: form}), refused)
        return redirect("referral", pk=pk)

    return view
