"""The form of vital signs, made from the instrument that scores them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yiyang.beds.services import Condition
from yiyang.faces.web.pickers import MomentPicker
from yiyang.faces.web.templatetags.yiyang_text import label, say
from yiyang.record.services.vitals import BadVitals, checked_vitals
from yiyang.rules.fhir_map.vitals import signs
from yiyang.rules.instruments import Item, instrument
from yiyang.rules.instruments.green_channel import Sign

SCALE = "NEWS2"
SCALE_OF_OXYGEN = "spo2_scale"
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
        widget=MomentPicker(),
    )
    field_order = ORDER

    def __init__(self, *given: Any, at: datetime, must_measure: bool = True, **kwargs: Any) -> None:
        super().__init__(*given, **kwargs)
        self.at, self.must_measure = at, must_measure
        for item in instrument(SCALE, on=at.date()).items:
            self.fields[item.id] = _field(item, get_language() or "zh-hans")
        self.fields["emergency_signs"] = forms.MultipleChoiceField(
            required=False,
            label=_("Emergency signs"),
            choices=[(sign.value, label(f"SIGN_{sign}")) for sign in Sign],
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        """Check the values together, as the service will: each fault stands at its field."""
        cleaned = super().clean()
        if not self.errors and (self.must_measure or self.was_measured()):
            try:
                checked_vitals(at=self.at, **self.measured())
            except BadVitals as bad:
                for fault in bad.findings:
                    place = fault.where if fault.where in self.fields else None
                    self.add_error(place, say(fault.message))
        return cleaned

    def condition(self) -> Condition:
        """Return what was measured and seen, for the green channel."""
        found = self.measured()
        if not self.was_measured():
            found["vitals"] = {}
        return Condition(**found, signs=tuple(self.cleaned_data["emergency_signs"]))

    def was_measured(self) -> bool:
        """Tell whether anything was; the oxygen scale is chosen, not measured."""
        return bool(set(self.measured()["vitals"]) - {SCALE_OF_OXYGEN})

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
    name = item.name.in_language(language)
    help_text = item.help.in_language(language) if item.help else ""
    if item.number is not None:
        unit = item.unit.in_language(language) if item.unit else ""
        return forms.DecimalField(
            required=False,
            label=f"{name}（{unit}）" if language.startswith("zh") else f"{name} ({unit})",
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
        label=name,
        help_text=help_text,
        choices=choices,
        initial=item.default or "",
    )
