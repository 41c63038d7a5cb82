"""Nothing of weight is recorded because somebody overlooked the first entry of a list."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from tests.conftest import NOW
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
