"""Forms about enrolment, services and purchases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.choices import coded
from yiyang.faces.web.pickers import DayPicker, HourPicker, OwnIds
from yiyang.faces.web.templatetags.yiyang_text import label_or_code, named, yuan
from yiyang.kernel.span import Span
from yiyang.network.models import Institution, Practitioner
from yiyang.policy.book import Reading
from yiyang.visits.facts import home_items, point_items
from yiyang.visits.models import Enrolment
from yiyang.visits.services.enrolling import Schedule

WEEKDAYS = range(7)
END_REASONS = ("END_WISHED", "END_MOVED", "END_OVER")
LONGEST_MINUTES = 480


class EnrolForm(forms.Form):
    """In which way, where, and when somebody is served."""

    kind = forms.ChoiceField(
        label=_("Way of service"),
        choices=coded(Enrolment.Kind.values, prefix="ENROLMENT_", blank="—"),
    )
    institution = forms.ModelChoiceField(label=_("Where"), queryset=Institution.objects.none())
    since = forms.DateField(label=_("First day"), widget=DayPicker())
    until = forms.DateField(label=_("Until (first day without it)"), widget=DayPicker())
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        choices=coded(WEEKDAYS, prefix="WEEKDAY_"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    begins = forms.TimeField(label=_("From"), widget=HourPicker())
    ends = forms.TimeField(label=_("To"), widget=HourPicker())

    def __init__(self, *args: Any, points: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = points
        self.fields["institution"].label_from_instance = named
        known = list(dict.fromkeys([*home_items(reading), *point_items(reading)]))
        self.fields["items"] = forms.MultipleChoiceField(
            label=_("Items (not needed for day care)"),
            choices=[(code, label_or_code(f"ITEM_{code}")) for code in known],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self) -> dict[str, Any]:
        """Refuse days and hours that end before they begin."""
        cleaned = super().clean()
        if not self.errors:
            if cleaned["until"] <= cleaned["since"]:
                self.add_error("until", _("It must end after it begins."))
            if cleaned["ends"] <= cleaned["begins"]:
                self.add_error("ends", _("It must end after it begins."))
        return cleaned

    def schedule(self) -> Schedule:
        """Return the days and hours."""
        given = self.cleaned_data
        return Schedule(
            given["since"], given["until"], tuple(given["weekdays"]), given["begins"],
            given["ends"], tuple(given["items"]),
        )  # fmt: skip


class ServiceForm(OwnIds, forms.Form):
    """A service that has just been given: what, by whom, how long."""

    practitioner = forms.ModelChoiceField(label=_("Given by"), queryset=Practitioner.objects.none())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES)

    def __init__(self, *args: Any, workers: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practitioner"].queryset = workers
        self.fields["practitioner"].label_from_instance = _worker
        self.fields["item"] = forms.ChoiceField(
            label=_("Service"),
            choices=[(code, label_or_code(f"ITEM_{code}")) for code in point_items(reading)],
        )
        self.order_fields(["item", "practitioner", "minutes"])

    def span(self, now: datetime) -> Span:
        """Return the time that ends now."""
        return Span(now - timedelta(minutes=self.cleaned_data["minutes"]), now)


def _worker(row: Practitioner) -> str:
    return f"{row.name} · {label_or_code(row.profession)}"


class PurchaseForm(OwnIds, forms.Form):
    """What somebody buys."""

    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=99, initial=1)

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prices = reading.table("visits.purchases")
        self.fields["item"] = forms.ChoiceField(
            label=_("What"),
            choices=[
                (code, f"{label_or_code(code)} · {yuan(int(fen))}") for code, fen in prices.items()
            ],
        )
        self.order_fields(["item", "quantity"])


class EndForm(OwnIds, forms.Form):
    """Why an enrolment ends."""

    reason = forms.ChoiceField(label=_("Reason"), choices=coded(END_REASONS, blank="—"))


class PeriodForm(forms.Form):
    """The days of a report."""

    since = forms.DateField(label=_("First day"), widget=DayPicker())
    until = forms.DateField(label=_("Until (first day without it)"), widget=DayPicker())
