"""Forms of the registry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.access.models import Role
from yiyang.agreements.services.registry import farthest_metres
from yiyang.faces.web.choices import coded
from yiyang.faces.web.people.forms import InstitutionField, PlaceField
from yiyang.faces.web.pickers import DayPicker, MomentPicker
from yiyang.faces.web.templatetags.yiyang_text import named, say
from yiyang.kernel.money import fen_from_yuan, yuan_from_fen
from yiyang.network.capabilities import CAPABILITIES
from yiyang.network.checks import institution_findings
from yiyang.network.models import Bed, BedKind, Institution, InstitutionKind, Place, Scheme, Ward
from yiyang.network.services import BedFields, InstitutionFields


class SearchForm(forms.Form):
    """What to look for in the registry."""

    text = forms.CharField(label=_("Name or code"), required=False, max_length=60)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=coded(InstitutionKind.values, blank=_("all"))
    )
    ownership = forms.ChoiceField(
        label=_("Ownership"),
        required=False,
        choices=coded(Institution.Ownership.values, "OWNERSHIP_", blank=_("all")),
    )
    place_code = forms.ChoiceField(label=_("Sub-district"), required=False)
    capability = forms.ChoiceField(label=_("Capability"), required=False)
    medical_way = forms.ChoiceField(
        label=_("Way of medical care"),
        required=False,
        choices=coded(Institution.MedicalWay.values, "WAY_", blank=_("all")),
    )
    designated = forms.BooleanField(label=_("Designated for insurance"), required=False)

    def __init__(self, *args: Any, places: Any, capabilities: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        self.fields["place_code"].choices = every + [(p.code, named(p)) for p in places]
        self.fields["capability"].choices = coded(capabilities, blank=_("all"))()


class InstitutionForm(forms.Form):
    """An institution and what it can do."""

    code = forms.CharField(label=_("Code"), max_length=32)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=coded(InstitutionKind.values, blank="—"))
    ownership = forms.ChoiceField(
        label=_("Ownership"), choices=coded(Institution.Ownership.values, "OWNERSHIP_", blank="—")
    )
    place = PlaceField(label=_("Sub-district"), queryset=Place.objects.none())
    lon = forms.FloatField(label=_("Longitude"))
    lat = forms.FloatField(label=_("Latitude"))
    level = forms.IntegerField(label=_("Hospital level (0 to 3)"), required=False)
    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=18, required=False
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    designated = forms.BooleanField(
        label=_("Designated for insurance"),
        required=False,
        help_text=_("Of an institution that stands here already, a change counts from today."),
    )
    converted = forms.BooleanField(label=_("Converted from a medical institution"), required=False)
    inhouse_of = InstitutionField(
        label=_("Internal to"), queryset=Institution.objects.none(), required=False
    )
    operator = InstitutionField(
        label=_("Run by"), queryset=Institution.objects.none(), required=False
    )
    highest_care_level = forms.IntegerField(
        label=_("Highest care level taken (0 to 4)"), required=False
    )
    capabilities = forms.MultipleChoiceField(
        label=_("Capabilities"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_open = forms.BooleanField(label=_("In operation"), required=False)

    def __init__(
        self, *args: Any, places: Any, institutions: Any, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        held = (self.initial or {}).get("capabilities", ())
        known = dict.fromkeys((*CAPABILITIES, *held))  # a code from elsewhere is kept, not dropped
        self.fields["capabilities"].choices = coded(known)
        self.fields["place"].queryset = places
        for name in ("inhouse_of", "operator"):
            self.fields[name].queryset = institutions

    def clean(self) -> dict[str, Any]:
        """Name every fault beside its field."""
        cleaned = super().clean()
        if not self.errors:
            place = cleaned["place"]
            found = institution_findings(self.institution(), place, farthest_metres(self.at))
            for finding in found:
                self.add_error(finding.where, say(finding.message))
        return cleaned

    def institution(self) -> InstitutionFields:
        """Return what is said about the institution."""
        given = {k: v for k, v in self.cleaned_data.items() if k != "capabilities"}
        links = {name: given.pop(name) for name in ("place", "inhouse_of", "operator")}
        keys = {f"{name}_id": row.pk if row else None for name, row in links.items()}
        return InstitutionFields(**given, **keys)

    @staticmethod
    def initial_of(institution: Institution) -> dict[str, Any]:
        """Return an institution as the form shows it."""
        names = [name for name in InstitutionForm.base_fields if name != "capabilities"]
        held = institution.capabilities.values_list("code", flat=True)
        return {name: getattr(institution, name) for name in names} | {"capabilities": list(held)}


class DaysForm(forms.Form):
    """From when until when somebody has said that an institution is designated."""

    since = forms.DateField(
        label=_("First day"),
        required=False,
        widget=DayPicker(),
        help_text=_("Empty: as long as anybody knows."),
    )
    until = forms.DateField(
        label=_("First day without it"),
        required=False,
        widget=DayPicker(),
        help_text=_("Empty: no end is known. A day to come takes effect by itself."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse days that end before they begin."""
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until <= since:
            self.add_error("until", _("It must end after it begins."))
        return cleaned


