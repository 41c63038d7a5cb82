"""Cooperation contracts: the list, one of them, signing, declining and ending it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.agreements.selectors import contract_for, contracts_for, last_version_for
from yiyang.agreements.services import decline_version, end_agreement, sign_version
from yiyang.decisions.services import read_book
from yiyang.faces.web.attachments import as_attachment
from yiyang.faces.web.contracts.forms import DeclineForm, EndForm
from yiyang.faces.web.contracts.page import contract_page, desk_of
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import mend
from yiyang.network.selectors import own_institution


@needs(Power.CONTRACT, Power.EDIT_NETWORK)
@require_GET
def contracts(request: HttpRequest) -> HttpResponse:
    """List the contracts of a desk by what they wait for."""
    reading = read_book(timezone.localdate())
    rows = contracts_for(request.assignment).prefetch_related("versions__signatures")
    desk = desk_of(rows, request.assignment.institution_id, reading)
    line = reading.line("agreements.renewal_notice")
    return render(request, "contracts/list.html", {"desk": desk, "line": line})


@needs(Power.CONTRACT, Power.EDIT_NETWORK)
@require_GET
def contract(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a contract: its parties, what waits for a signature, what it says on a day."""
    found = contract_for(request.assignment, pk)
    today = timezone.localdate()
    reading = read_book(today)
    shown = contract_page(found, request.assignment, on=_day(request), reading=reading)
    shown |= {"decline_form": DeclineForm(), "end_form": EndForm()}
    return render(request, "contracts/contract.html", shown)


@needs(Power.CONTRACT, Power.EDIT_NETWORK)
@require_GET
def paper(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hand out the exact document of a version."""
    found = contract_for(request.assignment, pk)
    version = get_object_or_404(found.versions.select_related("document"), number=number)
    return as_attachment(version.document)


@needs(Power.CONTRACT)
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign, for the institution one works for, the document that was shown."""
    version = last_version_for(request.assignment, pk)
    sign_version(
        version_id=version.pk,
        institution_id=own_institution(request.assignment).pk,
        sha256=request.POST.get("sha256", ""),
        by=request.actor,
        at=timezone.now(),
    )
    return redirect("contract", pk=pk)


@needs(Power.CONTRACT)
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw or decline what waits for signatures."""
    version = last_version_for(request.assignment, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        of = version.agreement.number
        return mend(request, form, back=reverse("contract", args=[pk]), of=of)
    decline_version(
        version_id=version.pk,
        institution_id=own_institution(request.assignment).pk,
        reason=form.cleaned_data["reason"],
        by=request.actor,
        at=timezone.now(),
    )
    return redirect("contract", pk=pk)


@needs(Power.CONTRACT)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a contract now, with the reason."""
    found = contract_for(request.assignment, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return mend(request, form, back=reverse("contract", args=[pk]), of=found.number)
    reason = form.cleaned_data["reason"]
    end_agreement(agreement_id=found.pk, reason=reason, by=request.actor, at=timezone.now())
    return redirect("contract", pk=pk)


def _day(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:
        return None
