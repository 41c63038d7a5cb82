"""Forms of teams and practice places."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.choices import coded
from yiyang.faces.web.people.forms import InstitutionField
from yiyang.faces.web.pickers import DayPicker, MomentPicker, OwnIds
from yiyang.faces.web.templatetags.yiyang_text import label_or_code, named
from yiyang.network.models import Institution, Practitioner, Team, TeamMember
from yiyang.policy.book import Reading


class PractitionerField(forms.ModelChoiceField):
    """Somebody by name, profession and specialty."""

    def label_from_instance(self, obj: Practitioner) -> str:
        """Return who it is, as a desk tells people apart."""
        parts = [obj.name, label_or_code(obj.profession)]
        parts += [label_or_code(obj.specialty)] if obj.specialty else []
        return " · ".join([*parts, obj.code])


class TeamForm(forms.Form):
    """A new team with the family doctor who leads it."""

    code = forms.CharField(label=_("Code"), max_length=32)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    lead = PractitionerField(label=_("Led by"), queryset=Practitioner.objects.none())

    def __init__(self, *args: Any, doctors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = doctors


class TeamNamesForm(forms.Form):
    """A team's names, and whether it takes on people."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    is_open = forms.BooleanField(label=_("The team takes on people"), required=False)

    @staticmethod
    def initial_of(team: Team) -> dict[str, Any]:
        """Return a team as the form shows it."""
        return {name: getattr(team, name) for name in TeamNamesForm.base_fields}


class JoinForm(OwnIds, forms.Form):
    """Somebody who joins a team."""

    practitioner = PractitionerField(label=_("Staff member"), queryset=Practitioner.objects.none())
    duty = forms.ChoiceField(label=_("Duty in the team"))
    leads = forms.BooleanField(label=_("Leads the team"), required=False)
    most = forms.IntegerField(
        label=_("Looks after at most"),
        min_value=0,
        required=False,
        help_text=_("Left empty, the number of the policy book for the duty."),
    )

    def __init__(self, *args: Any, candidates: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practitioner"].queryset = candidates
        self.fields["duty"].choices = coded(reading.table("contracting.team_duties"))


class OfferForm(OwnIds, forms.Form):
    """A service project that a team would offer."""

    code = forms.ChoiceField(label=_("Service project"))

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = coded(reading.table("contracting.service_projects"))


class TurnForm(OwnIds, forms.Form):
    """A member of a team at work for it."""

    practitioner = PractitionerField(label=_("Staff member"), queryset=Practitioner.objects.none())
    since = forms.DateTimeField(label=_("From"), widget=MomentPicker())
    until = forms.DateTimeField(label=_("Until"), widget=MomentPicker())

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Practitioner.objects.filter(teams__team=team)
        self.fields["practitioner"].queryset = mine.order_by("name", "code")


class LimitForm(forms.Form):
    """How many people a member looks after at most."""

    most = forms.IntegerField(label=_("Looks after at most"), min_value=0, required=False)


class TakeOnForm(forms.Form):
    """Who of the team is to look after somebody."""

    member = forms.ModelChoiceField(label=_("Looked after by"), queryset=TeamMember.objects.none())

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = team.members.select_related("practitioner")
        self.fields["member"].label_from_instance = _member


def _member(member: TeamMember) -> str:
    load = f"{member.people}/{member.most}" if member.most is not None else str(member.people)
    return f"{member.practitioner.name} · {label_or_code(member.duty)} · {load}"


class PlaceForm(OwnIds, forms.Form):
    """One more practice place of somebody."""

    institution = InstitutionField(label=_("Institution"), queryset=Institution.objects.none())
    since = forms.DateField(label=_("First day"), widget=DayPicker())
    until = forms.DateField(
        label=_("Until (first day without it)"), widget=DayPicker(), required=False
    )

    def __init__(self, *args: Any, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions


class EndPlaceForm(OwnIds, forms.Form):
    """The first day without a practice place."""

    on = forms.DateField(label=_("Until (first day without it)"), widget=DayPicker())


class HereForm(OwnIds, forms.Form):
    """An institution where somebody is registered as a family doctor."""

    institution = forms.ModelChoiceField(
        label=_("Institution"), queryset=Institution.objects.none()
    )

    def __init__(self, *args: Any, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions
        self.fields["institution"].label_from_instance = named
