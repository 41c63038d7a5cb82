"""Forms of care."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.care.models import Consultation, FollowUp
from yiyang.care.selectors import DeskSearch
from yiyang.care.services import Said
from yiyang.decisions.services import read_book
from yiyang.faces.web.choices import coded
from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.key_groups.models import Group
from yiyang.rules.care.terms import (
    ABNORMAL_FINDING,
    ADVERSE_REACTION,
    CHILDREN,
    COURSE_ENDED,
    DIABETES,
    ELDER,
    HYPERTENSION,
    MATERNITY,
    MENTAL,
    MISSED_DOSE,
    NEW_COMPLICATION,
    PARTLY,
    TUBERCULOSIS,
    Readings,
)

PRESSURE = ("systolic", "diastolic")
FIELDS = {
    HYPERTENSION: (*PRESSURE, "pulse"),
    DIABETES: ("glucose", *PRESSURE, "pulse", "temperature"),
    ELDER: (*PRESSURE, "pulse"),
    TUBERCULOSIS: ("phase", "watched_by", "doses_taken"),
    MENTAL: ("risk_level",),
    CHILDREN: (),
    MATERNITY: ("weeks", "days_after_birth", *PRESSURE),
}
REQUIRED = {HYPERTENSION: PRESSURE, DIABETES: ("glucose",), MENTAL: ("risk_level",)}
FOUND = {
    HYPERTENSION: (ADVERSE_REACTION, NEW_COMPLICATION),
    DIABETES: (ADVERSE_REACTION, NEW_COMPLICATION),
    ELDER: (ABNORMAL_FINDING,),
    TUBERCULOSIS: (MISSED_DOSE, COURSE_ENDED),
    MENTAL: (PARTLY,),
    CHILDREN: (ABNORMAL_FINDING,),
    MATERNITY: (ABNORMAL_FINDING,),
}
LONGEST = 2000  # characters of a question or an answer
WORDS = forms.Textarea(attrs={"rows": 4})


class DeskForm(forms.Form):
    """What to show of the desk."""

    group = forms.ChoiceField(
        required=False,
        label=_("Key group"),
        choices=coded(Group.values, blank=_("all")),
    )
    whole_house = forms.BooleanField(required=False, label=_("The whole institution"))

    def search(self) -> DeskSearch:
        """Return what was chosen; a choice that is none asks nothing."""
        if not self.is_bound or not self.is_valid():
            return DeskSearch()
        return DeskSearch(
            group=self.cleaned_data["group"], whole_house=self.cleaned_data["whole_house"]
        )


class DoneForm(forms.Form):
    """Something of the plan that was done now."""

    minutes = forms.IntegerField(label=_("Minutes it took"), min_value=1, max_value=480, initial=15)


def _number(name: Any, most: int, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(required=False, label=name, min_value=least, max_value=most)


class FollowUpForm(forms.Form):
    """A follow-up that was done now: how, what was measured, what was found."""

    channel = forms.ChoiceField(
        label=_("How"),
        choices=coded(FollowUp.Channel.values, prefix="CHANNEL_", blank="—"),
    )
    systolic = _number(_("Systolic pressure (mmHg)"), 300, 40)
    diastolic = _number(_("Diastolic pressure (mmHg)"), 200, 20)
    glucose = forms.DecimalField(
        required=False,
        label=_("Fasting glucose (mmol/L)"),
        min_value=0,
        max_value=60,
        decimal_places=1,
    )
    pulse = _number(_("Pulse (a minute)"), 250, 20)
    temperature = forms.DecimalField(
        required=False, label=_("Temperature (°C)"), min_value=30, max_value=44, decimal_places=1
    )
    risk_level = _number(_("Risk level (0 to 5)"), 5)
    phase = forms.ChoiceField(
        required=False,
        label=_("Phase of treatment"),
        choices=coded(("INTENSIVE", "CONTINUATION"), prefix="PHASE_", blank="—"),
    )
    watched_by = forms.ChoiceField(
        required=False,
        label=_("Who watches the medicine"),
        choices=coded(("STAFF", "FAMILY"), prefix="WATCHED_BY_", blank="—"),
    )
    doses_taken = _number(_("Doses taken (percent)"), 100)
    weeks = _number(_("Week of pregnancy"), 45)
    days_after_birth = _number(_("Days after birth"), 120)
    signs = forms.MultipleChoiceField(
        required=False, label=_("What was found"), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(required=False, label=_("Note"), max_length=LONGEST, widget=WORDS)

    def __init__(self, *given: Any, programme: str, day: date, **kwargs: Any) -> None:
        super().__init__(*given, **kwargs)
        for name in {field for fields in FIELDS.values() for field in fields}:
            if name not in FIELDS[programme]:
                del self.fields[name]
        for name in REQUIRED.get(programme, ()):
            self.fields[name].required = True
        if FIELDS[programme]:
            first = self.fields[FIELDS[programme][0]]
            first.widget.attrs["autofocus"] = True
        danger = read_book(day).table("follow_up.emergency.signs")[programme]
        codes = (*FOUND[programme], *danger)
        self.fields["signs"].choices = [(code, label(f"SIGN_{code}")) for code in codes]
        self.order_fields((*FIELDS[programme], "channel", "signs", "note"))

    def readings(self) -> Readings:
        """Return what was measured."""
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        known = Readings.__dataclass_fields__
        return Readings(**{k: v for k, v in given.items() if k in known and v not in (None, "")})


class RaiseForm(forms.Form):
    """By how many the count of an item is raised."""

    more = forms.IntegerField(label=_("Raise by"), min_value=1, max_value=366, initial=1)


class AskForm(forms.Form):
    """A question to the family doctor, on this platform."""

    kind = forms.ChoiceField(
        label=_("What it is about"),
        choices=coded(Consultation.Kind.values, prefix="CONSULT_", blank="—"),
    )
    question = forms.CharField(label=_("Your question"), max_length=LONGEST, widget=WORDS)

    def said(self) -> Said:
        """Return the question."""
        given = self.cleaned_data
        return Said(given["kind"], Consultation.Channel.PLATFORM, given["question"])


class AnswerForm(forms.Form):
    """The answer to a question."""

    words = forms.CharField(label=_("Answer"), max_length=LONGEST, widget=WORDS)


class ConsultForm(forms.Form):
    """A consultation that was asked and answered at once."""

    kind = forms.ChoiceField(
        label=_("What it is about"),
        choices=coded(Consultation.Kind.values, prefix="CONSULT_", blank="—"),
    )
    channel = forms.ChoiceField(
        label=_("How"),
        choices=coded(
            [c for c in Consultation.Channel.values if c != Consultation.Channel.PLATFORM],
            prefix="CHANNEL_",
            blank="—",
        ),
    )
    question = forms.CharField(label=_("What was asked"), max_length=LONGEST, widget=WORDS)
    words = forms.CharField(label=_("Answer"), max_length=LONGEST, widget=WORDS)

    def said(self) -> Said:
        """Return what was asked and answered."""
        given = self.cleaned_data
        return Said(given["kind"], given["channel"], given["question"], given["words"])
