"""The form by which a security officer registers an app or a system."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yiyang.access.models import Assignment
from yiyang.clients.checks import Registration, faults_of
from yiyang.clients.models import Client
from yiyang.faces.web.officers.forms import NamedChoice
from yiyang.faces.wording import say_in
from yiyang.network.models import Institution

SYSTEM = "SYSTEM"
LONGEST = 20_000


class KeysField(forms.CharField):
    """A JWK set as text."""

    def __init__(self, **kwargs: Any) -> None:
        area = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})
        super().__init__(max_length=LONGEST, widget=area, **kwargs)

    def clean(self, value: Any) -> dict[str, Any] | None:
        """Return the set, or None where nothing was written."""
        text = super().clean(value)
        if not text:
            return None
        try:
            read = json.loads(text)
        except ValueError as fault:
            raise ValidationError(_("This is no JSON.")) from fault
        if not isinstance(read, dict):
            raise ValidationError(_("This is no JWK set."))
        return read


class KeysForm(forms.Form):
    """New public keys in place of the old."""

    jwks = KeysField(label=_("Public keys (JWK set)"))


class ClientForm(forms.Form):
    """An app or a system of an institution in the officer's place."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    institution = NamedChoice(Institution.objects.none(), label=_("Institution"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (Client.Proof.NONE, _("App without a secret (in a browser or on a phone)")),
            (Client.Proof.SECRET, _("App on a server, with a secret")),
            (Client.Proof.KEYS, _("App on a server, with keys of its own")),
            (SYSTEM, _("System without a user, with keys of its own")),
        ],
    )
    scopes = forms.CharField(
        label=_("Scopes it may ask for"),
        help_text=_("Separated by spaces, such as: openid patient/*.rs"),
        max_length=2000,
    )
    redirect_uris = forms.CharField(
        label=_("Redirect addresses"),
        help_text=_("One on a line, letter by letter as the app sends it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    launch_uri = forms.CharField(
        label=_("Launch address"),
        help_text=_("Where a person's page opens the app; empty if it does not"),
        max_length=300,
        required=False,
    )
    jwks = KeysField(label=_("Public keys (JWK set)"), required=False)
    jwks_uri = forms.CharField(
        label=_("Address of the public keys"),
        help_text=_("Instead of the keys themselves"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, officer: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if officer.place is not None:
            name = "name_zh" if (get_language() or "zh").startswith("zh") else "name_en"
            inside = Institution.objects.filter(place__code__within=officer.place.code)
            self.fields["institution"].queryset = inside.filter(is_open=True).order_by(name)

    def clean(self) -> dict[str, Any]:
        """Show every fault of the registration beside its field."""
        given = super().clean() or {}
        if self.errors:
            return given
        language = get_language() or "zh-hans"
        for finding in faults_of(self.registration()):
            where = finding.where if finding.where in self.fields else None
            self.add_error(where, say_in(finding.message, language))
        return given

    def registration(self) -> Registration:
        """Return what is to be registered."""
        given = self.cleaned_data
        is_system = given["kind"] == SYSTEM
        return Registration(
            name_zh=given["name_zh"],
            name_en=given["name_en"],
            proof=Client.Proof.KEYS if is_system else given["kind"],
            is_system=is_system,
            redirect_uris=tuple(given["redirect_uris"].split()),
            launch_uri=given["launch_uri"],
            scopes=tuple(given["scopes"].split()),
            jwks=given["jwks"],
            jwks_uri=given["jwks_uri"],
        )
