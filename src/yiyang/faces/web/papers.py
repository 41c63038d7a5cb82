"""Documents that are handed in with a form, one of each kind."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from yiyang.faces.web.templatetags.yiyang_text import label

PAPER = "paper_"


class PapersForm(forms.Form):
    """A form that takes a document of each of some kinds; none is required."""

    def ask_for(self, kinds: Iterable[str]) -> None:
        """Put in a field for each kind."""
        for kind in kinds:
            self.fields[f"{PAPER}{kind}"] = forms.FileField(label=label(kind), required=False)

    def papers(self) -> dict[str, tuple[str, bytes]]:
        """Return the documents handed in, by their kind: their name and their bytes."""
        return {
            name.removeprefix(PAPER): (file.name, file.read())
            for name, file in self.cleaned_data.items()
            if name.startswith(PAPER) and file
        }
