"""Which clause of the mission is shown by which test, and whether the test means it.

A clause is shown when a marked test enters by a page, HTTP or the command line, leaves a
stored decision of the rule it names, passes, and fails once that rule is switched off.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson

from yiyang.policy.missions import missions

ROOT = Path(__file__).parents[3]  # the checkout; a program installed without it has no tests
REPORT = "YIYANG_CLAUSES_REPORT"
RULES_OFF = "YIYANG_RULES_OFF"
SHOWN, MARKED, OPEN, NOT_SHOWN = "shown", "marked", "open", "not shown"
LONGEST_RUN_SECONDS = 1800
SPREAD = ("-n", "auto", "--maxprocesses", "8")  # a process a core, as `make test`
FEW = 20  # tests that are not worth it


@dataclass(frozen=True)
class MarkedTest:
    """A test that shows a clause by a rule."""

    clause: str
    rule: str
    test: str  # file::name

    def covers(self, node_id: str) -> bool:
        """Tell whether a node of pytest is this test, or one of its parameters."""
        return node_id.split("[", 1)[0] == self.test


@dataclass
class Ran:
    """How one node of pytest went: its worst outcome, entries, and decisions by rule."""

    outcome: str = "passed"
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One clause of the table."""

    clause: str
    title: dict[str, str]
    status: str
    tests: tuple[MarkedTest, ...]
    faults: tuple[str, ...] = ()


class NoTests(Exception):
    """The program is installed without its tests."""


def marked_tests(root: Path = ROOT) -> tuple[MarkedTest, ...]:
    """Return every test that carries ``@pytest.mark.clause``, without running anything.

    Raises:
        NoTests: there is no ``tests`` folder.
    """
    if not (root / "tests").is_dir():
        raise NoTests(str(root))
    found: list[MarkedTest] = []
    for path in sorted((root / "tests").rglob("test_*.py")):
        found.extend(_marked_in(path, path.relative_to(root).as_posix()))
    return tuple(found)


def clause_ids(root: Path = ROOT) -> tuple[str, ...]:
    """Return the clauses of the mission, of the mission's own file where it stands beside."""
    mission = root.parent / "shared" / "clauses.toml"
    if not mission.exists():
        return tuple(missions())
    clauses = tomllib.loads(mission.read_text(encoding="utf-8"))["clause"]
    return tuple(clause["id"] for clause in clauses)


def table(
    marked: Sequence[MarkedTest],
    clauses: Iterable[str],
    faults: Mapping[MarkedTest, Sequence[str]] | None = None,
) -> list[Row]:
    """Return one row a clause; ``faults`` is what ``check`` found, None when it was not run."""
    titles = missions()
    rows = []
    for clause in clauses:
        tests = tuple(m for m in marked if m.clause == clause)
        found = tuple(f"{m.test}: {why}" for m in tests for why in (faults or {}).get(m, ()))
        title = titles.get(clause)
        named = {"zh": title.zh, "en": title.en} if title else {"zh": clause, "en": clause}
        rows.append(Row(clause, named, _status(tests, found, faults is not None), tests, found))
    return rows


def _status(tests: Sequence[MarkedTest], faults: Sequence[str], checked: bool) -> str:
    if not tests:
        return OPEN
    if not checked:
        return MARKED
    return NOT_SHOWN if faults else SHOWN


def check(marked: Sequence[MarkedTest], root: Path = ROOT) -> dict[MarkedTest, list[str]]:
    """Run the marked tests with their rules on, then with each rule off; return the faults.

    One run of pytest with every rule on; then as many as the most rules that one test is marked
    with, each test with one of its rules switched off; all on the databases of the first.
    """
    faults: dict[MarkedTest, list[str]] = {mark: [] for mark in marked}
    on = _run(root, [m.test for m in marked], fresh=True)
    for mark in marked:
        faults[mark] += _faults_on(mark, [r for node, r in on.items() if mark.covers(node)])
    for switched in _rounds(mark for mark in marked if not faults[mark]):
        off = _run(root, switched, rules_off=switched)
        for mark in marked:
            if switched.get(mark.test) != mark.rule or faults[mark]:
                continue
            if not all(r.outcome == "failed" for node, r in off.items() if mark.covers(node)):
                faults[mark].append(f"passes with {mark.rule} switched off")
    return faults


