"""The form of vital signs, made from the instrument that scores them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.templatetags.yiyang_text import say
from yiyang.record.services.vitals import BadVitals, checked_vitals
from yiyang.rules.fhir_map.vitals import signs
from yiyang.rules.instruments import Item, instrument

SCALE = "NEWS2"
DIASTOLIC = "diastolic"
ORDER = (
    "consciousness",
    "resp_rate",
    "spo2",
    "oxygen",
    "spo2_scale",
    "pulse",
    "systolic",
    "diastolic",
    "temperature",
    "measured_at",
)


class VitalsForm(forms.Form):
    """Vital signs measured now, or at the moment given; what was not measured stays empty."""

    diastolic = forms.IntegerField(required=False, label=_("Diastolic pressure (mmHg)"))
    measured_at = forms.DateTimeField(
        required=False,
        label=_("Measured at"),
        help_text=_("Leave empty for now"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ORDER

    def __init__(self, *given: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*given, **kwargs)
        self.at = at
        for item in instrument(SCALE, on=at.date()).items:
            self.fields[item.id] = _field(item, get_language() or "zh-hans")
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        """Check the values together, as the service will: each fault stands at its field."""
        cleaned = super().clean()
        if not self.errors:
            try:
                checked_vitals(at=self.at, **self.measured())
            except BadVitals as bad:
                for fault in bad.findings:
                    place = fault.where if fault.where in self.fields else None
                    self.add_error(place, say(fault.message))
        return cleaned

    def measured(self) -> dict[str, Any]:
        """Return what the service takes: the vital signs given and when they were measured."""
        given = {k: self.cleaned_data.get(k) for k in signs()}
        measured_at = self.cleaned_data.get("measured_at") or self.at
        return {
            "vitals": {k: v for k, v in given.items() if v not in (None, "")},
            "measured_at": measured_at,
        }


def _field(item: Item, language: str) -> forms.Field:
    """Return the field of one item: a number with its bounds, or a choice."""
    label = item.name.in_language(language)
    help_text = item.help.in_language(language) if item.help else ""
    if item.number is not None:
        unit = item.unit.in_language(language) if item.unit else ""
        return forms.DecimalField(
            required=False,
            label=f"{label}（{unit}）" if language.startswith("zh") else f"{label} ({unit})",
            help_text=help_text,
            min_value=item.number.least,
            max_value=item.number.most,
            decimal_places=item.number.decimals,
        )
    if item.is_flag:
        choices = [("", _("Not recorded")), ("NO", _("No")), ("YES", _("Yes"))]
    else:
        options = [(o.code, o.text.in_language(language)) for o in item.options]
        choices = options if item.default else [("", _("Not recorded")), *options]
    return forms.ChoiceField(
        required=False,
        label=label,
        help_text=help_text,
        choices=choices,
        initial=item.default or "",
    )
