"""Consortia: their kinds, who leads them, who belongs to them (SM-3.7)."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.agreements.selectors import consortia_for, consortium_for
from yiyang.agreements.services import let_join, let_leave
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import mend
from yiyang.faces.web.people.forms import InstitutionField
from yiyang.network.models import Institution
from yiyang.network.selectors import institution_for, institutions_for


class JoinForm(forms.Form):
    """An institution that joins a consortium."""

    institution = InstitutionField(label=_("Institution"), queryset=Institution.objects.none())


@needs(Power.SEE_BOARD)
@require_GET
def consortia(request: HttpRequest) -> HttpResponse:
    """List the consortia of the network with their members."""
    reading = read_book(timezone.localdate())
    shown = {
        "consortia": consortia_for(request.assignment),
        "line": reading.line("network.consortium_open_to_private"),
    }
    return render(request, "contracts/consortia.html", shown)


@needs(Power.SEE_BOARD)
@require_GET
def consortium(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a consortium: its kind, its members with their roles and ownership."""
    found = consortium_for(request.assignment, pk)
    parties = found.parties.select_related("institution__place").order_by("role", "pk")
    form = JoinForm()
    form.fields["institution"].queryset = _others(request, pk)
    shown = {"consortium": found, "parties": parties, "form": form}
    return render(request, "contracts/consortium.html", shown)


@needs(Power.EDIT_NETWORK)
@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an institution join a consortium."""
    found = consortium_for(request.assignment, pk)
    form = JoinForm(request.POST)
    form.fields["institution"].queryset = institutions_for(request.assignment)
    if not form.is_valid():
        return mend(request, form, back=reverse("consortium", args=[pk]), of=found.number)
    who = form.cleaned_data["institution"]
    let_join(agreement_id=found.pk, institution_id=who.pk, by=request.actor, at=timezone.now())
    return redirect("consortium", pk=pk)


@needs(Power.EDIT_NETWORK)
@require_POST
def leave(request: HttpRequest, pk: int, institution_id: int) -> HttpResponse:
    """Let a member leave a consortium."""
    found = consortium_for(request.assignment, pk)
    who = institution_for(request.assignment, institution_id)
    let_leave(agreement_id=found.pk, institution_id=who.pk, by=request.actor, at=timezone.now())
    return redirect("consortium", pk=pk)


def _others(request: HttpRequest, pk: int) -> QuerySet[Institution]:
    """The institutions that do not belong to a consortium."""
    rows = institutions_for(request.assignment).filter(is_open=True)
    return rows.exclude(party__agreement=pk).order_by("name_zh")
