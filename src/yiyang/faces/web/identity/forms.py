"""Forms of the desk for identity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.identity.models import Candidate

APART = "APART"


class JudgeForm(forms.Form):
    """One person, under which of the two numbers; or two people; and why."""

    verdict = forms.ChoiceField(label=_("What they are"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("How you know"),
        help_text=_("Such as: called the family; compared the residence booklet."),
        max_length=200,
    )

    def __init__(self, *args: Any, candidate: Candidate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [
            (str(candidate.first_id), _("One person: keep the first record's number")),
            (str(candidate.second_id), _("One person: keep the second record's number")),
            (APART, _("Two people")),
        ]


class PartForm(forms.Form):
    """Why two joined records are parted again."""

    reason = forms.CharField(label=_("Why they are two people"), max_length=200)
