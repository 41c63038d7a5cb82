"""What is filled in of a partner node, of an institution of one, and to send to one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yiyang.exchange.models import Node
from yiyang.exchange.selectors import partners_open
from yiyang.exchange.services import Agreed, Partner
from yiyang.exchange.services.mapping import read_map
from yiyang.exchange.services.registering import faults_of, position_faults
from yiyang.faces.web.choices import coded
from yiyang.faces.web.clients.forms import KeysField
from yiyang.faces.web.pickers import DayPicker
from yiyang.faces.web.templatetags.yiyang_text import with_node
from yiyang.faces.wording import say_in
from yiyang.network.models import InstitutionKind
from yiyang.rules.exchange import IMAGES, KINDS, RESULTS, SUMMARY

MOST_BYTES = 5 * 1024 * 1024
MOST_FAULTS = 20
ANY_CODE = "node"  # of a node whose code stands already


class AgreedForm(forms.Form):
    """What was agreed with a node."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    address = forms.CharField(
        label=_("Its address"),
        help_text=_("https://… as its own operator gives it"),
        max_length=200,
    )
    client_id_there = forms.CharField(
        label=_("Our client_id there"),
        help_text=_("What it calls us; empty until it has registered us"),
        max_length=64,
        required=False,
    )
    contents = forms.MultipleChoiceField(
        label=_("What is exchanged"), widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(label=_("From"), widget=DayPicker())
    until = forms.DateField(
        label=_("Until (excluded; empty: no end)"),
        widget=DayPicker(),
        required=False,
    )
    keys = KeysField(
        label=_("Its public keys (JWK set)"),
        help_text=_("Empty: those it has"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contents"].choices = coded(KINDS, "CONTENT_")()

    def clean(self) -> dict[str, Any]:
        """Show every fault beside its field."""
        given = super().clean() or {}
        if not self.errors:
            language = get_language() or "zh-hans"
            for found in faults_of(self.agreed(given.get("code", ANY_CODE))):
                where = found.where if found.where in self.fields else None
                self.add_error(where, say_in(found.message, language))
        return given

    def agreed(self, code: str) -> Agreed:
        """Return what was agreed with the node of a code."""
        given = self.cleaned_data
        return Agreed(
            code=code,
            name_zh=given["name_zh"],
            name_en=given["name_en"],
            address=given["address"],
            contents=tuple(given["contents"]),
            since=given["since"],
            until=given["until"],
            client_id_there=given["client_id_there"],
        )

    @staticmethod
    def initial_of(node: Node) -> dict[str, Any]:
        """Return what stands of a node."""
        return {
            "name_zh": node.name_zh,
            "name_en": node.name_en,
            "address": node.address,
            "client_id_there": node.client_id_there,
            "contents": node.contents,
            "since": node.agreed.lower,
            "until": node.agreed.upper,
        }


class PartnerForm(forms.Form):
    """An institution of a node."""

    institution_code = forms.CharField(label=_("Code of the institution there"), max_length=24)
    institution_zh = forms.CharField(label=_("Its name in Chinese"), max_length=120)
    institution_en = forms.CharField(label=_("Its name in English"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"))
    level = forms.IntegerField(label=_("Level (0 to 3)"), min_value=0, max_value=3, required=False)
    lon = forms.FloatField(label=_("Longitude"))
    lat = forms.FloatField(label=_("Latitude"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = coded(InstitutionKind.values)()

    def clean(self) -> dict[str, Any]:
        """Show a position that is none beside its field."""
        given = super().clean() or {}
        if not self.errors:
            for found in position_faults(self.partner()):
                self.add_error(found.where, say_in(found.message, get_language() or "zh-hans"))
        return given

    def partner(self) -> Partner:
        """Return the institution."""
        given = self.cleaned_data
        return Partner(
            code=given["institution_code"],
            name_zh=given["institution_zh"],
            name_en=given["institution_en"],
            kind=given["kind"],
            level=given["level"],
            lon=given["lon"],
            lat=given["lat"],
        )


class NewNodeForm(PartnerForm, AgreedForm):
    """A node, with the first of its institutions."""

    code = forms.CharField(
        label=_("Code of the node"),
        help_text=_("A division code, such as 310115, unless the two agreed otherwise"),
        max_length=24,
    )
    field_order = ("code", "name_zh", "name_en", "address", "keys", "client_id_there", "contents")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": timezone.localdate()}, **kwargs)
        self.fields["keys"].required = True
        self.fields["keys"].help_text = _("As its operator has sent them")


class MapForm(forms.Form):
    """A ConceptMap as a file."""

    file = forms.FileField(label=_("ConceptMap (JSON)"))

    def clean_file(self) -> bytes:
        """Return the content of the file."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large."))
        body = bytes(file.read())
        language = get_language() or "zh-hans"
        _version, _codes, faults = read_map(body)
        if faults:
            raise forms.ValidationError(
                [f"{one.where}: {say_in(one.message, language)}" for one in faults[:MOST_FAULTS]]
            )
        return body


class SendForm(forms.Form):
    """To whom, and what of the record."""

    institution = forms.ChoiceField(label=_("For which institution"))
    contents = forms.MultipleChoiceField(
        label=_("What is exchanged"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].choices = [
            (str(one.institution_id), with_node(one.institution)) for one in partners_open()
        ]
        self.fields["contents"].choices = coded((SUMMARY, RESULTS, IMAGES), "CONTENT_")()
