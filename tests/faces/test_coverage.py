"""A clause counts only when its test enters, decides, passes, and fails without its rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiyang.faces import coverage
from yiyang.faces.coverage import MarkedTest
from yiyang.policy.missions import missions

CONFTEST = """
import json, os
import pytest
from yiyang.faces.coverage import REPORT, rule_off
from yiyang.rules import registry

def pytest_configure(config):
    config.addinivalue_line("markers", "clause(id, rule): a clause")

@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    rule = rule_off(item.nodeid)
    if rule:
        registry.switch_off(rule)
    try:
        return (yield)
    finally:
        registry.switch_on(rule)

def pytest_runtest_logreport(report):
    phase = {"node": report.nodeid, "outcome": report.outcome, "properties": report.user_properties}
    with open(os.environ[REPORT], "a") as kept:
        kept.write(json.dumps(phase) + "\\n")

@pytest.fixture
def journey(request):
    seen = {"entries": 0, "decisions": 0}
    yield seen
    for mark in request.node.iter_markers("clause"):
        request.node.user_properties += [
            ("entries", seen["entries"]), (f"decisions:{mark.args[1]}", seen["decisions"])
        ]
"""
TESTS = """
import pytest
from dataclasses import dataclass
from yiyang.policy.loader import shipped_book
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

@dataclass(frozen=True)
class N:
    n: int

@rule("demo.double")
def double(facts: N, reading: Reading) -> N:
    return N(facts.n * 2)

@rule("demo.triple")
def triple(facts: N, reading: Reading) -> N:
    return N(facts.n * 3)

def ask(n):
    return double(N(n), None).n

@pytest.mark.clause("JA-1.3", "demo.double")
@pytest.mark.parametrize("n", [1, 2])
def test_means_it(journey, n):
    journey.update(entries=1, decisions=1)
    assert ask(n) == 2 * n

@pytest.mark.clause("JA-2.1.1", "demo.double")
def test_does_not_depend_on_its_rule(journey):
    journey.update(entries=1, decisions=1)

@pytest.mark.clause("JA-2.1.2", "demo.double")
def test_does_not_enter(journey):
    journey.update(decisions=1)
    assert ask(1) == 2

@pytest.mark.clause("JA-2.1.3", "demo.double")
def test_decides_nothing(journey):
    journey.update(entries=1)
    assert ask(1) == 2

@pytest.mark.clause("JA-2.2.1", "demo.double")
def test_fails(journey):
    assert ask(1) == 3

@pytest.mark.clause("JA-2.3.1", "demo.double")
@pytest.mark.clause("JA-2.3.1", "demo.triple")
def test_depends_on_one_of_its_rules_only(journey):
    journey.update(entries=1, decisions=1)
    assert ask(1) == 2

@pytest.mark.clause("JA-2.2.2", "demo.double")
def test_is_skipped(journey):
    pytest.skip("no browser")

@pytest.mark.clause("JA-2.2.3", "demo.double")
@pytest.mark.parametrize("n", [0, 1])
def test_depends_for_one_parameter_only(journey, n):
    journey.update(entries=1, decisions=1)
    if n:
        assert ask(n) == 2
"""
EXPECTED = {
    "JA-1.3": "",
    "JA-2.1.1": "passes with demo.double switched off",
    "JA-2.1.2": "enters by no page",
    "JA-2.1.3": "stores no decision of demo.double",
    "JA-2.2.1": "failed",
    "JA-2.2.2": "skipped",
    "JA-2.2.3": "passes with demo.double switched off",
    "JA-2.3.1": "",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tests / "test_demo.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tmp_path


def test_marked_tests_are_found_without_running_them(project: Path) -> None:
    marked = coverage.marked_tests(project)
    assert {m.clause for m in marked} == set(EXPECTED)
    assert marked[0] == MarkedTest("JA-1.3", "demo.double", "tests/test_demo.py::test_means_it")


def test_only_a_test_that_means_it_shows_its_clause(project: Path) -> None:
    marked = coverage.marked_tests(project)
    faults = coverage.check(marked, project)
    for mark in marked:
        said, expected = "; ".join(faults[mark]), EXPECTED[mark.clause]
        if mark.rule == "demo.triple":
            expected = "passes with demo.triple switched off"
        assert (expected in said) if expected else said == "", (mark.clause, said)
    rows = {row.clause: row.status for row in coverage.table(marked, EXPECTED, faults)}
    assert [clause for clause, status in rows.items() if status == "shown"] == ["JA-1.3"]


def test_a_mark_for_a_whole_module_counts_for_each_test(project: Path) -> None:
    text = 'import pytest\npytestmark = [pytest.mark.clause("JA-3", "a.b")]\ndef test_a(): pass\n'
    (project / "tests" / "test_more.py").write_text(text, encoding="utf-8")
    found = [m for m in coverage.marked_tests(project) if m.clause == "JA-3"]
    assert found == [MarkedTest("JA-3", "a.b", "tests/test_more.py::test_a")]


def test_the_table_tells_open_from_marked(project: Path) -> None:
    rows = coverage.table(coverage.marked_tests(project), ["JA-1.3", "FD-1.2"])
    assert [(row.clause, row.status) for row in rows] == [("JA-1.3", "marked"), ("FD-1.2", "open")]


def test_a_program_without_its_tests_says_so(tmp_path: Path) -> None:
    with pytest.raises(coverage.NoTests):
        coverage.marked_tests(tmp_path)


def test_our_own_list_names_every_clause_of_the_mission(shared: Path) -> None:
    assert set(coverage.clause_ids(shared.parent / "checkout")) == set(missions())
