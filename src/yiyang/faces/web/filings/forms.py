"""The form of a filing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.choices import coded
from yiyang.faces.web.papers import PapersForm
from yiyang.faces.web.people.forms import InstitutionField
from yiyang.network.models import Institution
from yiyang.policy.book import Reading
from yiyang.signing.models import Filing
from yiyang.signing.services.filing import FilingFields

SAID = ("kind", "name_zh", "name_en", "head", "doctors", "nurses", "area")


class FilingForm(PapersForm):
    """What a care institution files about its internal medical institution."""

    kind = forms.ChoiceField(label=_("Kind"))
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    head = forms.CharField(label=_("Responsible physician or nurse"), max_length=60)
    doctors = forms.IntegerField(label=_("Doctors"), min_value=0, max_value=999)
    nurses = forms.IntegerField(label=_("Nurses"), min_value=0, max_value=999)
    area = forms.IntegerField(label=_("Rooms, square metres"), min_value=0, max_value=99999)
    operator = InstitutionField(
        label=_("Entrusted to (where another institution runs it)"),
        queryset=Institution.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, reading: Reading, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = coded(reading.codes("network.internal_kinds"))
        operators = reading.codes("network.operator_kinds")
        self.fields["operator"].queryset = institutions.filter(kind__in=operators)
        self.ask_for(reading.codes("filing.papers"))
        self.ask_for(reading.codes("filing.papers_of_entrustment"))

    def fields_filed(self) -> FilingFields:
        """Return what is filed."""
        operator = self.cleaned_data["operator"]
        said = {name: self.cleaned_data[name] for name in SAID}
        return FilingFields(**said, operator_id=operator.pk if operator else None)

    @staticmethod
    def initial_of(filing: Filing) -> dict[str, Any]:
        """Return a filing as the form shows it."""
        return {name: getattr(filing, name) for name in (*SAID, "operator")}
