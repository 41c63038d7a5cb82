"""Nothing of weight is recorded because somebody overlooked the first entry of a list."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from django import forms

from tests.conftest import NOW
from yiyang.faces import web
from yiyang.faces.web.contracts import forms as contracts
from yiyang.faces.web.day_care import forms as day_care
from yiyang.faces.web.people import forms as people
from yiyang.faces.web.referrals import forms as referrals
from yiyang.faces.web.registry import forms as registry
from yiyang.faces.web.signing import forms as signing
from yiyang.faces.web.visits import forms as visits

ASKED: list[tuple[type[forms.Form], str, dict[str, Any]]] = [
    (contracts.EndForm, "reason", {}),
    (day_care.EndForm, "reason", {}),
    *(
        (people.NewPersonForm, field, {"places": None, "day": NOW.date()})
        for field in ("sex", "household", "has_carer")
    ),
    (people.RelativeForm, "relation", {}),
    (registry.DutyForm, "role", {"accounts": None}),
    (referrals.ReferForm, "reason", {"reasons": ("PATIENT_WISH",), "receivers": ()}),
    (signing.EndForm, "reason", {"reasons": ("MOVED",)}),
    (signing.RestForm, "reason", {"reasons": ("MOVED",)}),
    (visits.CancelForm, "reason", {}),
    (visits.ReverseForm, "reason", {}),
]


@pytest.mark.parametrize(
    ("form", "field", "given"),
    ASKED,
    ids=[f"{one[0].__module__}.{one[0].__name__}.{one[1]}" for one in ASKED],
)
def test_a_reason_is_chosen_and_never_preset(
    form: type[forms.Form], field: str, given: dict[str, Any]
) -> None:
    shown = form(**given)[field]
    assert next(iter(shown.field.choices))[0] == ""
    sent = form({field: ""}, **given)
    assert field in sent.errors


# Where the first entry is what is usual and is asked about, filtered by or tried, not recorded of
# a person; or where it is the mildest that can be given.
MAY_BE_PRESET = {
    ("alarms", "AskForm", "kind"),
    ("clients", "ClientForm", "kind"),
    ("consents", "ExportForm", "kind"),
    ("consents", "PaperForm", "purpose"),
    ("consents", "PermitForm", "purpose"),
    ("cross_region", "QuestionForm", "kind"),
    ("layouts", "LayoutForm", "aim"),
    ("layouts", "LayoutForm", "kind"),
    ("registry", "BedForm", "sex_rule"),
    ("registry", "KindForm", "kind"),
    ("visits", "RateForm", "stars"),  # shown as buttons of which none is pressed
}


def _presets() -> Iterator[tuple[str, str, str]]:
    """Yield the area, the form and the field of every list that begins with a choice made."""
    for module in walk_packages(web.__path__, f"{web.__name__}."):
        held = import_module(module.name)
        for name, form in inspect.getmembers(held, inspect.isclass):
            if not issubclass(form, forms.Form) or form.__module__ != module.name:
                continue
            for field, asked in form.base_fields.items():
                if type(asked) in (forms.ChoiceField, forms.TypedChoiceField) and asked.required:
                    is_list = not isinstance(asked.widget, forms.RadioSelect)
                    first = next(iter(asked.choices), ("",))[0]
                    if is_list and first != "":
                        yield module.name.split(".")[3], name, field


def test_no_list_of_weight_begins_with_a_choice_made() -> None:
    assert set(_presets()) == MAY_BE_PRESET
