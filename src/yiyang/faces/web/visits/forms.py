"""Forms about visits at home."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.choices import coded
from yiyang.faces.web.pickers import DayPicker, Unseen
from yiyang.faces.web.templatetags.yiyang_text import label_or_code, named
from yiyang.kernel.geo import Point
from yiyang.kernel.span import Span
from yiyang.network.models import Institution
from yiyang.policy.book import Reading
from yiyang.rules.visiting.risk import CHECKLIST
from yiyang.visits.facts import home_items, local_moment
from yiyang.visits.models import Visit

MOST_STARS = 5
CANCEL_REASONS = ("CANCEL_BY_PERSON", "CANCEL_BY_DESK", "CANCEL_NOBODY_HOME")
REVERSE_REASONS = ("WRONG_PERSON", "WRONG_TIME", "WRONG_ITEM", "NOT_DELIVERED")


class AskForm(forms.Form):
    """What is wished at home, of whom, and when."""

    institution = forms.ModelChoiceField(
        label=_("Who should come"), queryset=Institution.objects.none()
    )
    day = forms.DateField(label=_("Day"), widget=DayPicker())
    note = forms.CharField(
        label=_("What the visitors should know"), max_length=500, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, providers: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = reading.table("visits.parts")
        self.fields["institution"].queryset = providers
        self.fields["institution"].label_from_instance = named
        self.fields["part"] = forms.ChoiceField(label=_("Time of day"), choices=coded(self.parts))
        self.fields["items"] = forms.MultipleChoiceField(
            label=_("What is needed"),
            choices=[(code, label_or_code(f"ITEM_{code}")) for code in home_items(reading)],
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["institution", "day", "part", "items", "note"])

    def window(self) -> Span:
        """Return when the visit may begin."""
        day: date = self.cleaned_data["day"]
        part = self.parts[self.cleaned_data["part"]]
        since, until = (time.fromisoformat(part[key]) for key in ("since", "until"))
        return Span(local_moment(day, since), local_moment(day, until))


class RiskForm(forms.Form):
    """The checklist before a visit is accepted."""

    ticked = forms.MultipleChoiceField(
        label=_("Tick every risk that is known"),
        choices=coded(CHECKLIST),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CancelForm(forms.Form):
    """Why a visit is called off."""

    reason = forms.ChoiceField(label=_("Reason"), choices=coded(CANCEL_REASONS, blank="—"))


class ReverseForm(forms.Form):
    """Why an act is reversed."""

    reason = forms.ChoiceField(label=_("Reason"), choices=coded(REVERSE_REASONS, blank="—"))


class RateForm(forms.Form):
    """How a visit was."""

    stars = forms.TypedChoiceField(
        label=_("How was the visit?"),
        choices=[(str(n), "★" * n) for n in range(MOST_STARS, 0, -1)],
        coerce=int,
    )
    praise = forms.CharField(label=_("A word about it"), max_length=300, required=False)


class DayForm(forms.Form):
    """The day of a plan."""

    day = forms.DateField(label=_("Day"), widget=DayPicker())


class CheckForm(forms.Form):
    """A check as a phone tells it; without a script there is no place and no clock of its own."""

    key = forms.UUIDField(widget=Unseen())
    told_at = forms.DateTimeField(required=False, widget=Unseen())
    sent_at = forms.DateTimeField(required=False, widget=Unseen())
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=Unseen())
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=Unseen())
    accuracy = forms.IntegerField(required=False, min_value=0, max_value=100_000, widget=Unseen())

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(
            *args, initial={"key": uuid4()}, prefix=None, auto_id=f"id_{visit.pk}_%s", **kwargs
        )

    @property
    def place(self) -> Point | None:
        """Where the phone says it is, when it does."""
        lon, lat = self.cleaned_data["lon"], self.cleaned_data["lat"]
        return None if lon is None or lat is None else Point(lon, lat)


class OutForm(CheckForm):
    """The end of a visit: what was done, and who says so."""

    signed_by = forms.CharField(label=_("Name of who was served or stood by"), max_length=60)
    report = forms.CharField(
        label=_("What the next visitor should know"), max_length=500, required=False
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, visit=visit, **kwargs)
        codes = [row.item for row in visit.items.all()]
        self.fields["items"] = forms.MultipleChoiceField(
            label=_("What was done"),
            choices=[(code, label_or_code(f"ITEM_{code}")) for code in codes],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["key", "items", "signed_by", "report"])
