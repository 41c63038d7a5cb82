"""Forms of appraisals and survey calls."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.performance.models import SurveyCall
from yiyang.rules.instruments.loader import instrument

VETOES = ("FABRICATED_CONTRACT", "FABRICATED_SERVICE", "SAFETY_EVENT")
STATES = (SurveyCall.State.ANSWERED, SurveyCall.State.NOT_REACHED, SurveyCall.State.UNWILLING)


class PeriodForm(forms.Form):
    """Which period is appraised."""

    period = forms.CharField(label=_("Period (2026, or 2022-2026)"), max_length=9)


class VetoForm(forms.Form):
    """A fault that ends all points, and how it became known."""

    reason = forms.CharField(label=_("How it became known"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, label(code)) for code in VETOES]
        self.fields["code"] = forms.ChoiceField(label=_("What was wrong"), choices=choices)
        self.order_fields(["code", "reason"])


class CallForm(forms.Form):
    """How a call went, and the answers of the instrument where there were any."""

    def __init__(self, *args: Any, edition: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        self.items = instrument(edition, on=on).items
        self.fields["state"] = forms.ChoiceField(
            label=_("How the call went"), choices=[(s.value, label(s.value)) for s in STATES]
        )
        for item in self.items:
            answers = [("", "—")] + [
                (option.code, option.text.in_language(language)) for option in item.options
            ]
            self.fields[item.id] = forms.ChoiceField(
                label=item.name.in_language(language), choices=answers, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for every answer where the call was answered."""
        given = super().clean() or {}
        if given.get("state") == SurveyCall.State.ANSWERED:
            for item in self.items:
                if not given.get(item.id):
                    self.add_error(item.id, _("Please answer this question."))
        return given

    def state_and_answers(self) -> tuple[str, dict[str, str]]:
        """Return how the call went, and the answers by item."""
        given = dict(self.cleaned_data)
        return given.pop("state"), {name: value for name, value in given.items() if value}
