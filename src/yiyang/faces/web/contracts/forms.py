"""Forms of cooperation contracts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiyang.agreements.models import Agreement, Item, Version
from yiyang.agreements.services import Content, Draft, ItemTerms
from yiyang.faces.web.choices import coded
from yiyang.faces.web.pickers import DayPicker, OwnIds
from yiyang.faces.web.templatetags.yiyang_text import label, named
from yiyang.kernel.money import fen_from_yuan, yuan_from_fen
from yiyang.kernel.period import years_after
from yiyang.network.models import Institution
from yiyang.policy.book import Reading

ENDINGS = ("AGREED_END", "BREACH", "PARTY_CLOSES", "OTHER_REASON")
LINES = 6  # blank lines for services that a form offers
COUNTED = {"RESERVED_BEDS": ("reserved_beds", "bed"), "ANSWER_IN_TIME": ("answer", "minute")}
PARTS = "parts_"


class ContentForm(forms.Form):
    """What both parties sign besides the services: duties, responsibility, disputes."""

    duties = forms.MultipleChoiceField(
        label=_("Duties taken on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Priority in transfers is granted only while these are kept."),
    )
    reserved_beds = forms.IntegerField(
        label=_("Beds reserved for the other side"), min_value=1, required=False
    )
    answer = forms.IntegerField(
        label=_("Minutes in which requests are answered"), min_value=1, required=False
    )
    responsibility = forms.CharField(
        label=_("Who answers for what, and by which insurance"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )
    dispute = forms.ChoiceField(label=_("A dispute goes first to"))

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duties = [c for c in reading.codes("agreements.cooperation_duties") if c not in COUNTED]
        self.fields["duties"].choices = coded(duties)
        self.fields["dispute"].choices = coded(reading.codes("agreements.dispute_ways"), "DISPUTE_")

    def content(self, services: Sequence[ItemTerms]) -> Content:
        """Return what the version says, with its services."""
        given = self.cleaned_data
        duties = [ItemTerms(code, is_duty=True) for code in given["duties"]]
        duties += [
            ItemTerms(code, is_duty=True, quantity=given[field], unit=unit)
            for code, (field, unit) in COUNTED.items()
            if given[field]
        ]
        return Content([*services, *duties], given["dispute"], given["responsibility"])

    @staticmethod
    def initial_of(version: Version | None, items: Sequence[Item]) -> dict[str, Any]:
        """Return a version as the form shows it."""
        counts = {field: None for field, _ in COUNTED.values()}
        counts |= {COUNTED[i.code][0]: i.quantity for i in items if i.code in COUNTED}
        duties = [i.code for i in items if i.is_duty and i.code not in COUNTED]
        said = {"dispute": version.dispute, "responsibility": version.responsibility} if (
            version
        ) else {}  # fmt: skip
        return {"duties": duties, **counts, **said}


class ContractForm(ContentForm):
    """A new contract, or one that follows another."""

    partners = forms.ModelMultipleChoiceField(label=_("With"), queryset=Institution.objects.none())
    variety = forms.ChoiceField(label=_("Kind of contract"))
    since = forms.DateField(label=_("First day"), widget=DayPicker())
    until = forms.DateField(label=_("Until (first day without it)"), widget=DayPicker())
    field_order = ("partners", "variety", "since", "until")

    def __init__(self, *args: Any, institutions: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, reading=reading, **kwargs)
        self.fields["partners"].queryset = institutions
        self.fields["partners"].label_from_instance = named
        varieties = reading.table("agreements.cooperation_varieties")
        self.fields["variety"].choices = coded(varieties, "COOPERATION_")

    def draft(self, services: Sequence[ItemTerms]) -> Draft:
        """Return what is put before the parties."""
        given = self.cleaned_data
        return Draft(
            partner_ids=[one.pk for one in given["partners"]],
            variety=given["variety"],
            since=given["since"],
            until=given["until"],
            content=self.content(services),
        )


class AmendForm(ContentForm):
    """A change of a contract from a day on."""

    since = forms.DateField(label=_("The change holds from"), widget=DayPicker())
    field_order = ("since",)


class ServiceForm(forms.Form):
    """One service: its price, how many, and the parts that each payer bears."""

    code = forms.ChoiceField(label=_("Service"), required=False)
    price = forms.DecimalField(
        label=_("Price each time, yuan"), min_value=0, decimal_places=2, required=False
    )
    quantity = forms.IntegerField(label=_("How many"), min_value=1, required=False)

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = reading.codes("agreements.cooperation_services")
        self.fields["code"].choices = coded(codes, blank="—")
        for payer in reading.codes("agreements.cooperation_payers"):
            self.fields[f"{PARTS}{payer}"] = forms.IntegerField(
                label=_("Parts borne by: %(payer)s") % {"payer": label(payer)},
                min_value=0,
                required=False,
            )

    def terms(self) -> ItemTerms | None:
        """Return the service, or None where the line is blank."""
        given = self.cleaned_data
        if not given.get("code"):
            return None
        parts = {k.removeprefix(PARTS): v for k, v in given.items() if k.startswith(PARTS) and v}
        return ItemTerms(
            given["code"],
            quantity=given["quantity"],
            price_fen=fen_from_yuan(str(given["price"] or 0)),
            shares=tuple(sorted(parts.items())),
        )

    @staticmethod
    def initial_of(item: Item) -> dict[str, Any]:
        """Return a service as the form shows it."""
        parts = {f"{PARTS}{payer}": n for payer, n in item.shares.items()}
        price = yuan_from_fen(item.price_fen)
        return {"code": item.code, "price": price, "quantity": item.quantity, **parts}


class BaseServices(forms.BaseFormSet):
    """The services of a version; each stands once."""

    def clean(self) -> None:
        """Refuse a service that stands twice."""
        codes = [f.cleaned_data["code"] for f in self.forms if f.cleaned_data.get("code")]
        if len(set(codes)) < len(codes):
            raise forms.ValidationError(_("A service stands twice."))

    def terms(self) -> list[ItemTerms]:
        """Return the services of the lines that are filled in."""
        return [terms for form in self.forms if (terms := form.terms()) is not None]


SERVICES = forms.formset_factory(ServiceForm, formset=BaseServices, extra=LINES, max_num=40)


class DeclineForm(OwnIds, forms.Form):
    """Why a party withdraws or declines what waits for signatures."""

    reason = forms.CharField(label=_("Reason"), max_length=400)


class EndForm(forms.Form):
    """Why a contract ends."""

    reason = forms.ChoiceField(label=_("Reason"), choices=coded(ENDINGS, "ENDED_", blank="—"))


def renewal_of(agreement: Agreement) -> dict[str, Any]:
    """Return the term of the contract that would follow one, of the same length."""
    since, until = agreement.span.upper, agreement.span.upper
    years = agreement.span.upper.year - agreement.span.lower.year
    return {
        "since": since,
        "until": years_after(until, max(1, years)),
        "variety": agreement.variety,
    }
