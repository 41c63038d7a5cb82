"""At the desk: what a person signed on paper before a witness is recorded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.consents.services.giving import record_paper_consent
from yiyang.consents.services.own import join_own_account, join_relative
from yiyang.faces.web.consents.forms import OWN_ACCOUNT, AccountForm, PaperForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.people.selectors import Scope, person_for


@needs(Power.WITNESS_CONSENT)
@never_cache
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, person_id: int) -> HttpResponse:
    """Record a consent on paper; refused, the page says why and nothing opens."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    now = timezone.now()
    form = PaperForm(request.POST or None, person=person, assignment=request.assignment)
    if not form.is_valid():
        note_access(by=request.actor, at=now, person_id=person.pk, what="person")
        return render(request, "consents/paper.html", {"form": form, "person": person})
    given = form.cleaned_data
    made = record_paper_consent(
        wish=form.wish(),
        signer=given["signer"],
        witness_id=int(given["witness"]),
        by=request.actor,
        at=now,
    )
    if made.state == "REFUSED":
        shown = {"form": form, "person": person, "reasons": made.reasons}
        return render(request, "consents/paper.html", shown, status=409)
    messages.success(
        request, _("The consent is recorded and holds from now on."), extra_tags="good"
    )
    return redirect("person", person_id=person.pk)


@needs(Power.WITNESS_CONSENT)
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, person_id: int) -> HttpResponse:
    """Join an account to the person before the desk, or to a relative of theirs."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    now = timezone.now()
    form = AccountForm(request.POST or None, person=person)
    note_access(by=request.actor, at=now, person_id=person.pk, what="person")

    def join() -> HttpResponse:
        who, name = form.cleaned_data["who"], form.cleaned_data["username"]
        if who == OWN_ACCOUNT:
            join_own_account(person_id=person.pk, username=name, by=request.actor, at=now)
        else:
            join_relative(relative_id=int(who), username=name, by=request.actor, at=now)
        messages.success(request, _("The account is joined."), extra_tags="good")
        return redirect("person", person_id=person.pk)

    return once_filled(request, form, "consents/account.html", {"person": person}, join)
