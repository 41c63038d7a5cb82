"""What an officer tells of an institution."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.choices import coded
from yiyang.faces.web.people.forms import InstitutionField
from yiyang.network.models import Institution
from yiyang.rules.risks import COMPLAINT, INSPECTION


class TellForm(forms.Form):
    """A failed inspection or a complaint."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=coded((INSPECTION, COMPLAINT), "RISK_KIND_", blank="—")
    )
    institution = InstitutionField(label=_("Institution"), queryset=None)
    words = forms.CharField(
        label=_("What was found, or complained of"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Name no resident and nobody who complained."),
    )

    def __init__(self, *args: Any, institutions: QuerySet[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions
