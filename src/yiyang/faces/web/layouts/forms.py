"""Forms of planning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.choices import coded
from yiyang.faces.web.people.forms import InstitutionField
from yiyang.faces.web.templatetags.yiyang_text import named, say
from yiyang.layouts.facts import NEIGHBOURHOOD
from yiyang.layouts.importing import read_grids
from yiyang.layouts.models import Grid, Layout
from yiyang.layouts.services import LayoutAsk
from yiyang.layouts.services.grids import GridFields
from yiyang.network.models import Institution, InstitutionKind, Place, Team

KINDS = ("CHS", "CHC", "DAY_CARE", "ELDER_SERVICE_CENTRE", "NURSING_STATION")
PLACES = (NEIGHBOURHOOD, "CARE_INSTITUTION", "NURSING_HOME", "DAY_CARE", "ELDER_SERVICE_CENTRE")
MOST_NEW, MOST_METRES, MOST_PEOPLE = 50, 20_000, 1_000_000
SECONDS = 20.0  # of search, by a job
MOST_BYTES = 10_000_000


class LayoutForm(forms.Form):
    """What to open, where it may stand, and what counts as best."""

    title = forms.CharField(label=_("Name of the plan"), max_length=80)
    kind = forms.ChoiceField(label=_("What is opened"), choices=coded(KINDS))
    new = forms.IntegerField(label=_("How many new ones"), min_value=0, max_value=MOST_NEW)
    aim = forms.ChoiceField(
        label=_("What counts as best"), choices=coded(Layout.Aim.values, "AIM_")
    )
    candidate_kinds = forms.MultipleChoiceField(
        label=_("Where they may stand"), choices=coded(PLACES),
        widget=forms.CheckboxSelectMultiple, initial=[NEIGHBOURHOOD],
    )  # fmt: skip
    limit_metres = forms.IntegerField(
        label=_("Farthest way in metres"), required=False, min_value=1, max_value=MOST_METRES,
        help_text=_("Left empty: the circle of the policy book."),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=_("People that one may serve"), required=False, min_value=1, max_value=MOST_PEOPLE,
        help_text=_("Left empty: no limit."),
    )  # fmt: skip

    def ask(self, place: Place) -> LayoutAsk:
        """Return what is asked for a place."""
        given = dict(self.cleaned_data)
        given["candidate_kinds"] = tuple(given["candidate_kinds"])
        return LayoutAsk(place_id=place.pk, seconds=SECONDS, **given)


class ProposeForm(forms.Form):
    """A name for grids that are proposed."""

    title = forms.CharField(label=_("Name of the grids"), max_length=80)


class GridFileForm(forms.Form):
    """Grids of a file, checked whole before anything is kept."""

    title = forms.CharField(label=_("Name of the grids"), max_length=80)
    file = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_("Each area with code, name_zh, name_en, hospital, centre and teams."),
        widget=forms.ClearableFileInput({"accept": ".geojson,.json"}),
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="file_%s", **kwargs)
        self.place = place

    def clean_file(self) -> UploadedFile:
        """Refuse a file with faults, telling them all."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        self.rows, findings = read_grids(file.read(), self.place)
        if findings:
            raise forms.ValidationError([f"{f.where}: {say(f.message)}" for f in findings])
        return file


class _TeamsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Team) -> str:
        return f"{named(obj)} ({named(obj.institution)})"


class GridForm(forms.Form):
    """Who leads a grid and who works in it."""

    name_zh = forms.CharField(label=_("Chinese name"), max_length=60)
    name_en = forms.CharField(label=_("English name"), max_length=80)
    hospital = InstitutionField(
        label=_("Hospital"), queryset=Institution.objects.none(), required=False
    )
    centre = InstitutionField(
        label=_("Centre"), queryset=Institution.objects.none(), required=False
    )
    teams = _TeamsField(
        label=_("Teams"), queryset=Team.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, grid: Grid, **kwargs: Any) -> None:
        initial = {
            "name_zh": grid.name_zh, "name_en": grid.name_en, "hospital": grid.hospital_id,
            "centre": grid.centre_id, "teams": list(grid.teams.values_list("pk", flat=True)),
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        code = grid.set.place.code
        here = Institution.objects.filter(place__code__within=code, is_open=True)
        here = here.order_by("code")
        self.fields["hospital"].queryset = here.filter(kind=InstitutionKind.HOSPITAL)
        self.fields["centre"].queryset = here.filter(
            kind__in=(InstitutionKind.CHC, InstitutionKind.CHS)
        )
        teams = Team.objects.filter(institution__place__code__within=code, is_open=True)
        self.fields["teams"].queryset = teams.select_related("institution").order_by("code")

    def fields_given(self) -> GridFields:
        """Return what was given."""
        given = self.cleaned_data
        hospital, centre = given["hospital"], given["centre"]
        return GridFields(
            given["name_zh"], given["name_en"], hospital.pk if hospital else None,
            centre.pk if centre else None, tuple(team.pk for team in given["teams"]),
        )  # fmt: skip
