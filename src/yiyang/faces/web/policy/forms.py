"""Forms of the policy desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.pickers import DayPicker
from yiyang.faces.web.policy.shown import written
from yiyang.faces.web.templatetags.yiyang_text import label, named, say
from yiyang.kernel.messages import Message
from yiyang.kernel.strict_yaml import BadYaml, parse_yaml
from yiyang.network.models import Place
from yiyang.policy.book import NATION, Line, Mark, jurisdictions

TREES = ("codes", "table")


class DayForm(forms.Form):
    """The day at which the book is read; today where none is given."""

    day = forms.DateField(label=_("In force on"), required=False, widget=DayPicker())


class SearchForm(DayForm):
    """What to look for in the book."""

    field_order = ("q", "mark", "day")

    q = forms.CharField(label=_("Key or title"), required=False)
    mark = forms.ChoiceField(label=_("Evidence"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = [(mark.value, label(f"MARK_{mark.upper()}")) for mark in Mark]
        self.fields["mark"].choices = [("", _("all")), *marks]


class AdoptForm(forms.Form):
    """A value set by a signed local document."""

    place = forms.ChoiceField(label=_("Applies to"))
    starts_on = forms.DateField(label=_("In force from"), widget=DayPicker())
    value = forms.CharField(label=_("Value"))
    document_number = forms.CharField(label=_("Number of the document"), max_length=80)
    signer = forms.CharField(label=_("Signed by"), max_length=60)
    signed_on = forms.DateField(label=_("Signed on"), widget=DayPicker())

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line
        self.fields["place"].choices = _places()
        self.fields["value"].initial = written(line.value)
        if line.unit in TREES:
            self.fields["value"].widget = forms.Textarea(attrs={"rows": 12, "spellcheck": "false"})
            self.fields["value"].help_text = _(
                "Keep the form of the present value: names, colons, quoted numbers."
            )

    def clean_value(self) -> Any:
        """Return the value as the book holds it: text, a list or a table of text."""
        text = self.cleaned_data["value"]
        if self.line.unit not in TREES:
            return text.strip()
        try:
            return parse_yaml(text)
        except BadYaml as error:
            raise forms.ValidationError(
                _("This is not written like the present value: %(fault)s"),
                params={"fault": say(Message(error.code, error.params))},
            ) from error


def _places() -> list[tuple[str, str]]:
    """Return this node's district, city and province, by name; the nation adopts nothing here."""
    codes = [code for code in jurisdictions(settings.PLACE) if code != NATION]
    rows = {place.code: place for place in Place.objects.filter(code__in=codes)}
    return [
        (code, named(rows[code]) if code in rows else code)
        for code in codes
        if code in rows or code == settings.PLACE
    ]
