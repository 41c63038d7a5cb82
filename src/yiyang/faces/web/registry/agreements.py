"""Agreements between institutions: cooperation with its duties, consortia with their members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.agreements.selectors import agreement_for
from yiyang.agreements.services import (
    ItemTerms,
    PartyTerms,
    Terms,
    create_agreement,
    end_agreement,
    review_duties,
)
from yiyang.faces.web.choices import coded
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.faces.web.pickers import DayPicker
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.network.models import Institution
from yiyang.network.selectors import institution_for, institutions_for

KINDS = ("COOPERATION", "CONSORTIUM")
VARIETIES = ("UMG", "CMC", "SPECIALTY", "TELE")
DUTIES = (
    *("REGULAR_ROUNDS", "RESERVED_BEDS", "GREEN_CHANNEL", "TWO_WAY_REFERRAL"),
    *("STAFF_TRAINING", "INFECTION_CONTROL", "RECORD_SHARING", "ANSWER_IN_TIME"),
)


class AgreementForm(forms.Form):
    """A signed agreement of one institution with others."""

    kind = forms.ChoiceField(label=_("Kind"), choices=coded(KINDS, blank="—"))
    number = forms.CharField(label=_("Number of the agreement"), max_length=40)
    since = forms.DateField(label=_("First day"), widget=DayPicker())
    until = forms.DateField(label=_("Until (first day without it)"), widget=DayPicker())
    partners = forms.ModelMultipleChoiceField(label=_("With"), queryset=Institution.objects.none())
    lead = forms.ModelChoiceField(
        label=_("Led by (consortium)"), queryset=Institution.objects.none(), required=False
    )
    variety = forms.ChoiceField(
        label=_("Kind of consortium"), choices=coded(VARIETIES, blank="—"), required=False
    )
    duties = forms.MultipleChoiceField(
        label=_("Duties taken on"),
        choices=coded(DUTIES),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Priority in transfers is granted only while these are kept."),
    )

    def __init__(self, *args: Any, home: Institution, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home = home
        self.fields["partners"].queryset = institutions.exclude(pk=home.pk)
        self.fields["lead"].queryset = institutions
        for name in ("partners", "lead"):
            self.fields[name].label_from_instance = named

    def clean(self) -> dict[str, Any]:
        """Refuse an agreement that ends before it begins."""
        cleaned = super().clean()
        if not self.errors and cleaned["until"] <= cleaned["since"]:
            self.add_error("until", _("It must end after it begins."))
        return cleaned

    def terms(self) -> Terms:
        """Return what the agreement says."""
        given = self.cleaned_data
        lead = given["lead"].pk if given["lead"] else None
        keys = {self.home.pk, lead, *(partner.pk for partner in given["partners"])} - {None}
        return Terms(
            kind=given["kind"],
            number=given["number"],
            since=given["since"],
            until=given["until"],
            variety=given["variety"],
            parties=[PartyTerms(k, "LEAD" if k == lead else "MEMBER") for k in sorted(keys)],
            items=[ItemTerms(code, is_duty=True) for code in given["duties"]],
        )


@needs(Power.EDIT_NETWORK)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a signed agreement of an institution."""
    home = institution_for(request.assignment, pk)
    seen = institutions_for(request.assignment).order_by("name_zh")
    form = AgreementForm(request.POST or None, home=home, institutions=seen)

    def enter() -> HttpResponse:
        made = create_agreement(terms=form.terms(), by=request.actor, at=timezone.now())
        return redirect("agreement", pk=made.pk)

    shown = {"institution": home}
    return once_filled(request, form, "registry/agreement_form.html", shown, enter)


@needs(Power.EDIT_NETWORK)
@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an agreement with its duties, and take in what a review found of them."""
    found = agreement_for(request.assignment, pk)
    duties = [item for item in found.items.order_by("code") if item.is_duty]
    if request.method == "GET":
        shown = {"agreement": found, "duties": duties}
        return render(request, "registry/agreement.html", shown)
    answers = {duty.code: request.POST.get(duty.code) for duty in duties}
    kept = {code: answer == "yes" for code, answer in answers.items() if answer in ("yes", "no")}
    review_duties(agreement_id=found.pk, kept=kept, by=request.actor, at=timezone.now())
    return redirect("agreement", pk=found.pk)


@needs(Power.EDIT_NETWORK)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an agreement now."""
    found = agreement_for(request.assignment, pk)
    end_agreement(agreement_id=found.pk, by=request.actor, at=timezone.now())
    return redirect("agreement", pk=found.pk)
