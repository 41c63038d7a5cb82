"""Forms of the officers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yiyang.access.models import Assignment, Role
from yiyang.faces.web.pickers import Unseen
from yiyang.faces.web.templatetags.yiyang_text import label, named
from yiyang.network.models import Institution, Place
from yiyang.people.models import Identifier

PERSON_NUMBER = "PERSON_NUMBER"


class NamedChoice(forms.ModelChoiceField):
    """A choice among rows that have a name in both languages."""

    def label_from_instance(self, row: Any) -> str:
        """Return the row's name in the language of the page."""
        return named(row)


class RoleForm(forms.Form):
    """A role, and the institution or place it is for: only those in the officer's place."""

    role = forms.ChoiceField(label=_("Role"))
    institution = NamedChoice(
        Institution.objects.none(),
        required=False,
        label=_("Institution"),
        help_text=_("For carers, nurses, doctors and the desks of an institution"),
    )
    place = NamedChoice(
        Place.objects.none(),
        required=False,
        label=_("Place"),
        help_text=_("For the roles of a district or sub-district"),
    )

    def __init__(self, *args: Any, officer: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = officer.place.code if officer.place else None
        name = "name_zh" if (get_language() or "zh").startswith("zh") else "name_en"
        self.fields["role"].choices = [(role, label(role)) for role in Role.values]
        if code is not None:
            institutions = Institution.objects.filter(place__code__within=code, is_open=True)
            self.fields["institution"].queryset = institutions.order_by(name)
            self.fields["place"].queryset = Place.objects.filter(code__within=code).order_by("code")

    def organisation(self) -> dict[str, int | str | None]:
        """Return the role and its organisation as a service takes them."""
        chosen = self.cleaned_data
        return {
            "role": chosen["role"],
            "institution_id": chosen["institution"].pk if chosen["institution"] else None,
            "place_id": chosen["place"].pk if chosen["place"] else None,
        }


class InviteForm(RoleForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=_("User name"), max_length=150, validators=[UnicodeUsernameValidator()]
    )
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    field_order = ("username", "name", "role", "institution", "place", "email", "phone")


class WhoLookedForm(forms.Form):
    """A person by a number; names are not asked and not shown."""

    system = forms.ChoiceField(label=_("Kind of number"))
    number = forms.CharField(label=_("Number"), max_length=64)
    changes = forms.BooleanField(label=_("Also show who changed something"), required=False)
    before = forms.IntegerField(required=False, widget=Unseen())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["system"].choices = [
            (PERSON_NUMBER, _("Person number")),
            (Identifier.System.RESIDENT_ID, _("Citizen id")),
            (Identifier.System.HEALTH_RECORD, _("Health record number")),
            (Identifier.System.INSURANCE, _("Insurance number")),
        ]
