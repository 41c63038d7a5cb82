"""An instrument as a form: one field an item, faults beside the items they name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiyang.assessments.facts import day_of, known_answers, sheet_of
from yiyang.decisions.services import read_book
from yiyang.faces.web.pickers import MomentPicker
from yiyang.faces.wording import say_in
from yiyang.people.models import Person
from yiyang.rules.instruments import Instrument, Item, score_sheet
from yiyang.rules.instruments.sheet import NO, YES
from yiyang.rules.instruments.wording import named

MINUTES = "%Y-%m-%dT%H:%M"


class SheetForm(forms.Form):
    """Every item of an instrument; no field is required here, the rule says what is missing."""

    assessed_at = forms.DateTimeField(
        input_formats=[MINUTES, f"{MINUTES}:%S"],
        widget=MomentPicker(),
    )

    def __init__(self, data: Any = None, *, edition: Instrument, person: Person) -> None:
        self.edition, self.person = edition, person
        self.language = get_language() or "zh-hans"
        now = timezone.now()
        super().__init__(data, initial=known_answers(person, now) | {"assessed_at": now})
        self.fields["assessed_at"].label = _("Time of the assessment")
        for item in edition.items:
            self.fields[item.id] = field_of(item, self.language)

    @property
    def answers(self) -> dict[str, str]:
        """The answers given, by item."""
        return {item.id: self.cleaned_data.get(item.id, "") for item in self.edition.items}

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Return the fields under the headings of the instrument, in the order of its items."""
        heading: str | None = None
        fields: list[forms.BoundField] = []
        for item in self.edition.items:
            if item.group != heading:
                if fields:
                    yield self._heading(heading), fields
                heading, fields = item.group, []
            fields.append(self[item.id])
        yield self._heading(heading), fields

    def _heading(self, group: str | None) -> str:
        return self.edition.groups[group].in_language(self.language) if group else ""

    def clean(self) -> dict[str, Any]:
        """Score the sheet, so that every fault stands beside its item before anything is kept."""
        cleaned = super().clean()
        assessed_at = cleaned.get("assessed_at")
        if isinstance(assessed_at, datetime):
            day = day_of(assessed_at)
            facts = sheet_of(self.person, self.edition, self.answers, day)
            for finding in score_sheet(facts, read_book(day)).findings:
                message = named(self.edition, finding.message, self.language)
                place = finding.where if finding.where in self.fields else None
                self.add_error(place, say_in(message, self.language))
        return cleaned


def field_of(item: Item, language: str) -> forms.Field:
    """Return the field of one item: radio buttons, or a number with the right keyboard."""
    label = item.name.in_language(language)
    help_text = item.help.in_language(language) if item.help else ""
    if item.number is None:
        return forms.CharField(
            label=label,
            help_text=help_text,
            required=False,
            initial=item.default or None,
            widget=forms.RadioSelect(choices=_choices(item, language)),
        )
    unit = f"{item.unit.in_language(language)}，" if item.unit else ""
    bounds = _("%(least)s to %(most)s") % {"least": item.number.least, "most": item.number.most}
    attrs = {
        "type": "number",
        "inputmode": "decimal" if item.number.decimals else "numeric",
        "min": str(item.number.least),
        "max": str(item.number.most),
        "step": "any" if item.number.decimals else "1",
        "autocomplete": "off",
    }
    return forms.CharField(
        label=label,
        help_text=" ".join(filter(None, [help_text, f"{unit}{bounds}".replace("，", ", ")])),
        required=False,
        widget=forms.TextInput(attrs=attrs),
    )


def _choices(item: Item, language: str) -> list[tuple[str, str]]:
    if item.is_flag:
        return [(YES, _("Yes")), (NO, _("No"))]
    return [(option.code, _worded(option, language)) for option in item.options]


def _worded(option: Any, language: str) -> str:
    text = option.text.in_language(language)
    if option.points is None:
        return str(text)
    return _("%(text)s (%(points)s points)") % {"text": text, "points": option.points}
