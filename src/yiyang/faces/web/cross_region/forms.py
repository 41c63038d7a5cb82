"""Forms of settlement between nodes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.access.models import Assignment
from yiyang.cross_region.models import AwayFiling
from yiyang.cross_region.services.codes import node_of_code
from yiyang.cross_region.services.filing import nodes_to_file_for
from yiyang.decisions.services import read_book
from yiyang.exchange.models import Node
from yiyang.faces.web.choices import coded
from yiyang.faces.web.pickers import DayPicker
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.kernel.money import fen_from_yuan
from yiyang.people.models import Person
from yiyang.people.selectors import Search, people_for

KINDS = ("INPATIENT", "OUTPATIENT", "MAJOR_OUTPATIENT")
FILED = [one for one in AwayFiling.Kind.values if one != AwayFiling.Kind.EMERGENCY]


def day_field(label: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(label=label, widget=DayPicker())


class NodeForm(forms.Form):
    """One of the nodes with which settlement is agreed."""

    node = forms.ChoiceField(label=_("Region"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes = {str(one.pk): one for one in nodes_to_file_for()}
        self.fields["node"].choices = [(key, named(one)) for key, one in self.nodes.items()]

    def chosen(self) -> Node:
        """Return the node that was chosen."""
        return self.nodes[self.cleaned_data["node"]]


class DayForm(NodeForm):
    """A node and a day of its book, or of the month to state."""

    day = day_field(_("Day"))


class PrepayForm(NodeForm):
    """A node to send money to; what a month is expected to come to while none is cleared."""

    month = forms.DecimalField(
        label=_("Expected of a month, in yuan"), min_value=0, max_digits=14, decimal_places=2,
        initial=0,
    )  # fmt: skip

    def fen(self) -> int:
        """Return what a month is expected to come to."""
        return fen_from_yuan(str(self.cleaned_data["month"]))


class FilingForm(NodeForm):
    """What a person files for care in another region."""

    kind = forms.ChoiceField(label=_("Kind"))
    since = day_field(_("From which day"))
    proof = forms.ChoiceField(label=_("Proof, for who lives there"), required=False)
    is_treated = forms.BooleanField(label=_("I lie in a hospital there already"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = coded(FILED, "AWAY_KIND_")()

    def offer_proofs(self, codes: Any) -> None:
        """Offer the proofs that the book takes."""
        self.fields["proof"].choices = coded(codes, "PROOF_", blank="—")()


class QuestionForm(NodeForm):
    """Whether a patient is insured in another region: by their number, or the code they show."""

    who = forms.CharField(label=_("Patient: name or identity number"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind of care"), choices=coded(KINDS, "CLAIM_KIND_"))
    on = day_field(_("Day"))
    is_emergency = forms.BooleanField(label=_("Emergency"), required=False)
    code = forms.CharField(label=_("Insurance code, if it is shown"), required=False, max_length=40)

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment

    def clean_who(self) -> Person:
        """Return the one person whom the desk sees under that name or number."""
        found = list(people_for(self.assignment, Search(text=self.cleaned_data["who"]))[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("Nobody, or more than one, is found by it."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        """Refuse a code that names another region than the chosen one."""
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        code = str(kept.get("code", "")).strip()
        node = node_of_code(code) if code else None
        if code and (node is None or str(node.pk) != kept.get("node")):
            self.add_error("code", _("This is no code of that region."))
        return kept


def proofs_on(day: Any) -> tuple[str, ...]:
    """Return the proofs that the book takes on a day."""
    return read_book(day).codes("cross_region.proofs")
