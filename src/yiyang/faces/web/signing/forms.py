"""What is filled in to sign, to end, and to let an agreement rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from yiyang.faces.web.choices import coded
from yiyang.faces.web.pickers import DayPicker
from yiyang.faces.web.templatetags.yiyang_text import label_or_code, named, yuan
from yiyang.key_groups.selectors import groups_of_all
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.agreements.facts import CITY, DISTRICT, FAMILY, PERSON
from yiyang.rules.packages import BASIC, Package, packages
from yiyang.signing.facts import MemberWish, Wish
from yiyang.signing.finding import DoctorNear, hospitals_of, place_on, way_to

DISTRICT_LEVEL, CITY_LEVEL = 2, 3


class WishForm(forms.Form):
    """Whom to sign with, for how long, with which packages and hospitals."""

    doctor = forms.ChoiceField(label=_("Family doctor"), widget=forms.RadioSelect)
    packages = forms.MultipleChoiceField(
        label=_("Packages"), widget=forms.CheckboxSelectMultiple, initial=[BASIC]
    )
    years = forms.ChoiceField(label=_("For how long"), widget=forms.RadioSelect, initial="1")
    district = forms.ChoiceField(
        label=_("District hospital"),
        required=False,
        help_text=_("For a 1+1+1 combination choose one district and one city hospital."),
    )
    city = forms.ChoiceField(label=_("City hospital"), required=False)
    others = forms.MultipleChoiceField(
        label=_("Sign these people with you as a family"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        person: Person,
        doctors: Sequence[DoctorNear],
        others: Sequence[Person],
        reading: Reading,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.reading = person, reading
        self.fields["doctor"].choices = [(one.key, doctor_label(one)) for one in doctors]
        self.fields["packages"].choices = [
            (code, package_label(one)) for code, one in packages(reading).items()
        ]
        terms = reading.codes("agreements.terms")
        self.fields["years"].choices = [(years, years_label(int(years))) for years in terms]
        self._hospitals()
        self.fields["others"].choices = [(str(one.pk), one.name) for one in others]
        if not others:
            del self.fields["others"]
        self._begin_with_what_is_held(doctors)

    def _begin_with_what_is_held(self, doctors: Sequence[DoctorNear]) -> None:
        """Begin with the packages and hospitals the person has; near the end, with the doctor.

        A package that is meant for a group the person is no longer of is left out.
        """
        window = self.reading.duration("agreements.renewal_window")
        held = place_on(self.person.pk, self.reading.day, window)
        if held is None:
            return
        groups = groups_of_all([self.person.pk], self.reading.day).get(self.person.pk, ())
        fits = {
            code
            for code, one in packages(self.reading).items()
            if not one.groups or set(one.groups) & set(groups)
        }
        self.initial["packages"] = [code for code in held.packages if code in fits] or [BASIC]
        for name, slot in (("district", DISTRICT), ("city", CITY)):
            other = held.agreement.members.filter(person=self.person.pk, slot=slot).first()
            self.initial[name] = str(other.institution_id) if other else ""
        if held.span.upper is not None and held.span.upper - window <= self.reading.day:
            key = f"{held.institution_id}-{held.practitioner_id}-"
            same = [one.key for one in doctors if one.key.startswith(key)]
            self.initial["doctor"] = same[0] if same else None

    def _hospitals(self) -> None:
        code = self.person.place.code if self.person.place else "-"
        for name, level in (("district", DISTRICT_LEVEL), ("city", CITY_LEVEL)):
            rows = hospitals_of(level, code)
            self.fields[name].choices = [("", "—"), *((str(r.pk), named(r)) for r in rows)]

    def wish(self, *, first_day: date | None = None) -> Wish:
        """Return what is wished; how each comes to the doctor follows from what they have."""
        given = self.cleaned_data
        institution_id, practitioner_id, team_id = map(int, given["doctor"].split("-"))
        keys = [self.person.pk, *map(int, given.get("others") or ())]
        people = []
        for key in keys:
            way, replaces = way_to(
                key,
                institution_id=institution_id,
                practitioner_id=practitioner_id,
                reading=self.reading,
            )
            people.append(MemberWish(key, tuple(given["packages"]), way, replaces))
        return Wish(
            form=FAMILY if len(people) > 1 else PERSON,
            years=int(given["years"]),
            institution_id=institution_id,
            practitioner_id=practitioner_id,
            team_id=team_id or None,
            district_id=_key(given["district"]),
            city_id=_key(given["city"]),
            people=tuple(people),
            first_day=first_day,
        )


class CodeForm(forms.Form):
    """The one-time code."""

    code = forms.CharField(
        label=_("One-time code"),
        max_length=12,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class EndForm(forms.Form):
    """Why and from which day an agreement ends."""

    reason = forms.ChoiceField(label=_("Why"))
    ends_on = forms.DateField(label=_("First day without it"), widget=DayPicker())

    def __init__(self, *args: Any, reasons: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = coded(reasons, "END_", blank="—")()


class RestForm(forms.Form):
    """Why an agreement rests."""

    reason = forms.ChoiceField(label=_("Why it rests"))

    def __init__(self, *args: Any, reasons: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = coded(reasons, "REST_", blank="—")()


class PresentForm(forms.Form):
    """Who stands before the desk, by their identity card."""

    name = forms.CharField(label=_("Name"), max_length=120)
    resident_id = forms.CharField(
        label=_("Resident id"), max_length=18, widget=forms.TextInput({"autocomplete": "off"})
    )


def doctor_label(one: DoctorNear) -> str:
    """Return a doctor in words: name, team or institution, distance, places left."""
    where = named(one.team) if one.team is not None else named(one.institution)
    parts = [one.name, where]
    if one.metres is not None:
        parts.append(f"{one.metres} m")
    left = one.places_left
    parts.append(ngettext("%(n)s place left", "%(n)s places left", left) % {"n": left})
    return " · ".join(parts)


def package_label(package: Package) -> str:
    """Return a package in words: name and price a year."""
    price = yuan(package.price_fen) if package.price_fen else _("free of charge")
    return f"{label_or_code(f'PACKAGE_{package.code}')} · {price}"


def years_label(years: int) -> str:
    """Return a term in words."""
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


def _key(text: str) -> int | None:
    return int(text) if text else None
