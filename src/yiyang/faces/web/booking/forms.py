"""The forms of booking."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiyang.booking.models import Clinic, Session
from yiyang.booking.services import Visit
from yiyang.faces.web.choices import coded
from yiyang.faces.web.pickers import DayPicker, HourPicker
from yiyang.faces.web.templatetags.yiyang_text import moment, named
from yiyang.network.models import Practitioner
from yiyang.policy.book import Reading
from yiyang.rules.triage import Answers

MOST_SLOTS = 200


class ClinicForm(forms.Form):
    """A clinic to add."""

    code = forms.SlugField(label=_("Code"), max_length=32)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)

    def __init__(self, *args: Any, institution_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind of clinic"), choices=coded(Clinic.Kind.values, "CLINIC_")
        )
        here = Practitioner.objects.filter(posts__institution=institution_id).distinct()
        self.fields["practitioner"] = forms.ModelChoiceField(
            here.order_by("name", "pk"), label=_("Doctor whose hours these are"), required=False
        )
        self.fields["practitioner"].label_from_instance = lambda one: f"{one.name} · {one.code}"
        self.order_fields(["kind", "code", "name_zh", "name_en", "practitioner"])


class SessionForm(forms.Form):
    """A session to publish."""

    on = forms.DateField(label=_("Day"), widget=DayPicker())
    since = forms.TimeField(label=_("Begins"), widget=HourPicker())
    until = forms.TimeField(label=_("Ends"), widget=HourPicker())
    total = forms.IntegerField(label=_("Slots"), min_value=1, max_value=MOST_SLOTS)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and until and until <= since:
            self.add_error("until", _("The session ends after it begins."))
        return given

    def span(self) -> tuple[datetime, datetime]:
        """Return the session's begin and end as moments."""
        day = self.cleaned_data["on"]
        return tuple(
            timezone.make_aware(datetime.combine(day, self.cleaned_data[name]))
            for name in ("since", "until")
        )


class MoveForm(forms.Form):
    """When a session is to begin instead."""

    on = forms.DateField(label=_("New day"), widget=DayPicker())
    since = forms.TimeField(label=_("Begins"), widget=HourPicker())

    def moment(self) -> datetime:
        """Return the new begin as a moment."""
        given = self.cleaned_data
        return timezone.make_aware(datetime.combine(given["on"], given["since"]))


class VisitForm(forms.Form):
    """When somebody was seen on the day of their slot, which is over."""

    since = forms.TimeField(label=_("Seen from"), widget=HourPicker())
    until = forms.TimeField(label=_("Seen until"), widget=HourPicker())
    problem = forms.CharField(label=_("Seen for (ICD-10)"), max_length=9, required=False)

    def visit(self, day: date) -> Visit:
        """Return the visit on a day."""
        begin, end = (
            timezone.make_aware(datetime.combine(day, self.cleaned_data[name]))
            for name in ("since", "until")
        )
        return Visit(begin, end, self.cleaned_data["problem"])


class CloseForm(forms.Form):
    """In which session the referrals of a closed one get their slots."""

    def __init__(self, *args: Any, others: QuerySet[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referrals_to"] = forms.ModelChoiceField(
            others, label=_("Slots of referrals go to"), required=False
        )
        self.fields["referrals_to"].label_from_instance = lambda one: (
            f"{moment(one.span.lower)} · {named(one.clinic)}"
        )


class TriageForm(forms.Form):
    """The questions of triage, from the book in force."""

    seen_before = forms.IntegerField(
        label=_("How often has your family doctor seen you for this already?"),
        min_value=0, max_value=50, initial=0, required=False,
    )  # fmt: skip
    advised_by_doctor = forms.BooleanField(
        label=_("A doctor told me to have a special test or see a specialist"), required=False
    )

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("signs", _("Is any of this happening now? If so call 120 at once.")),
            ("warnings", _("Does any of this apply?")),
            ("risk_groups", _("Who is it for?")),
        ):
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                choices=coded(reading.codes(f"triage.{name}")),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields["need"] = forms.ChoiceField(
            label=_("What do you come for?"),
            choices=coded(reading.codes("triage.needs")),
            widget=forms.RadioSelect,
            required=False,
        )
        self.order_fields(["signs", "warnings", "need", "risk_groups"])

    def clean(self) -> dict[str, Any]:
        """Ask what somebody comes for, but not who is in danger: a sign alone is enough."""
        given = super().clean()
        if not self.errors and not given["signs"] and not given["need"]:
            self.add_error("need", self.fields["need"].error_messages["required"])
        return given

    def answers(self, **known: Any) -> Answers:
        """Return the answers, with what the program knows of the person."""
        given = self.cleaned_data
        return Answers(
            need=given["need"],
            signs=tuple(given["signs"]),
            warnings=tuple(given["warnings"]),
            risk_groups=tuple(given["risk_groups"]),
            times_seen=given["seen_before"] or 0,
            advised_by_doctor=given["advised_by_doctor"],
            **known,
        )


class SlotForm(forms.Form):
    """The session chosen on a page of clinics."""

    session = forms.IntegerField(min_value=1, max_value=2**31 - 1)
