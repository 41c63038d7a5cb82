"""Forms of the alarm desk."""

from __future__ import annotations

import csv
import io
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yiyang.beds.models import Transfer
from yiyang.faces.web.choices import coded
from yiyang.network.models import Bed, BedKind, Place, Practitioner
from yiyang.people.models import Person
from yiyang.vigilance.services import Invented

LEVELS = ("I", "II", "III", "IV")
KINDS = (BedKind.HOSPITAL_BED, BedKind.INSTITUTION_BED)
MOST_CASES, MOST_SCORE, LONGEST = 500, 20, 500
COLUMNS = 4
YES = {"1": True, "0": False}


class ExerciseForm(forms.Form):
    """Which syndrome is exercised."""

    syndrome = forms.ChoiceField(label=_("Syndrome"))
    note = forms.CharField(label=_("What is exercised"), max_length=LONGEST)

    def __init__(self, *args: Any, syndromes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["syndrome"].choices = coded(syndromes)


class NoteForm(forms.Form):
    """Why something is done."""

    note = forms.CharField(label=_("Reason"), max_length=LONGEST, required=False)


class DeclareForm(NoteForm):
    """The level of an outbreak; left empty it is the one that the numbers reach."""

    level = forms.ChoiceField(
        label=_("Level"), required=False,
        choices=coded(LEVELS, "LEVEL_", blank=_("By the standard")),
    )  # fmt: skip
    field_order = ("level", "note")


class AskForm(forms.Form):
    """Which kind of bed the institutions within the scope are asked for."""

    kind = forms.ChoiceField(label=_("Kind of bed"), choices=coded(KINDS))


class InventForm(forms.Form):
    """Invented cases of an exercise: a line each."""

    cases = forms.CharField(
        label=_("Invented cases"),
        help_text=_("A line each: sex (1 man, 2 woman), NEWS2, oxygen (1 or 0), place code."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_cases(self) -> list[Invented]:
        """Refuse lines that are none, telling each."""
        found, faults = [], []
        lines = list(csv.reader(io.StringIO(self.cleaned_data["cases"].strip())))
        places = dict(
            Place.objects.filter(code__in=[x[3].strip() for x in lines if len(x) == COLUMNS])
            .values_list("code", "pk")
        )  # fmt: skip
        for n, cells in enumerate(lines[:MOST_CASES], start=1):
            one = _invented([cell.strip() for cell in cells], places)
            if one is None:
                faults.append(_now("Line %(n)s is no case.") % {"n": n})
            else:
                found.append(one)
        if len(lines) > MOST_CASES:
            faults.append(_now("More than %(most)s cases.") % {"most": MOST_CASES})
        if faults:
            raise forms.ValidationError(faults)
        return found


def _invented(cells: list[str], places: dict[str, int]) -> Invented | None:
    if len(cells) != COLUMNS or cells[0] not in Person.Sex.values or cells[2] not in YES:
        return None
    is_score = cells[1].isascii() and cells[1].isdigit() and len(cells[1]) <= len(str(MOST_SCORE))
    if not is_score or int(cells[1]) > MOST_SCORE or cells[3] not in places:
        return None
    return Invented(cells[0], int(cells[1]), YES[cells[2]], places[cells[3]])


class _TransferField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Transfer) -> str:
        return _now("Case %(n)s") % {"n": obj.case_id}


class TakeInForm(forms.Form):
    """Somebody who waits for a bed, and how ill they are."""

    transfer = _TransferField(label=_("Transfer that waits"), queryset=Transfer.objects.none())
    news2 = forms.IntegerField(label=_("NEWS2"), min_value=0, max_value=MOST_SCORE)
    needs_oxygen = forms.BooleanField(label=_("Needs oxygen"), required=False)

    def __init__(self, *args: Any, waiting: QuerySet[Transfer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["transfer"].queryset = waiting


class _BedsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Bed) -> str:
        return f"{obj.code} {obj.room}".strip()


class _StaffField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Practitioner) -> str:
        return f"{obj.name} {obj.code}"


class PledgeForm(forms.Form):
    """Which beds and who of the staff go to the pool; nothing ticked is a refusal."""

    beds = _BedsField(
        label=_("Beds"), queryset=Bed.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    staff = _StaffField(
        label=_("Doctors and nurses"), queryset=Practitioner.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *args: Any, beds: QuerySet[Bed], staff: QuerySet[Practitioner], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beds"].queryset = beds
        self.fields["staff"].queryset = staff
