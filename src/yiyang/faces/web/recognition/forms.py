"""Forms of orders, recognitions and certificates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yiyang.decisions.services import read_book
from yiyang.faces.web.choices import coded
from yiyang.faces.web.people.forms import InstitutionField
from yiyang.faces.web.pickers import DayPicker, Unseen
from yiyang.network.models import Institution, Practitioner
from yiyang.policy.book import Reading
from yiyang.recognition import selectors
from yiyang.recognition.facts import local_day
from yiyang.recognition.models import Certificate
from yiyang.recognition.services import Certified, Holding


def doctors_of(request: HttpRequest, at: datetime) -> QuerySet[Practitioner]:
    """Return for whom somebody may decide: a doctor for themselves, a desk for its doctors."""
    rows = selectors.doctors_at(request.assignment.institution_id, at)
    own = rows.filter(account=request.user)
    return own if own.exists() else rows


class _ByDoctor(forms.Form):
    """Whose decision it is; one doctor alone is chosen beforehand."""

    doctor = forms.ModelChoiceField(Practitioner.objects.none(), label=_("Doctor who decides"))

    def __init__(self, *args: Any, doctors: QuerySet[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["doctor"]
        chosen.queryset = doctors
        chosen.label_from_instance = lambda one: f"{one.name} · {one.code}"
        if len(doctors[:2]) == 1:
            chosen.empty_label, chosen.initial = None, doctors[0]


class RecogniseForm(_ByDoctor):
    """Which of the offered results is recognised."""

    result = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=Unseen())


class OrderForm(_ByDoctor):
    """Why an item is ordered though a result is offered."""

    words = forms.CharField(
        label=_("What you told the patient and write down"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = read_book(local_day(at)).table("recognition.reexamination_cases")
        language = "zh" if (get_language() or "zh").startswith("zh") else "en"
        choices = [(code, f"{code} {words[language]}") for code, words in cases.items()]
        self.fields["case"] = forms.ChoiceField(
            label=_("Why it is done again"), required=False, choices=[("", "—"), *choices]
        )
        self.order_fields(["case", "words", "doctor"])


class CertificateForm(forms.Form):
    """A mark or a passed quality control, with the document that says so."""

    institution = InstitutionField(
        label=_("Institution of the network"),
        queryset=Institution.objects.none(),
        required=False,
    )
    outside_name = forms.CharField(
        label=_("or an institution elsewhere: its name"), max_length=120, required=False
    )
    credit_code = forms.CharField(
        label=_("and its credit code (18 characters)"), max_length=18, required=False
    )
    since = forms.DateField(label=_("First day"), widget=DayPicker())
    until = forms.DateField(
        label=_("Until (first day without it)"), widget=DayPicker(), required=False
    )
    cites = forms.CharField(label=_("Document that says so"), max_length=200)
    paper = forms.FileField(label=_("The document itself"), required=False)

    def __init__(self, *args: Any, reading: Reading, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions
        kinds = coded(Certificate.Kind.values, "CERTIFICATE_")
        items = coded(reading.table("recognition.items"))
        self.fields["kind"] = forms.ChoiceField(label=_("Mark or quality control"), choices=kinds)
        self.fields["item"] = forms.ChoiceField(label=_("Item"), choices=items)
        self.fields["region"] = forms.ChoiceField(
            label=_("Region of the mark"),
            choices=coded(reading.table("recognition.marks"), blank=_("none: quality control")),
            required=False,
        )
        first = ["kind", "item", "region"]
        self.order_fields([*first, *(name for name in self.fields if name not in first)])

    def holding(self) -> Holding:
        """Return who holds it."""
        given = self.cleaned_data
        return Holding(given["institution"], given["credit_code"].upper(), given["outside_name"])

    def certified(self) -> Certified:
        """Return what is certified."""
        names = ("kind", "item", "since", "until", "cites", "region")
        return Certified(**{name: self.cleaned_data[name] for name in names})

    def document(self) -> tuple[str, bytes] | None:
        """Return name and bytes of the document; None where none was handed in."""
        file = self.cleaned_data["paper"]
        return (file.name, file.read()) if file else None


class TableForm(forms.Form):
    """A table of marks and quality controls."""

    table = forms.FileField(label=_("Table (CSV or Excel)"))


class EndForm(forms.Form):
    """From which day a certificate counts no more."""

    on = forms.DateField(label=_("Until (first day without it)"), widget=DayPicker())
