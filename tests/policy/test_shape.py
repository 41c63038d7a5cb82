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
        ({"RED": TABLE["RED"]}, "value: ORANGE is missing"),
        (TABLE | {"RED": {"minutes": "5"}}, "value.RED: roles is missing"),
        (
            TABLE | {"RED": {"minutes": "soon", "roles": []}},
            "value.RED.minutes: a number is needed",
        ),
        (TABLE | {"RED": "5"}, "value.RED: a table is needed"),
        (TABLE | {"BLUE": {"minutes": "5"}}, "value.BLUE: roles is missing"),
        (TABLE | {"RED": {"minutes": "5", "roles": "NURSE"}}, "value.RED.roles: a list is needed"),
        (TABLE | {"RED": {"minutes": ["5"], "roles": []}}, "value.RED.minutes: one text is needed"),
        ("5", "value: a table is needed"),
    ],
)
def test_another_shape_is_named_by_its_place(value: Any, fault: str) -> None:
    assert unlike(value, TABLE) == [fault]


def test_every_fault_is_named() -> None:
    assert len(unlike({"RED": {"minutes": "x"}}, TABLE)) == 3


def test_a_new_year_need_not_repeat_the_old() -> None:
    assert unlike({"2027": ["2027-01-01"]}, {"2026": ["2026-01-01"]}) == []
    assert unlike({"2027": "2027-01-01"}, {"2026": ["2026-01-01"]}) != []
