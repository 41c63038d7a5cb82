"""The period of a run, and what is to be done with it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

TRY, START, ADJUST = "try", "start", "adjust"


class PeriodForm(forms.Form):
    """Which year, and whether it is only tried."""

    period = forms.CharField(label=_("Year"), max_length=4, help_text=_("such as 2026"))
    act = forms.ChoiceField(
        label=_("Step to take"),
        choices=[
            (TRY, _("Try it: nothing is written")),
            (START, _("Start the run")),
            (ADJUST, _("Adjust what is posted: reverse it and post it anew")),
        ],
        widget=forms.RadioSelect,
        initial=TRY,
    )
