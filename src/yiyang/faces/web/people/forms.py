"""Forms about people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.choices import coded
from yiyang.faces.web.pickers import DayPicker
from yiyang.faces.web.templatetags.yiyang_text import named, say
from yiyang.kernel.money import fen_from_yuan, yuan_from_fen
from yiyang.network.models import Institution, Place
from yiyang.people.checks import identity_findings
from yiyang.people.identifiers import resident_id_findings
from yiyang.people.models import Person
from yiyang.people.services import Identity, Living

RELATIONS = ("SPOUSE", "CHILD", "SIBLING", "OTHER_KIN", "GUARDIAN")
CHOICES = 5  # the ranks a person may fill
METRES = 1000
NOT_KNOWN = Person.Household.NOT_KNOWN


class PlaceField(forms.ModelChoiceField):
    """A place by its name in the reader's language."""

    def label_from_instance(self, obj: Place) -> str:
        """Return the place's name."""
        return named(obj)


class InstitutionField(forms.ModelChoiceField):
    """An institution by its name in the reader's language."""

    def label_from_instance(self, obj: Institution) -> str:
        """Return the institution's name."""
        return named(obj)


class PersonForm(forms.Form):
    """Who somebody is and how they live."""

    name = forms.CharField(label=_("Name"), max_length=120)
    sex = forms.ChoiceField(label=_("Sex"), choices=coded(Person.Sex.values, "SEX_", blank="—"))
    born_on = forms.DateField(label=_("Date of birth"), required=False, widget=DayPicker())
    place = PlaceField(label=_("Sub-district"), queryset=Place.objects.none(), required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    household = forms.ChoiceField(
        label=_("Household"), choices=coded(Person.Household.values, blank="—")
    )
    has_carer = forms.TypedChoiceField(  # answered, not ticked: who waits for a bed ranks by it
        label=_("Has a carer at home"),
        choices=(("", "—"), (True, _("Yes")), (False, _("No")), (NOT_KNOWN, _("not known"))),
        coerce=lambda given: None if given == NOT_KNOWN else given == str(True),
        empty_value="",
    )
    low_income = forms.BooleanField(label=_("Low income"), required=False)
    special_family = forms.BooleanField(label=_("Special family-planning family"), required=False)
    farthest = forms.DecimalField(
        label=_("Farthest distance, km"), min_value=0, max_value=1000, required=False
    )
    budget = forms.DecimalField(
        label=_("Budget a month, yuan"), min_value=0, decimal_places=2, required=False
    )
    subsidy_class = forms.CharField(label=_("Subsidy class"), max_length=16, required=False)

    def __init__(self, *args: Any, places: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["place"].queryset = places

    def clean(self) -> dict[str, Any]:
        """Name every fault beside its field."""
        cleaned = super().clean()
        if not self.errors:
            for finding in identity_findings(self.identity(), self.day):
                self.add_error(finding.where, say(finding.message))
        return cleaned

    def identity(self, before: Person | None = None) -> Identity:
        """Return who the person is; what the form does not ask stays as ``before``."""
        given = self.cleaned_data
        return Identity(
            name=given["name"],
            sex=given["sex"],
            born_on=given["born_on"],
            place_id=given["place"].pk if given["place"] else None,
            address=given["address"],
            phone=given["phone"],
            lon=before.lon if before else None,
            lat=before.lat if before else None,
            language=before.language if before else "zh-hans",
        )

    def living(self) -> Living:
        """Return how the person lives."""
        given = self.cleaned_data
        plain = ("household", "has_carer", "low_income", "special_family", "subsidy_class")
        budget, farthest = given["budget"], given["farthest"]
        return Living(
            **{name: given[name] for name in plain},
            max_distance_metres=None if farthest is None else int(farthest * METRES),
            budget_fen_per_month=None if budget is None else fen_from_yuan(str(budget)),
        )

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """Return a person as the form shows them."""
        same = (
            *("name", "sex", "born_on", "place", "address", "phone", "household"),
            *("has_carer", "low_income", "special_family", "subsidy_class"),
        )
        budget, farthest = person.budget_fen_per_month, person.max_distance_metres
        return {name: getattr(person, name) for name in same} | {
            "has_carer": NOT_KNOWN if person.has_carer is None else person.has_carer,
            "budget": None if budget is None else yuan_from_fen(budget),
            "farthest": None if farthest is None else farthest / METRES,
        }


class NewPersonForm(PersonForm):
    """A person not yet registered, with a resident id where there is one."""

    resident_id = forms.CharField(
        label=_("Resident id"),
        max_length=18,
        required=False,
        help_text=_("Kept encrypted; shown by its last four characters only."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    field_order = ("resident_id",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].required = True  # who lives nowhere would be seen by nobody

    def clean(self) -> dict[str, Any]:
        """Check the resident id by itself and beside birth and sex."""
        cleaned = super().clean()
        if cleaned.get("resident_id"):
            found = resident_id_findings(
                cleaned["resident_id"], cleaned.get("born_on"), cleaned.get("sex", "0")
            )
            for finding in found:
                self.add_error("resident_id", say(finding.message))
        return cleaned


class RelativeForm(forms.Form):
    """A relative or representative."""

    name = forms.CharField(label=_("Name"), max_length=120)
    relation = forms.ChoiceField(label=_("Relation"), choices=coded(RELATIONS, blank="—"))
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    is_representative = forms.BooleanField(label=_("Represents the person"), required=False)
    is_carer = forms.BooleanField(label=_("Cares for the person at home"), required=False)


class WishesForm(forms.Form):
    """Up to five institutions, first choice first."""

    def __init__(self, *args: Any, institutions: Any, chosen: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rank in range(1, CHOICES + 1):
            self.fields[f"choice_{rank}"] = InstitutionField(
                label=_("Choice %(rank)s") % {"rank": rank},
                queryset=institutions,
                required=False,
                initial=chosen[rank - 1] if rank <= len(chosen) else None,
            )

    def institution_ids(self) -> list[int]:
        """Return the institutions chosen, without the empty ranks."""
        given = (self.cleaned_data[f"choice_{rank}"] for rank in range(1, CHOICES + 1))
        return [institution.pk for institution in given if institution is not None]
