"""What is filled in to let somebody see a record, to forbid it, and to narrow a consent."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiyang.access.models import Assignment, Grant
from yiyang.access.visibility import SCOPES
from yiyang.consents.facts import Wish
from yiyang.consents.models import Consent, ExportRequest
from yiyang.consents.selectors import (
    colleagues,
    place_of,
    possible_institutions,
    possible_relatives,
)
from yiyang.consents.services.exports import Wish as ExportWish
from yiyang.decisions.services import read_book
from yiyang.faces.web.choices import coded
from yiyang.faces.web.pickers import DayPicker
from yiyang.faces.web.templatetags.consents import field_name
from yiyang.faces.web.templatetags.yiyang_text import label, label_or_code, with_node
from yiyang.people.models import Identifier, Person
from yiyang.people.selectors import person_by_identifier

EVERYBODY = "E"
OWN_ACCOUNT = "PERSON"


def grantees(person: Person, *, relatives: bool) -> list[tuple[str, str]]:
    """Return whom a person may name: relatives with an account, institutions of the district."""
    found = []
    if relatives:
        found += [
            (f"A-{one.account_id}", f"{one.name} ({label_or_code(one.relation)})")
            for one in possible_relatives(person)
        ]
    return found + [
        (f"I-{one.pk}", with_node(one))
        for one in possible_institutions(person).select_related("partner__node")
    ]


class PermitForm(forms.Form):
    """Who may see how much for what, until when."""

    grantee = forms.ChoiceField(label=_("Who may see it"))
    scope = forms.ChoiceField(
        label=_("How much they see"),
        choices=coded(reversed(SCOPES), "SCOPE_"),
        widget=forms.RadioSelect,
        initial=Grant.Scope.SUMMARY,
    )
    purpose = forms.ChoiceField(
        label=_("What for (institutions)"),
        help_text=_("A relative always looks and acts for you."),
        choices=coded(("CARE", "TRANSFER"), "PURPOSE_"),
        initial="CARE",
    )
    until = forms.DateField(label=_("Until (the last day)"), widget=DayPicker())

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["grantee"].choices = grantees(person, relatives=True)

    def wish(self) -> Wish:
        """Return what is wished."""
        given = self.cleaned_data
        letter, key = given["grantee"].split("-")
        to_relative = letter == "A"
        return Wish(
            person_id=self.person.pk,
            kind=Consent.Kind.PERMIT,
            grantee_kind=Consent.Grantee.ACCOUNT if to_relative else Consent.Grantee.INSTITUTION,
            purpose=Grant.Purpose.SELF if to_relative else given["purpose"],
            scope=given["scope"],
            grantee_key=int(key),
            until=end_of(given["until"]),
        )


class ForbidForm(forms.Form):
    """Whom to forbid, and what."""

    grantee = forms.ChoiceField(label=_("Who may not see it"))
    categories = forms.MultipleChoiceField(
        label=_("Only these parts"),
        help_text=_("Choose none to forbid everything."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, person: Person, categories: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        every = (EVERYBODY, label("CONSENT_EVERYBODY_NAMED"))
        self.fields["grantee"].choices = [every, *grantees(person, relatives=False)]
        self.fields["categories"].choices = coded(categories, "CATEGORY_")()

    def wish(self) -> Wish:
        """Return what is wished."""
        given = self.cleaned_data
        all_of_them = given["grantee"] == EVERYBODY
        return Wish(
            person_id=self.person.pk,
            kind=Consent.Kind.DENY,
            grantee_kind="EVERYBODY" if all_of_them else "INSTITUTION",
            categories=tuple(given["categories"]),
            grantee_key=None if all_of_them else int(given["grantee"].split("-")[1]),
        )


class NarrowForm(forms.Form):
    """Less to see, or a nearer end."""

    scope = forms.ChoiceField(label=_("How much they see"), widget=forms.RadioSelect)
    until = forms.DateField(label=_("Until (the last day)"), widget=DayPicker())

    def __init__(self, *args: Any, consent: Consent, **kwargs: Any) -> None:
        last = last_day(consent.span.upper) if consent.span.upper else None
        super().__init__(*args, initial={"scope": consent.scope, "until": last}, **kwargs)
        fewer = SCOPES[: SCOPES.index(consent.scope) + 1] if consent.scope else ()
        self.fields["scope"].choices = coded(reversed(fewer), "SCOPE_")()

    def end(self) -> datetime:
        """Return the first moment without it."""
        return end_of(self.cleaned_data["until"])


class CodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Code from the notice"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


def end_of(day: date) -> datetime:
    """Return the first moment after a day, in local time."""
    after = day + timedelta(days=1)
    return timezone.make_aware(datetime.combine(after, datetime.min.time()))


def last_day(until: datetime) -> date:
    """Return the last whole day before a moment."""
    return timezone.localdate(until - timedelta(microseconds=1))


class PaperForm(PermitForm):
    """A consent on paper: who signed it, and who was the witness."""

    signer = forms.ChoiceField(
        label=_("Who signed"),
        choices=coded(("PERSON", "REPRESENTATIVE"), "CONSENT_SIGNER_", blank="—"),
    )
    witness = forms.ChoiceField(
        label=_("Witness"), help_text=_("A colleague of yours who saw the person sign")
    )

    def __init__(self, *args: Any, person: Person, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["witness"].choices = [
            (str(one.pk), one.first_name or one.username) for one in colleagues(assignment)
        ]


class AccountForm(forms.Form):
    """Whose account it is, and its user name."""

    who = forms.ChoiceField(label=_("Whose account"), widget=forms.RadioSelect)
    username = forms.CharField(label=_("User name"), max_length=150)
    seen = forms.BooleanField(
        label=_("I have seen them and their identity card"),
        help_text=_("A relative sees nothing by this alone: the person has to consent."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [
            (OWN_ACCOUNT, person.name),
            *(
                (str(one.pk), f"{one.name} ({label_or_code(one.relation)})")
                for one in person.relatives.order_by("pk")
            ),
        ]


class EmergencyForm(forms.Form):
    """Whose record, why, and in words."""

    system = forms.ChoiceField(label=_("Kind of number"))
    number = forms.CharField(label=_("Number"), max_length=64)
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What has happened"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person_id = 0
        reasons = read_book(day).lenient().codes("consents.emergency_reasons")
        self.fields["reason"].choices = coded(reasons)()
        self.fields["system"].choices = [
            (Identifier.System.RESIDENT_ID, _("Citizen id")),
            (Identifier.System.HEALTH_RECORD, _("Health record number")),
            (Identifier.System.INSURANCE, _("Insurance number")),
        ]

    def clean(self) -> dict[str, Any]:
        """Find the person by the whole number."""
        given = super().clean()
        if not self.errors:
            found = person_by_identifier(given["system"], given["number"].strip())
            if found is None:
                self.add_error("number", _("Nobody is known by this number."))
            else:
                self.person_id = found
        return given


class ExportForm(forms.Form):
    """What is to leave, why, to whom, until when."""

    kind = forms.ChoiceField(
        label=_("What"), choices=coded(ExportRequest.Kind.values, "EXPORT_KIND_")
    )
    fields_asked = forms.MultipleChoiceField(
        label=_("Fields or types"), widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    recipient = forms.CharField(label=_("To whom"), max_length=200)
    hours = forms.IntegerField(label=_("Open for (hours)"), min_value=1, initial=24)

    def __init__(self, *args: Any, assignment: Assignment, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment, self.at = assignment, at
        known = read_book(timezone.localdate(at)).table("consents.export_fields")
        self.fields["fields_asked"].choices = [
            (name, f"{label(f'EXPORT_KIND_{kind}')}: {field_name(name)}")
            for kind, names in known.items()
            for name in names
        ]

    def wish(self) -> ExportWish:
        """Return what is wished."""
        given = self.cleaned_data
        return ExportWish(
            kind=given["kind"],
            place_id=place_of(self.assignment),
            fields=tuple(given["fields_asked"]),
            reason=given["reason"],
            recipient=given["recipient"],
            expires_at=self.at + timedelta(hours=given["hours"]),
        )
