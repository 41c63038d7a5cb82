"""Which signs are risks, who answers, by which clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.conftest import NOW
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.risks import Sign, Watch, Watched, watch
from yiyang.rules.supervision.coding import GroupCases, Severity, severity

LATE = Sign("task:1", "LATE", "HOSPITAL_DESK", True, case="FILING", due_at=NOW)
OVER = Sign("balance:1", "OVERSPENT", "INSURER", False, fen=1_001, budget_fen=1_000)


def of(*signs: Sign, hours: int = 0) -> Watch:
    reading = Reading(shipped_book(), NOW.date(), "310106")
    return watch(Watched(signs, NOW + timedelta(hours=hours)), reading)


@pytest.mark.parametrize(("hours", "risks"), [(23, 0), (24, 1)])
def test_a_task_is_a_risk_once_its_grace_is_over(hours: int, risks: int) -> None:
    assert len(of(LATE, hours=hours).risks) == risks


def test_a_kind_of_case_that_the_book_does_not_name_is_none() -> None:
    assert of(replace(LATE, case="QUESTION"), hours=99).none == ("task:1",)


@pytest.mark.parametrize(("fen", "over"), [(1_000, []), (1_001, [1])])
def test_a_budget_is_a_risk_above_its_margin(fen: int, over: list[int]) -> None:
    assert [one.over_fen for one in of(replace(OVER, fen=fen)).risks] == over


def test_who_does_not_answer_is_answered_for_at_the_place() -> None:
    found = of(replace(LATE, role="RESIDENT"), OVER, hours=24).risks
    assert [(one.owner, one.at_institution, one.clock) for one in found] == [
        ("INSURER", False, "risks.clock.overspent"), ("COORDINATOR", False, "risks.clock.late"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "desk", "owner", "at_institution"),
    [
        ("FAMILY_DOCTOR", "CENTRE_DESK", "CENTRE_DESK", True),
        ("CARE_DESK", "HOSPITAL_DESK", "CARE_DESK", True),
        ("RESIDENT", "HOSPITAL_DESK", "COORDINATOR", False),
        ("FAMILY_DOCTOR", "", "COORDINATOR", False),
    ],
)
def test_the_desk_of_an_institution_answers_for_who_is_told_to_there(
    role: str, desk: str, owner: str, at_institution: bool
) -> None:
    found = of(replace(LATE, role=role, desk=desk), hours=24).risks
    assert [(one.owner, one.at_institution) for one in found] == [(owner, at_institution)]


@pytest.mark.parametrize(
    ("cases", "severe", "risks"), [(100, 65, 0), (100, 66, 1), (29, 29, 0), (30, 30, 1)]
)
def test_coding_is_to_be_explained_far_above_what_is_expected(
    cases: int, severe: int, risks: int
) -> None:
    expected = 500_000 if cases == 100 else 150_000
    sign = Sign(
        "coding:1", "CODING", "HOSPITAL_DESK", True, cases=cases, severe=severe, expected=expected
    )
    assert len(of(sign).risks) == risks


def test_expected_severity_is_the_region_s_of_each_base_group() -> None:
    rows = [
        GroupCases("A", "BR21", 30), GroupCases("A", "BR25", 10), GroupCases("B", "BR21", 10),
        GroupCases("B", "BR25", 50), GroupCases("B", "ES29", 99), GroupCases("B", "FM15", 7),
    ]  # fmt: skip
    found = severity(rows, ("1", "3"), ("5",))
    assert found == {"A": Severity(40, 30, 160_000), "B": Severity(60, 10, 240_000)}
    assert severity(reversed(rows), ("1", "3"), ("5",)) == found