class DesignationForm(DaysForm):
    """For which insurance an institution is designated, and on which days."""

    scheme = forms.ChoiceField(
        label=_("Designated for"), choices=coded(Scheme.values, "SCHEME_", blank="—")
    )
    field_order = ("scheme", "since", "until")


class BedForm(forms.Form):
    """What a bed is like."""

    code = forms.CharField(label=_("Code"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind of bed"), choices=coded(BedKind.values, blank="—"))
    ward = forms.ModelChoiceField(label=_("Ward"), queryset=Ward.objects.none(), required=False)
    room = forms.CharField(label=_("Room"), max_length=24, required=False)
    sex_rule = forms.ChoiceField(label=_("For"), choices=coded(Bed.SexRule.values, "SEX_RULE_"))
    isolation = forms.BooleanField(label=_("Isolation"), required=False)
    nursing_type = forms.BooleanField(label=_("Nursing type"), required=False)
    dementia_unit = forms.BooleanField(label=_("Dementia unit"), required=False)
    price = forms.DecimalField(label=_("Price a month, yuan"), min_value=0, decimal_places=2)
    subsidy_class = forms.CharField(label=_("Subsidy class"), max_length=16, required=False)

    def __init__(self, *args: Any, wards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward"].queryset = wards
        self.fields["ward"].label_from_instance = named

    def bed(self) -> BedFields:
        """Return what is said about the bed."""
        given = dict(self.cleaned_data)
        ward, price = given.pop("ward"), given.pop("price")
        return BedFields(
            **given,
            ward_id=ward.pk if ward else None,
            price_fen_per_month=fen_from_yuan(str(price)),
        )

    @staticmethod
    def initial_of(bed: Bed) -> dict[str, Any]:
        """Return a bed as the form shows it."""
        names = [name for name in BedForm.base_fields if name != "price"]
        price = yuan_from_fen(bed.price_fen_per_month)
        return {name: getattr(bed, name) for name in names} | {"price": price}


class DutyForm(forms.Form):
    """A turn of duty at an institution."""

    account = forms.ModelChoiceField(label=_("Account"), queryset=None)
    role = forms.ChoiceField(label=_("Role"), choices=coded(Role.values, blank="—"))
    order = forms.IntegerField(label=_("Told as number"), min_value=1, max_value=9, initial=1)
    since = forms.DateTimeField(label=_("From"), widget=MomentPicker())
    until = forms.DateTimeField(label=_("Until"), widget=MomentPicker())

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts
        self.fields["account"].label_from_instance = lambda account: " · ".join(
            filter(None, (account.username, account.first_name))
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a turn that ends before it begins."""
        cleaned = super().clean()
        if not self.errors and cleaned["until"] <= cleaned["since"]:
            self.add_error("until", _("It must end after it begins."))
        return cleaned