def _rounds(marked: Iterable[MarkedTest]) -> Iterator[dict[str, str]]:
    """Yield a rule for each test, round by round, until each has had all of its own."""
    rules: dict[str, set[str]] = {}
    for mark in marked:
        rules.setdefault(mark.test, set()).add(mark.rule)
    left = {test: sorted(found) for test, found in rules.items()}
    while left:
        yield {test: found[0] for test, found in left.items()}
        left = {test: found[1:] for test, found in left.items() if found[1:]}


def rule_off(node_id: str) -> str | None:
    """Return the rule that a node of pytest is to run without, as this process was told."""
    told = orjson.loads(os.environ.get(RULES_OFF) or "{}")
    found: str | None = told.get(node_id.split("[", 1)[0])
    return found


def _faults_on(mark: MarkedTest, ran: Sequence[Ran]) -> Iterator[str]:
    if not ran:
        yield "was not run"
    yield from sorted({r.outcome for r in ran} - {"passed"})
    if any(not r.properties.get("entries") for r in ran):
        yield "enters by no page, HTTP or command (journey fixture)"
    if any(not r.properties.get(f"decisions:{mark.rule}") for r in ran):
        yield f"stores no decision of {mark.rule}"


def _run(
    root: Path,
    tests: Iterable[str],
    *,
    rules_off: Mapping[str, str] | None = None,
    fresh: bool = False,
) -> dict[str, Ran]:
    """Run some tests; return how each node went.

    Args:
        rules_off: the rule that each test runs without; none where it is not there.
        fresh: make the database anew.
    """
    nodes = sorted(set(tests))
    if not nodes:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.jsonl"
        report.touch()
        switched = orjson.dumps(dict(rules_off or {})).decode()
        environment = os.environ | {REPORT: str(report), RULES_OFF: switched}
        database = ["--reuse-db", *(["--create-db"] if fresh else [])]
        spread = SPREAD if len(nodes) > FEW and find_spec("xdist") else ()
        options = ("-q", "-p", "no:cacheprovider", *database, *spread)
        subprocess.run(
            [sys.executable, "-m", "pytest", *options, *nodes],
            cwd=root,
            env=environment,
            check=False,
            # With a rule off, tests fail as they should: what they print would read as faults.
            stdout=subprocess.DEVNULL if rules_off else sys.stderr,
            timeout=LONGEST_RUN_SECONDS,
        )
        return _read(report)


def _read(report: Path) -> dict[str, Ran]:
    ran: dict[str, Ran] = {}
    for line in report.read_bytes().splitlines():
        phase = orjson.loads(line)
        node = ran.setdefault(phase["node"], Ran())
        if phase["outcome"] != "passed" and node.outcome != "failed":
            node.outcome = phase["outcome"]
        node.properties |= dict(phase["properties"])
    return ran


def _marked_in(path: Path, name: str) -> Iterator[MarkedTest]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    everywhere = [
        mark
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "pytestmark"
        for mark in _marks(ast.walk(node.value))
    ]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for clause, rule in [*everywhere, *_marks(iter(node.decorator_list))]:
                yield MarkedTest(clause, rule, f"{name}::{node.name}")


def _marks(nodes: Iterator[ast.AST]) -> Iterator[tuple[str, str]]:
    """Return the clause and the rule of each ``pytest.mark.clause(...)``; of no other call."""
    for node in nodes:
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "clause":
            clause, rule = (ast.literal_eval(argument) for argument in node.args)
            yield clause, rule
