"""Applying for a bed from the public page: by the person, or by a relative for them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiyang.beds.errors import PersonHasDied
from yiyang.beds.facts import local_day
from yiyang.beds.services.applications import Application, apply_for_bed
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import public
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.faces.web.transfers.forms import coded
from yiyang.kernel.identifiers import is_resident_id
from yiyang.kernel.plain import digest
from yiyang.network.models import Place
from yiyang.rules.placement.terms import Kind, Trigger

BAD_FORM, TOO_MANY = 400, 429
WINDOW_SECONDS = 3600
MOST_APPLICATIONS = 20  # an hour from one address: a sub-district office helps many people
RELATIONS = ("SELF", "SPOUSE", "CHILD", "SIBLING", "OTHER_KIN", "GUARDIAN")
APPLIED_FOR = (Kind.HOME_CARE_BED, Kind.INSTITUTION_BED, Kind.HOME_MEDICAL_BED)
WHY = (Trigger.CARE_ENV_WORSE, Trigger.DEPENDENCE_UP, Trigger.HEALTH_WORSE)


def _check_resident_id(text: str) -> None:
    if not is_resident_id(text.strip().upper()):
        raise ValidationError(_("This is not a valid citizen id number."))


class ApplyForm(forms.Form):
    """What a person or relative tells to apply."""

    name = forms.CharField(label=_("Name of the person who needs the bed"), max_length=60)
    resident_id = forms.CharField(
        label=_("Citizen id number of that person"), max_length=18, validators=[_check_resident_id]
    )
    contact_name = forms.CharField(label=_("Your name"), max_length=60, required=False)
    phone = forms.RegexField(
        r"^\+?[0-9 -]{6,20}$", label=_("Phone where we reach you"), max_length=20,
        error_messages={"invalid": _("Write 6 to 20 digits, such as 138 0000 0000.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("What you want to tell us"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    agrees = forms.BooleanField(
        label=_("I agree that these data are used to deal with this application.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_choices = {
            "relation": (_("You are"), coded(RELATIONS)),
            "wished_kind": (_("Wished kind of bed"), coded(APPLIED_FOR)),
            "trigger": (_("Why a bed is needed"), coded(WHY)),
            "place_code": (_("Sub-district where the person lives"), _sub_districts()),
        }
        for name, (text, choices) in open_choices.items():
            # Nothing is chosen beforehand: what an applicant passes over would be taken as said.
            self.fields[name] = forms.ChoiceField(
                label=text, choices=[("", _("Please choose")), *choices]
            )
        self.order_fields(
            [
                "name",
                "resident_id",
                "place_code",
                "relation",
                "contact_name",
                "phone",
                "wished_kind",
                "trigger",
            ]
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the name of an applicant who is not the person: they are called back."""
        given = super().clean() or {}
        if given.get("relation") != "SELF" and not given.get("contact_name"):
            self.add_error("contact_name", _("Tell us your name, so that we can ask for you."))
        return given


def _sub_districts() -> list[tuple[str, str]]:
    """Return the node's sub-districts; the district itself where it has none."""
    places = Place.objects.filter(code__within=settings.PLACE).order_by("code")
    parts = [place for place in places if place.code != settings.PLACE] or list(places)
    return [(place.code, named(place)) for place in parts]


@public
def apply(request: HttpRequest) -> HttpResponse:
    """Take an application; the answer is the same whether or not the person is known."""
    form = ApplyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = BAD_FORM if request.method == "POST" else 200
        return render(request, "board/apply.html", {"form": form}, status=status)
    if _asks_too_often(request):
        return render(request, "429.html", status=TOO_MANY)
    given = {k: v for k, v in form.cleaned_data.items() if k != "agrees"}
    application = Application(**given | {"trigger": Trigger(given["trigger"])})
    # The page answers alike for the living, the dead and the unknown: it tells nobody's fate.
    with suppress(PersonHasDied):
        apply_for_bed(application=application, at=timezone.now())
    return redirect("apply_sent")


def _asks_too_often(request: HttpRequest) -> bool:
    """Count applications by address in the cache that all workers share."""
    key = f"apply:{digest(request.META.get('REMOTE_ADDR', ''))[:32]}"
    cache.add(key, 0, timeout=WINDOW_SECONDS)
    return cache.incr(key) > MOST_APPLICATIONS


@public
def sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next."""
    return render(request, "board/sent.html", {"answer_days": answer_days()})


def answer_days() -> int:
    """Return the working days within which an application is answered, by the book of today."""
    reading = read_book(local_day(timezone.now()), strict=False)
    return reading.integer("transfer.clock.respond.planned")
