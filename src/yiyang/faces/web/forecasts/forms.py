"""Forms of calibrations."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WindowForm(forms.Form):
    """The days whose rows are read."""

    since = forms.DateField(label=_("First day"), widget=_day())
    until = forms.DateField(
        label=_("Until before"), widget=_day(), help_text=_("This day itself no longer counts.")
    )
