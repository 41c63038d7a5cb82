"""What is charged: an item, how often, and the price where the parties agree it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiyang.decisions.services import read_book
from yiyang.faces.web.templatetags.yiyang_text import label, label_or_code
from yiyang.fees.services import Charged
from yiyang.kernel.money import fen_from_yuan
from yiyang.rules.packages import catalogue


class ChargeForm(forms.Form):
    """One line of a bill."""

    item = forms.ChoiceField(label=_("Item"))
    quantity = forms.IntegerField(label=_("Times"), min_value=1, max_value=100, initial=1)
    price = forms.CharField(
        label=_("Agreed price in yuan"),
        required=False,
        max_length=12,
        help_text=_("only where the price is agreed between the parties"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = catalogue(read_book(timezone.localdate())).values()
        self.fields["item"].choices = [
            (one.code, f"{label_or_code(f'ITEM_{one.code}')} · {label(f'PRICE_{one.price_class}')}")
            for one in items
        ]

    def clean_price(self) -> int | None:
        """Return the price in fen, None where none was given."""
        text = self.cleaned_data["price"].strip()
        try:
            fen = fen_from_yuan(text) if text else None
        except ValueError as fault:
            raise forms.ValidationError(_("Give an amount such as 40 or 12.50.")) from fault
        if fen is not None and fen < 0:
            raise forms.ValidationError(_("Give an amount such as 40 or 12.50."))
        return fen

    def charged(self) -> Charged:
        """Return what is to be charged."""
        given = self.cleaned_data
        return Charged(given["item"], given["quantity"], given["price"])
