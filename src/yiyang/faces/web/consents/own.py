"""A person's consents: see who sees, let somebody see, forbid, narrow, withdraw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.consents import selectors
from yiyang.consents.models import Consent
from yiyang.consents.services.codes import send_consent_code
from yiyang.consents.services.ending import narrow_consent, withdraw_consent
from yiyang.consents.services.giving import ask_consent, book_of, sign_consent
from yiyang.consents.wording import wording_of
from yiyang.faces.web.consents.forms import CodeForm, ForbidForm, NarrowForm, PermitForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.people.models import Person

GOOD = {"extra_tags": "good"}


@needs(Power.SEE_OWN)
@require_GET
def consents(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show who may see a person and why, and everything that was said about it."""
    person = _own(request, person_id)
    rows = list(selectors.own_consents(request.assignment, person))
    shown = {
        "person": person,
        "standing": selectors.who_sees(person, timezone.now()),
        "current": [row for row in rows if row.state in ("WAITING", "IN_FORCE")],
        "past": [row for row in rows if row.state not in ("WAITING", "IN_FORCE")],
    }
    return render(request, "consents/list.html", shown)


@needs(Power.SEE_OWN)
@never_cache
@require_http_methods(["GET", "POST"])
def permit(request: HttpRequest, person_id: int) -> HttpResponse:
    """Draw up a consent that lets somebody see."""
    person = _own(request, person_id)
    return _asked(request, person, PermitForm(request.POST or None, person=person))


@needs(Power.SEE_OWN)
@never_cache
@require_http_methods(["GET", "POST"])
def forbid(request: HttpRequest, person_id: int) -> HttpResponse:
    """Draw up a refusal: an institution or all, the whole or some parts."""
    person = _own(request, person_id)
    categories = list(book_of(person, timezone.now()).table("consents.categories"))
    form = ForbidForm(request.POST or None, person=person, categories=categories)
    return _asked(request, person, form)


@needs(Power.SEE_OWN)
@require_GET
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one consent: its text, its signature, and what can be done with it."""
    return _shown(request, selectors.consent_for(request.assignment, pk))


@needs(Power.SEE_OWN)
@require_POST
def ask_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the code to whoever gives the consent."""
    found = selectors.consent_for(request.assignment, pk)
    send_consent_code(consent_id=found.pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The code is sent."), **GOOD)
    return redirect("consent", pk=pk)


@needs(Power.SEE_OWN)
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign with the code that was typed."""
    found = selectors.consent_for(request.assignment, pk)
    words = request.POST.get("code", "")
    sign_consent(consent_id=found.pk, words=words, by=request.actor, at=timezone.now())
    messages.success(request, _("It holds from now on."), **GOOD)
    return redirect("own_consents", person_id=found.person_id)


@needs(Power.SEE_OWN)
@require_POST
def narrow(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a consent narrower."""
    found = selectors.consent_for(request.assignment, pk)
    form = NarrowForm(request.POST, consent=found)
    if not form.is_valid():
        return _shown(request, found, narrow=form)
    scope, until = form.cleaned_data["scope"], form.end()
    narrow_consent(
        consent_id=found.pk, scope=scope, until=until, by=request.actor, at=timezone.now()
    )
    messages.success(request, _("It is narrower from now on."), **GOOD)
    return redirect("own_consents", person_id=found.person_id)


@needs(Power.SEE_OWN)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a consent, at once and without a code."""
    found = selectors.consent_for(request.assignment, pk)
    withdraw_consent(consent_id=found.pk, by=request.actor, at=timezone.now())
    messages.success(request, _("It is withdrawn and ends now."), **GOOD)
    return redirect("own_consents", person_id=found.person_id)


def _own(request: HttpRequest, person_id: int) -> Person:
    return get_object_or_404(selectors.people_spoken_for(request.assignment), pk=person_id)


def _asked(request: HttpRequest, person: Person, form: PermitForm | ForbidForm) -> HttpResponse:
    def ask() -> HttpResponse:
        made = ask_consent(wish=form.wish(), by=request.actor, at=timezone.now())
        return redirect("consent", pk=made.pk)

    shown = {"person": person, "forbids": isinstance(form, ForbidForm)}
    return once_filled(request, form, "consents/new.html", shown, ask)


def _shown(request: HttpRequest, found: Consent, **forms: Any) -> HttpResponse:
    code = found.codes.filter(is_void=False, used_at=None).order_by("-pk").first()
    can_narrow = found.state == "IN_FORCE" and found.kind == Consent.Kind.PERMIT
    shown = {
        "consent": found,
        "text": wording_of(found),
        "code": code if code and code.expires_at > timezone.now() else None,
        "form": CodeForm(),
        "narrow": NarrowForm(consent=found) if can_narrow else None,
    }
    return render(request, "consents/consent.html", shown | forms)
