"""Forms of the scenario editor: what a planner changes, in a line each."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.choices import coded
from yiyang.faces.web.scenarios.naming import names_of
from yiyang.faces.web.templatetags.yiyang_text import named, say
from yiyang.network.models import Place
from yiyang.planning.simulation import changes
from yiyang.planning.simulation.changes import EVERYWHERE
from yiyang.planning.simulation.scenario import Scenario as Plan
from yiyang.scenarios.checking import check
from yiyang.scenarios.models import SimulationRun

KINDS = (
    "HOME_CARE_BED", "INSTITUTION_BED", "HOME_MEDICAL_BED", "HOSPITAL_BED", "PALLIATIVE_BED",
)  # fmt: skip
MOST_BEDS, MOST_DAYS, MOST_PEOPLE, MOST_HOURS = 100_000, 3650, 100_000, 10_000
MOST_LINES, MOST_BYTES = 30, 2_000_000
CLOCKS = {
    "hold_urgent": "transfer.hold.urgent",
    "hold_planned": "transfer.hold.planned",
    "keep_days": "transfer.keep_days",
}


def _day(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_DAYS, **more)


class _Line(forms.Form):
    """A line of the editor; ``plan`` gives it the places and institutions to choose from."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = list(names_of(plan.sub_district).items())
        houses = list(names_of(plan.institution).items())
        where = [("", "—"), (EVERYWHERE, str(_("the whole area")))]
        given = {
            "anywhere": [
                *where,
                (str(_("Sub-districts")), places),
                (str(_("Institutions")), houses),
            ],
            "house": [("", "—"), *houses],
            "house_or_all": [*where, *houses],
            "place": [("", "—"), *places],
            "place_or_all": [*where, *places],
        }
        for field in self.fields.values():
            kind = getattr(field, "from_plan", None)
            if kind is not None:
                field.choices = given[kind]


def _chosen(label: Any, from_plan: str) -> forms.ChoiceField:
    """Return a choice that is filled from the plan a line is laid on."""
    field = _FromPlan(label=label)
    field.from_plan = from_plan
    return field


class _FromPlan(forms.ChoiceField):
    from_plan = "place"


class BedsForm(_Line):
    """Beds of a kind added or taken away."""

    kind = forms.ChoiceField(label=_("Kind of bed"), choices=coded(KINDS, blank="—"))
    at = _chosen(_("Where"), "anywhere")
    add = forms.IntegerField(
        label=_("How many (with a minus: taken away)"), min_value=-MOST_BEDS, max_value=MOST_BEDS
    )
    from_day = _day(_("From day"), initial=0)

    def made(self) -> changes.MoreBeds:
        """Return the change."""
        return changes.MoreBeds(**self.cleaned_data)


class StationForm(_Line):
    """A new station."""

    name = forms.CharField(label=_("Name of the station"), max_length=60)
    place = _chosen(_("Sub-district that it serves"), "place")
    beds = forms.IntegerField(label=_("Home medical beds"), min_value=1, max_value=MOST_BEDS)

    def made(self) -> changes.Station:
        """Return the change."""
        return changes.Station(**self.cleaned_data)


