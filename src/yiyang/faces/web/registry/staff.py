"""Wards of an institution, and who works there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yiyang.access.powers import Power
from yiyang.agreements.services import employ_practitioner
from yiyang.decisions.services import read_book
from yiyang.faces.web.choices import coded
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.faces.web.pickers import DayPicker
from yiyang.network import services
from yiyang.network.importing.staff import PROFESSIONS
from yiyang.network.selectors import institution_for


class WardForm(forms.Form):
    """A ward."""

    code = forms.CharField(label=_("Code"), max_length=24)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)


class PractitionerForm(forms.Form):
    """Somebody who works at an institution."""

    code = forms.CharField(label=_("Code"), max_length=32)
    name = forms.CharField(label=_("Name"), max_length=60)
    profession = forms.ChoiceField(label=_("Profession"), choices=coded(PROFESSIONS, blank="—"))
    licence = forms.CharField(label=_("Licence"), max_length=40, required=False)
    specialty = forms.ChoiceField(label=_("Specialty"), required=False)
    is_retired = forms.BooleanField(label=_("Works on after retirement"), required=False)
    since = forms.DateField(label=_("First day"), widget=DayPicker())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = read_book(timezone.localdate()).codes("network.specialties")
        self.fields["specialty"].choices = coded(known, blank="—")


@needs(Power.EDIT_NETWORK)
@require_http_methods(["GET", "POST"])
def ward_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a ward to an institution."""
    home = institution_for(request.assignment, pk)
    form = WardForm(request.POST or None)

    def add() -> HttpResponse:
        services.add_ward(
            institution_id=home.pk, by=request.actor, at=timezone.now(), **form.cleaned_data
        )
        return redirect("institution", pk=home.pk)

    shown = {"institution": home, "heading": _("Add a ward")}
    return once_filled(request, form, "registry/add.html", shown, add)


@needs(Power.EDIT_NETWORK)
@require_http_methods(["GET", "POST"])
def practitioner_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Register somebody new who works at an institution."""
    home = institution_for(request.assignment, pk)
    form = PractitionerForm(request.POST or None)

    def employ() -> HttpResponse:
        employ_practitioner(
            institution_id=home.pk, by=request.actor, at=timezone.now(), **form.cleaned_data
        )
        return redirect("institution", pk=home.pk)

    shown = {"institution": home, "heading": _("Add somebody who works here")}
    return once_filled(request, form, "registry/add.html", shown, employ)
