"""The forms of fund supervision: a look at claims, an explanation, a review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.faces.web.papers import PapersForm
from yiyang.faces.web.pickers import DayPicker
from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.kernel.money import fen_from_yuan, yuan_from_fen
from yiyang.oversight.recoverable import Most
from yiyang.oversight.services import Found, Wish
from yiyang.rules.supervision.review import OUTCOMES, PARTLY


class LookForm(forms.Form):
    """Which claims to look at."""

    since = forms.DateField(label=_("Claims that ended from"), widget=DayPicker())
    until = forms.DateField(label=_("And before"), widget=DayPicker())
    institution = forms.CharField(
        label=_("Of one institution, by its code"), max_length=60, required=False
    )

    def wish(self, place_code: str) -> Wish:
        """Return what is asked for."""
        given = self.cleaned_data
        return Wish(given["since"], given["until"], place_code, given["institution"].strip())


class ExplainForm(PapersForm):
    """An explanation in words, with documents."""

    words = forms.CharField(
        label=_("Explanation"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What was done and why it was charged so. Name no patient."),
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for(kinds)


class ReviewForm(forms.Form):
    """An outcome for each suspicion, the part where it is one, and the reasons."""

    note = forms.CharField(
        label=_("Reasons of the review"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, mosts: Sequence[Most], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mosts = {most.suspicion.pk: most.fen for most in mosts}
        for number, most in enumerate(mosts, 1):
            choices = [("", "—")] + [(code, label(f"OUTCOME_{code}")) for code in OUTCOMES]
            self.fields[f"outcome_{most.suspicion.pk}"] = forms.ChoiceField(
                label=_("Outcome of %(number)s") % {"number": number}, choices=choices
            )
            self.fields[f"part_{most.suspicion.pk}"] = forms.CharField(
                label=_("Part of %(number)s in yuan") % {"number": number},
                max_length=14,
                required=False,
                help_text=_("only where upheld in part; at most %(most)s can go back")
                % {"most": yuan_from_fen(most.fen)},
            )

    def clean(self) -> dict[str, Any]:
        """Turn each part into fen; one is asked for where it is upheld in part only."""
        given = super().clean() or {}
        for key, most in self.mosts.items():
            given[f"fen_{key}"] = 0
            if given.get(f"outcome_{key}") != PARTLY:
                continue
            try:
                part = fen_from_yuan(str(given.get(f"part_{key}") or "").strip())
            except ValueError:
                self.add_error(f"part_{key}", _("Give an amount such as 40 or 12.50."))
                continue
            given[f"fen_{key}"] = part
            if not 0 < part < most:
                less = _("A part is more than nothing and less than %(most)s.")
                self.add_error(f"part_{key}", less % {"most": yuan_from_fen(most)})
        return given

    def found(self) -> dict[int, Found]:
        """Return what the officer found, by the key of the suspicion."""
        given = self.cleaned_data
        return {key: Found(given[f"outcome_{key}"], given[f"fen_{key}"]) for key in self.mosts}
