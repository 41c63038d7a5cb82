"""A value that takes another's place has its shape."""

from __future__ import annotations

from typing import Any

import pytest

from yiyang.policy.shape import unlike

TABLE = {"RED": {"minutes": "5", "roles": ["NURSE"]}, "ORANGE": {"minutes": "30", "roles": []}}


def test_the_same_shape_with_other_numbers_is_alike() -> None:
    value = {"RED": {"minutes": "3.5", "roles": []}, "ORANGE": {"minutes": "1", "roles": ["A"]}}
    assert unlike(value, TABLE) == []


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ({"RED": TABLE["RED"]}, ("POLICY_VALUE_KEY_MISSING", "THE_VALUE")),
        (TABLE | {"RED": {"minutes": "5"}}, ("POLICY_VALUE_KEY_MISSING", "RED")),
        (
            TABLE | {"RED": {"minutes": "soon", "roles": []}},
            ("POLICY_VALUE_NO_NUMBER", "RED.minutes"),
        ),
        (TABLE | {"RED": "5"}, ("POLICY_VALUE_NO_TABLE", "RED")),
        (TABLE | {"BLUE": {"minutes": "5"}}, ("POLICY_VALUE_KEY_MISSING", "BLUE")),
        (
            TABLE | {"RED": {"minutes": "5", "roles": "NURSE"}},
            ("POLICY_VALUE_NO_LIST", "RED.roles"),
        ),
        (TABLE | {"RED": {"minutes": ["5"], "roles": []}}, ("POLICY_VALUE_NO_TEXT", "RED.minutes")),
        ("5", ("POLICY_VALUE_NO_TABLE", "THE_VALUE")),
    ],
)
def test_another_shape_is_named_by_its_place(value: Any, fault: tuple[str, str]) -> None:
    found = unlike(value, TABLE)
    assert [(each.code, each.params["where"]) for each in found] == [fault]


def test_every_fault_is_named() -> None:
    assert len(unlike({"RED": {"minutes": "x"}}, TABLE)) == 3


def test_a_new_year_need_not_repeat_the_old() -> None:
    assert unlike({"2027": ["2027-01-01"]}, {"2026": ["2026-01-01"]}) == []
    assert unlike({"2027": "2027-01-01"}, {"2026": ["2026-01-01"]}) != []
