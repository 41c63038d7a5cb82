"""The matrix of powers: what no adopted one takes away, and what no one may be adopted with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.access import KEPT, Work, matrix_faults, powers_for

DAY = date(2026, 3, 2)
SHIPPED = Reading(shipped_book(), DAY, "310106").table("access.powers")
KNOWN = {power for powers in SHIPPED.values() for power in powers}


def of_an_empty_matrix(role: str) -> tuple[str, ...]:
    book = shipped_book()
    line = book.on("access.powers", DAY, "310106")
    emptied = replace(line, value={role: [] for role in line.value})
    return powers_for(Work(role), Reading(book.with_lines([emptied]), DAY, "310106")).powers


@pytest.mark.parametrize("role", sorted(SHIPPED))
def test_an_empty_matrix_leaves_what_undoes_it_and_nothing_else(role: str) -> None:
    assert of_an_empty_matrix(role) == KEPT.get(role, ())


@pytest.mark.parametrize("place", ["310106", "310115", "330100", "440300"])
def test_a_node_of_any_district_has_powers_from_its_first_day(place: str) -> None:
    assert Reading(shipped_book(), DAY, place).table("access.powers") == SHIPPED


def test_what_ships_already_gives_what_is_kept() -> None:
    assert all(set(powers) <= set(SHIPPED[role]) for role, powers in KEPT.items())


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({}, []),
        ({"NURSE": ["ASSESS"]}, []),
        ({"SECURITY_OFFICER": []}, []),
        ({"NURSE": ["ASSES"]}, ["MATRIX_NO_POWER"]),
        ({"NURSE": ["ASSESS", "ASSESS"]}, ["MATRIX_POWER_TWICE"]),
        ({"NURSES": ["ASSESS"]}, ["MATRIX_NO_ROLE"]),
        ({"AUDIT_OFFICER": ["READ_AUDIT", "SEE_PERSON"]},
         ["MATRIX_OFFICER_POWER"]),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_and_an_officer_over_persons_are_faults(
    changed: dict[str, list[str]], faults: list[str]
) -> None:
    found = matrix_faults(SHIPPED | changed, shipped=SHIPPED, known=KNOWN)
    assert [fault.code for fault in found] == faults
