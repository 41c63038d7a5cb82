"""Forms of calibrations."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.pickers import DayPicker


class WindowForm(forms.Form):
    """The days whose rows are read."""

    since = forms.DateField(label=_("First day"), widget=DayPicker())
    until = forms.DateField(
        label=_("Until before"),
        widget=DayPicker(),
        help_text=_("This day itself no longer counts."),
    )
