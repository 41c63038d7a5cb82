"""``yiyang clauses`` prints every clause with its tests."""

from __future__ import annotations

import pytest

from tests.journey import Journey
from yiyang.faces import coverage
from yiyang.policy.missions import missions


@pytest.mark.django_db
def test_every_clause_stands_in_the_table(journey: Journey) -> None:
    answered = journey.command("clauses", "--json")
    assert answered.exit_code == 0, answered.err
    assert {row["clause"] for row in answered.json} == set(missions())
    assert {row["status"] for row in answered.json} <= {coverage.MARKED, coverage.OPEN}


@pytest.mark.django_db
def test_a_mark_that_names_no_clause_or_rule_is_bad_input(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = coverage.MarkedTest("JA-9", "no.rule", "tests/test_x.py::test_x")
    monkeypatch.setattr(coverage, "marked_tests", lambda: (wrong,))
    answered = journey.command("clauses")
    assert answered.exit_code == 2
    assert "no clause JA-9" in answered.err and "no rule no.rule" in answered.err
