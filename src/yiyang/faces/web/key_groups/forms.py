"""Forms of the registers that show a key group."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.choices import coded
from yiyang.faces.web.pickers import DayPicker
from yiyang.key_groups.models import RegisterEntry


class EntryForm(forms.Form):
    """An entry of a register: the group, the number of the certificate, from when to when."""

    group = forms.ChoiceField(label=_("Key group"))
    number = forms.CharField(
        label=_("Number of the certificate or entry"), max_length=40, required=False
    )
    since = forms.DateField(label=_("From"), widget=DayPicker)
    until = forms.DateField(
        label=_("Until"),
        help_text=_("The first day on which it no longer holds; empty where it has no end."),
        required=False,
        widget=DayPicker,
    )

    def __init__(self, *args: Any, groups: Iterable[str], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["group"].choices = coded(groups)

    def clean_since(self) -> date:
        """Refuse a day that has not come."""
        since: date = self.cleaned_data["since"]
        if since > self.day:
            raise forms.ValidationError(_("This day has not come yet."))
        return since

    def clean(self) -> dict[str, Any]:
        """Refuse an end that is not after the beginning."""
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and until and until <= since:
            self.add_error("until", _("The end must come after the beginning."))
        return given


class EndForm(forms.Form):
    """The first day on which a register entry no longer holds."""

    on = forms.DateField(label=_("No longer from"), widget=DayPicker)

    def __init__(self, *args: Any, entry: RegisterEntry, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": day}, **kwargs)
        self.entry = entry

    def clean_on(self) -> date:
        """Refuse an end that is not after the beginning."""
        on: date = self.cleaned_data["on"]
        if on <= self.entry.span.lower:
            raise forms.ValidationError(_("The end must come after the beginning."))
        return on
