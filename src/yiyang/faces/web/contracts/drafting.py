"""Drafting a contract, a change of one, and the one that follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiyang.access.powers import Power
from yiyang.agreements.models import Agreement
from yiyang.agreements.selectors import contract_for, items_on, version_on
from yiyang.agreements.services import propose_amendment, propose_contract
from yiyang.decisions.services import read_book
from yiyang.faces.web.contracts.forms import (
    SERVICES,
    AmendForm,
    ContentForm,
    ContractForm,
    ServiceForm,
    renewal_of,
)
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import declined
from yiyang.kernel.errors import Refused
from yiyang.network.selectors import institutions_for, own_institution

TEMPLATE = "contracts/draft.html"


@needs(Power.CONTRACT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draft a contract with others and put it before them."""
    return _drafted(request, None)


@needs(Power.CONTRACT)
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the contract that follows one, beginning with what that one says."""
    return _drafted(request, contract_for(request.assignment, pk))


@needs(Power.CONTRACT)
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a change of a contract before its parties."""
    found = contract_for(request.assignment, pk)
    home, now = own_institution(request.assignment), timezone.now()
    reading = read_book(timezone.localdate(now))
    said = _said(found, ContentForm)
    form = AmendForm(request.POST or None, reading=reading, initial=said["content"])
    services = SERVICES(
        request.POST or None, initial=said["services"], form_kwargs={"reading": reading}
    )
    shown = {"form": form, "services": services, "agreement": found, "is_change": True}
    if not (form.is_valid() and services.is_valid()):
        return render(request, TEMPLATE, shown)
    content, since = form.content(services.terms()), form.cleaned_data["since"]
    try:
        propose_amendment(
            agreement_id=pk, drafter_id=home.pk, content=content, since=since,
            by=request.actor, at=now,
        )  # fmt: skip
    except Refused as refused:
        return declined(request, form, refused, TEMPLATE, shown)
    return redirect("contract", pk=pk)


def _drafted(request: HttpRequest, renews: Agreement | None) -> HttpResponse:
    home, now = own_institution(request.assignment), timezone.now()
    reading = read_book(timezone.localdate(now))
    said = _said(renews, ContractForm) if renews else {"content": {}, "services": []}
    others = institutions_for(request.assignment).exclude(pk=home.pk).filter(is_open=True)
    form = ContractForm(
        request.POST or None, reading=reading, institutions=others.order_by("name_zh"),
        initial=said["content"],
    )  # fmt: skip
    services = SERVICES(
        request.POST or None, initial=said["services"], form_kwargs={"reading": reading}
    )
    shown = {"form": form, "services": services, "agreement": renews}
    if not (form.is_valid() and services.is_valid()):
        return render(request, TEMPLATE, shown)
    try:
        version = propose_contract(
            drafter_id=home.pk, draft=form.draft(services.terms()),
            renews_id=renews.pk if renews else None, by=request.actor, at=now,
        )  # fmt: skip
    except Refused as refused:
        return declined(request, form, refused, TEMPLATE, shown)
    return redirect("contract", pk=version.agreement_id)


def _said(agreement: Agreement, form: type[ContentForm]) -> Mapping[str, Any]:
    """Return what a contract says last, as the forms begin with it."""
    last = agreement.span.upper
    items = items_on(agreement, last)
    content = ContentForm.initial_of(version_on(agreement, last), items)
    if form is ContractForm:
        content |= renewal_of(agreement)
        content["partners"] = list(agreement.parties.values_list("institution_id", flat=True))
    return {
        "content": content,
        "services": [ServiceForm.initial_of(item) for item in items if not item.is_duty],
    }