class StaffForm(_Line):
    """A part of the staff is away."""

    at = _chosen(_("Institution"), "house_or_all")
    kind = forms.ChoiceField(label=_("Of which beds"), choices=coded(KINDS, blank=_("all kinds")))
    percent = forms.IntegerField(label=_("Percent who are there"), min_value=0, max_value=100)
    from_day = _day(_("From day"), initial=0)
    until_day = _day(_("Until day (left empty: to the end)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = False

    def clean(self) -> dict[str, Any]:
        """Refuse an end that is not after the beginning."""
        given = super().clean() or self.cleaned_data
        since, until = given.get("from_day"), given.get("until_day")
        if since is not None and until is not None and until <= since:
            self.add_error("until_day", _("The last day must be after the first."))
        return given

    def made(self) -> changes.StaffLeft:
        """Return the change."""
        given = self.cleaned_data
        return changes.StaffLeft(**given | {"kind": given["kind"] or EVERYWHERE})


class WaveForm(_Line):
    """An epidemic wave."""

    place = _chosen(_("Sub-district"), "place_or_all")
    from_day = _day(_("From day"), initial=0)
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=MOST_DAYS)
    peak_per_day = forms.DecimalField(
        label=_("More sick people a day at the peak, in each sub-district"),
        min_value=Decimal("0.01"), max_value=MOST_PEOPLE, decimal_places=2,
    )  # fmt: skip

    def made(self) -> changes.NewWave:
        """Return the change."""
        given = self.cleaned_data
        return changes.NewWave(**given | {"peak_per_day": float(given["peak_per_day"])})


class ContractForm(_Line):
    """A five-bed contract between two institutions."""

    origin = _chosen(_("People of"), "house")
    partner = _chosen(_("have priority at"), "house")

    def clean(self) -> dict[str, Any]:
        """Refuse a contract with oneself."""
        given = super().clean() or self.cleaned_data
        if given.get("origin") and given.get("origin") == given.get("partner"):
            self.add_error("partner", _("Choose another institution."))
        return given

    def made(self) -> changes.NewContract:
        """Return the change."""
        return changes.NewContract(**self.cleaned_data)


class PlanForm(forms.Form):
    """The plan's name, the clocks it sets, and how it is counted."""

    name = forms.CharField(label=_("Name of the plan"), max_length=80)
    hold_urgent = forms.DecimalField(
        label=_("An urgent hold expires after hours"), required=False, min_value=0,
        max_value=MOST_HOURS, help_text=_("Left empty: as the policy book says."),
    )  # fmt: skip
    hold_planned = forms.DecimalField(
        label=_("A planned hold expires after hours"), required=False, min_value=0,
        max_value=MOST_HOURS,
    )  # fmt: skip
    keep_days = forms.DecimalField(
        label=_("A care bed is kept for days while its person is in hospital"), required=False,
        min_value=0, max_value=MOST_DAYS,
    )  # fmt: skip
    cycle_days = forms.IntegerField(
        label=_("Place the whole waiting list at once every so many days"), required=False,
        min_value=0, max_value=365, help_text=_("Left empty: as in what it is laid on; 0: never."),
    )  # fmt: skip

    def clocks(self) -> dict[str, Decimal]:
        """Return the lines of the book that the plan sets."""
        given = self.cleaned_data
        return {key: given[name] for name, key in CLOCKS.items() if given[name] is not None}


class FileForm(forms.Form):
    """A scenario as a file, checked whole before anything is kept."""

    file = forms.FileField(
        label=_("Scenario file (TOML)"), widget=forms.ClearableFileInput({"accept": ".toml"}),
        help_text=_("Its form is told in docs/simulation.md; every fault is told with its place."),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place

    def clean_file(self) -> str:
        """Return the text; refuse a file with faults, telling them all."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        try:
            text = file.read().decode("utf-8")
        except UnicodeDecodeError as fault:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from fault
        if findings := check(text, self.place).findings:
            raise forms.ValidationError([f"{f.where}: {say(f.message)}" for f in findings])
        return text


class _RunField(forms.ModelChoiceField):
    def label_from_instance(self, obj: SimulationRun) -> str:
        return f"{obj.pk} · {named(obj.scenario)}"


class PairForm(forms.Form):
    """Two runs to set side by side."""

    plan = _RunField(label=_("Simulation run"), queryset=SimulationRun.objects.none())
    against = _RunField(label=_("beside"), queryset=SimulationRun.objects.none())

    def __init__(self, *args: Any, runs: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="pair_%s", **kwargs)
        for name in ("plan", "against"):
            self.fields[name].queryset = runs


LINES: dict[str, tuple[type[_Line], int]] = {
    "beds": (BedsForm, 2),
    "stations": (StationForm, 2),
    "staff": (StaffForm, 1),
    "waves": (WaveForm, 1),
    "contracts": (ContractForm, 1),
}
SETS: dict[str, Any] = {
    name: forms.formset_factory(form, extra=extra, max_num=MOST_LINES, absolute_max=MOST_LINES)
    for name, (form, extra) in LINES.items()
}


def filled(lines: Iterable[Any]) -> tuple[Any, ...]:
    """Return the changes of the lines that are filled in."""
    return tuple(line.made() for line in lines if line.has_changed())
